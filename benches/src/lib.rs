//! Measurements against the hand-written loop and the peers.
//!
//! `benches/run` prints them.

pub mod annotated;
pub mod closures;
pub mod contestants;
pub mod hand_written;
pub mod operation;
pub mod peers;
