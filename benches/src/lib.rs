//! Measurements against the hand-written loop.
//!
//! `benches/run` prints them.

pub mod annotated;
pub mod hand_written;
pub mod operation;
