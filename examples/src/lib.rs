//! Models that examples and their tests share.

pub mod jitter_contention;
