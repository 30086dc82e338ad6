#![doc = include_str!("../README.md")]
//!
//! The attribute reads policies while it compiles, the runtime follows them, and both ask this crate: what the delays are,
//! what contradicts what, and how long a call can wait. It is pure: no clock, no random numbers, no dependencies.
#![forbid(unsafe_code)]

mod backoff;
mod check;
mod clamp;
mod forecast;
mod getters;
mod jitter;
#[doc(hidden)]
pub mod nanos;
mod policy;
mod shape;
#[doc(hidden)]
pub mod vocabulary;
#[doc(hidden)]
pub mod words;

pub use backoff::Backoff;
pub use check::PolicyError;
pub use forecast::Schedule;
pub use jitter::{Jitter, Spread};
pub use policy::Policy;
pub use shape::Shape;
