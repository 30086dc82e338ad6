//! What the tests share.

pub mod counting;
pub mod front_ends;
pub mod sources;
pub mod thread_clock;
pub mod vectors;

/// The root README's code runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
