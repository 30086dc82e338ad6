#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempt;
mod attempts;
mod bounds;
mod call_state;
mod classify;
mod deadline;
mod decide;
mod decision;
pub mod errors;
mod judge;
mod kept;
mod known;
mod lent;
mod nanos;
mod observe;
mod outcome;
mod retry;
mod site;
mod timed_out;
mod world;

pub use attempt::Attempt;
pub use attempts::Attempts;
pub use classify::{Classify, Verdict};
pub use decision::{Decision, StopReason};
#[cfg(feature = "http")]
pub use errors::http;
pub use lent::{Budget, BudgetShare, IntoBudget, Permit};
pub use observe::{Event, EventKind};
pub use outcome::Outcome;
pub use retry::Retry;
pub use timed_out::TimedOut;
#[cfg(feature = "tokio")]
pub use world::sleep;
pub use world::{ThreadRng, now, rng, sleep_blocking};

#[doc(inline)]
pub use retry_runtime_policy::{Backoff, Jitter, Policy, PolicyError, Schedule, Spread};

#[cfg(feature = "macros")]
pub use retry_macros::{Classify, retry};

#[doc(hidden)]
#[path = "expansion.rs"]
pub mod __private;
