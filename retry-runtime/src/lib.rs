#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempts;
mod backoff;
mod bounds;
mod budget;
mod clamp;
mod classify;
pub mod errors;
mod forecast;
mod jitter;
mod judge;
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
    pub use crate::bounds::{Answer, Judged, Nothing, Renewable, hooked};
    pub use crate::classify::after;
    pub use crate::outcome::{FromQuestion, Question};
    pub use crate::site::{
        Kept, Returned, Site, begin, budget, decide, decide_observed, decide_on_result, ends, is_zero, never,
        overridden, own_budget, sleep_blocking, slept,
    };
    pub use crate::sleep::{Clock, sleep, yield_now};
}
