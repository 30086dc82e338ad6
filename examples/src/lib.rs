//! Models that examples and their tests share.

pub mod jitter_contention;
pub mod outage;
