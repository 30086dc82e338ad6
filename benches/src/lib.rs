//! Measurements against the hand-written loop and the peers.
