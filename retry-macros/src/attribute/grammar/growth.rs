//! How delays grow: what the value of a backoff key makes of a policy.

use quote::quote;
use retry_runtime_policy::{Backoff, Policy};
use syn::Path;

use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::step::Step;

/// What the value of a backoff key makes of a policy.
pub(crate) trait Growth {
    /// The policy with this; `None` where a part of it is an expression.
    fn set(&self, policy: Policy) -> Option<Policy>;

    /// The same as code: a new policy.
    fn start(&self, runtime: &Path) -> Step;

    /// The same as code: a setter that is called on another policy.
    fn setter(&self, runtime: &Path) -> Step;

    /// Puts the shortest delay, which contradicts nothing, in the place of one that is computed at each call.
    fn settle(&mut self);

    /// A cap that is written inside of the backoff.
    fn cap(&self) -> Option<&Duration>;
}

/// A value that is a `Backoff` and nothing else.
pub(super) trait Plain {
    /// The backoff, where all of it is written down.
    fn known(&self) -> Option<Backoff>;

    /// An expression of type `Backoff`.
    fn step(&self, runtime: &Path) -> Step;

    /// Puts the shortest delay, which contradicts nothing, in the place of one that is computed at each call.
    fn settle(&mut self);

    fn cap(&self) -> Option<&Duration> {
        None
    }
}

impl<T: Plain> Growth for T {
    fn set(&self, policy: Policy) -> Option<Policy> {
        self.known().map(|backoff| policy.backoff(backoff))
    }

    fn start(&self, runtime: &Path) -> Step {
        self.step(runtime).map(|backoff| quote!(#runtime::Policy::new(#backoff)))
    }

    fn setter(&self, runtime: &Path) -> Step {
        self.step(runtime).map(|backoff| quote!(.backoff(#backoff)))
    }

    fn settle(&mut self) {
        Plain::settle(self);
    }

    fn cap(&self) -> Option<&Duration> {
        Plain::cap(self)
    }
}
