//! Values that a setter of `Policy` takes: one for the policy that is known, one for the code that builds it.

use proc_macro2::{Ident, Span};
use quote::quote;
use retry_runtime_policy::{Jitter, Policy};
use syn::Path;

use crate::attribute::errors::Place;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::step::Step;

/// The value of a key whose row names a setter.
pub(crate) trait Setting {
    /// What the setter takes.
    type Value;

    /// The value, where it is written down.
    fn known(&self) -> Option<Self::Value>;

    /// The value as an expression.
    fn step(&self, runtime: &Path) -> Step;

    /// Where the value is, if its type keeps that.
    fn place(&self) -> Option<Place> {
        None
    }

    /// Calls the setter, where the value is written down.
    fn set(&self, policy: Policy, setter: fn(Policy, Self::Value) -> Policy) -> Option<Policy> {
        self.known().map(|value| setter(policy, value))
    }

    /// The same call as code.
    fn setter(&self, name: &str, runtime: &Path) -> Step {
        call(name, self.step(runtime))
    }
}

fn call(name: &str, value: Step) -> Step {
    let name = Ident::new(name, Span::call_site());
    value.map(|value| quote!(.#name(#value)))
}

impl Setting for Duration {
    type Value = core::time::Duration;

    fn known(&self) -> Option<core::time::Duration> {
        Self::known(self)
    }

    fn step(&self, _: &Path) -> Step {
        Step::of(self.to_value(), self.expr())
    }

    fn place(&self) -> Option<Place> {
        Some(Self::place(self))
    }
}

impl Setting for Spread {
    type Value = Jitter;

    fn known(&self) -> Option<Jitter> {
        Self::known(self)
    }

    fn step(&self, runtime: &Path) -> Step {
        Step::of(self.to_value(runtime), self.expr())
    }
}

impl Setting for Count {
    type Value = u32;

    fn known(&self) -> Option<u32> {
        match self {
            Self::Known(count, _) => Some(*count),
            Self::Unlimited(_) | Self::Forever(_) | Self::Unknown(_) => None,
        }
    }

    fn step(&self, _: &Path) -> Step {
        Step::of(self.to_value(), self.expr())
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Known(_, span) | Self::Unlimited(span) | Self::Forever(span) => Some((*span).into()),
            Self::Unknown(expr) => Some(expr.into()),
        }
    }

    fn set(&self, policy: Policy, setter: fn(Policy, u32) -> Policy) -> Option<Policy> {
        match self {
            Self::Unlimited(_) | Self::Forever(_) => Some(policy.unlimited()),
            Self::Known(..) | Self::Unknown(_) => self.known().map(|count| setter(policy, count)),
        }
    }

    fn setter(&self, name: &str, runtime: &Path) -> Step {
        match self {
            Self::Unlimited(_) | Self::Forever(_) => Step::of(quote!(.unlimited()), None),
            Self::Known(..) | Self::Unknown(_) => call(name, self.step(runtime)),
        }
    }
}
