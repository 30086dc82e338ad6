#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempts;
mod backoff;
mod budget;
mod clamp;
mod classify;
pub mod errors;
mod forecast;
mod jitter;
mod nanos;
mod observe;
mod outcome;
mod policy;
mod policy_error;
mod random;
mod retry;
mod site;
mod sleep;
mod sync;

pub use attempts::{Attempt, Attempts, Decision, StopReason};
pub use backoff::Backoff;
pub use budget::{Budget, BudgetShare, IntoBudget, Permit};
pub use classify::{Classify, Verdict};
#[cfg(feature = "http")]
pub use errors::http;
pub use jitter::{Jitter, Spread};
pub use observe::Event;
pub use outcome::Outcome;
pub use policy::{Policy, PolicyError, Schedule};
pub use random::{ThreadRng, rng};
pub use retry::Retry;
#[cfg(feature = "tokio")]
pub use sleep::sleep;
pub use sleep::{now, sleep_blocking};

#[cfg(feature = "macros")]
pub use retry_macros::{Classify, retry};

/// What the expansion of `#[retry]` calls. Not for use by hand, and not covered by semantic versioning.
#[doc(hidden)]
pub mod __private {
    pub use crate::attempts::{Progress, Wait};
    pub use crate::classify::after;
    pub use crate::site::{
        Kept, Site, begin, begin_timed, budget, decide, decide_observed, decide_on_result, ends, error_of, is_zero,
        never, no_error_in, overridden, own_budget, sleep_blocking,
    };
    pub use crate::sleep::sleep;
}
