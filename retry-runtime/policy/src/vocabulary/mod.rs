//! The words with which a policy is written, in the attribute and in a configuration: plain data, and the nearest word.
//!
//! Not for use by hand, and not covered by semantic versioning.

pub mod aliases;
pub mod jitters;
mod nearest;
pub mod units;

pub use nearest::nearest;
