#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempts;
mod bounds;
mod classify;
pub mod errors;
mod judge;
mod lent;
mod nanos;
mod observe;
mod outcome;
mod retry;
mod site;
mod world;

pub use attempts::{Attempt, Attempts, Decision, StopReason};
pub use classify::{Classify, Verdict};
#[cfg(feature = "http")]
pub use errors::http;
pub use lent::{Budget, BudgetShare, IntoBudget, Permit};
pub use observe::Event;
pub use outcome::Outcome;
pub use retry::Retry;
#[cfg(feature = "tokio")]
pub use world::sleep;
pub use world::{ThreadRng, now, rng, sleep_blocking};

#[doc(inline)]
pub use retry_runtime_policy::{Backoff, Jitter, Policy, PolicyError, Schedule, Spread};

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
    pub use crate::world::{Clock, sleep, yield_now};
}
