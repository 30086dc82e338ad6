//! Models that examples and tests share.
