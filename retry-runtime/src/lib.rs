#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod agreement;
mod attempt;
mod attempts;
mod bounds;
mod call_state;
mod classify;
mod deadline;
mod decide;
mod decision;
mod end;
pub mod errors;
mod failure;
mod fallback;
pub mod judge;
mod kept;
mod known;
mod lent;
mod nanos;
pub mod observe;
mod outcome;
pub mod profile;
mod retry;
mod site;
mod timed_out;
mod world;

pub use attempt::Attempt;
pub use attempts::Attempts;
pub use classify::{Classify, Verdict};
pub use decision::{Decision, StopReason};
pub use end::End;
#[cfg(feature = "http")]
pub use errors::http;
#[cfg(feature = "reqwest")]
pub use errors::reqwest;
pub use failure::Failure;
pub use lent::{Budget, BudgetShare, IntoBudget, Permit};
pub use outcome::Outcome;
pub use profile::Profile;
pub use retry::{Report, Retry};
pub use timed_out::TimedOut;
#[cfg(feature = "tokio")]
pub use world::sleep;
pub use world::{ThreadRng, now, rng, sleep_blocking};

#[doc(inline)]
pub use observe::{Event, EventKind};
#[doc(inline)]
pub use retry_runtime_policy::{Backoff, Jitter, Policy, PolicyError, Schedule, Shape, Spread};

#[cfg(feature = "macros")]
pub use retry_macros::{Classify, retry};

#[doc(hidden)]
#[path = "expansion.rs"]
pub mod __private;
