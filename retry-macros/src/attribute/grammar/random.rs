//! `random(min = 100ms, max = 1s)`: a backoff with a jitter of its own.

use core::time::Duration as Time;

use darling::{Error, FromMeta, Result};
use quote::quote;
use retry_runtime_policy::Policy;
use syn::{Meta, Path};

use crate::attribute::errors::at;
use crate::attribute::grammar::backoff::nested;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::keys;
use crate::attribute::grammar::read::{named, read};
use crate::attribute::grammar::step::Step;

/// Both bounds are required: no default would be the right one for both.
#[derive(Clone)]
pub(crate) struct Random {
    pub(crate) min: Duration,
    pub(crate) max: Duration,
}

#[derive(Default)]
struct Bounds {
    min: Option<Duration>,
    max: Option<Duration>,
}

nested!(Bounds, RANDOM, { min, max });

impl FromMeta for Random {
    fn from_meta(item: &Meta) -> Result<Self> {
        let missing = match Bounds::from_meta(item)? {
            Bounds { min: Some(min), max: Some(max) } => return Ok(Self { min, max }),
            Bounds { min: Some(_), max: None } => "`max`",
            Bounds { min: None, max: Some(_) } => "`min`",
            Bounds { min: None, max: None } => "`min` and `max`",
        };
        Err(at(item, format!("`random` lacks {missing}: write `random(min = 100ms, max = 1s)`")))
    }
}

impl Random {
    /// `min, max`.
    fn bounds(&self) -> Step {
        let (min, max) = (self.min.to_value(), self.max.to_value());
        Step::of(quote!(#min, #max), self.min.expr().or_else(|| self.max.expr()))
    }
}

impl Growth for Random {
    fn set(&self, policy: Policy) -> Option<Policy> {
        Some(policy.between(self.min.known()?, self.max.known()?))
    }

    fn start(&self, runtime: &Path) -> Step {
        self.bounds().map(|bounds| quote!(#runtime::Policy::random(#bounds)))
    }

    fn setter(&self, _: &Path) -> Step {
        self.bounds().map(|bounds| quote!(.between(#bounds)))
    }

    /// Between what is the least and the most.
    fn settle(&mut self) {
        self.min.settle(Time::ZERO);
        self.max.settle(Time::MAX);
    }

    fn cap(&self) -> Option<&Duration> {
        None
    }
}
