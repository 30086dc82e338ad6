//! The attribute as far as it is written: what the checks can say where another part is computed at each call.

use core::time::Duration as Time;

use retry_runtime_policy::Jitter;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::{Fixed, Growth};
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::number::Count;

impl Args {
    /// With something that contradicts nothing in the place of what is computed: what is still a contradiction is one for every
    /// value. Where a computed value may make the first delay shorter than it is written, the limits on the call stand apart from
    /// the backoff, in an attribute of their own.
    pub(crate) fn settled(&self) -> Vec<Self> {
        let mut settled = self.clone();
        settled.settle();
        if self.backoff.as_ref().is_some_and(|backoff| expression::is_computed(&backoff.0)) {
            (settled.backoff, settled.fixed) = (None, Some(shortest()));
        }
        if !self.first_delay_may_shrink() {
            return vec![settled];
        }
        let mut limits = Self::default();
        (limits.fixed, limits.max_elapsed) = (Some(shortest()), settled.max_elapsed.take());
        if let Some(Count::Unlimited(_)) = settled.max_attempts {
            // Whether something else ends the call.
            (limits.max_attempts, limits.policy) = (settled.max_attempts.take(), settled.policy.clone());
            (limits.internal, limits.external, limits.budget) =
                (settled.internal, settled.external, settled.budget.clone());
        }
        // A tier has a limit of its own.
        settled.max_elapsed = Some(Duration::Known { value: Time::MAX, span: self.span("max_elapsed") });
        vec![settled, limits]
    }

    /// Jitter can make the first delay shorter, and the more so, the lower the cap is.
    fn first_delay_may_shrink(&self) -> bool {
        let is_computed = |duration: &Duration| duration.expr().is_some_and(expression::is_computed);
        let cap = self.growth().and_then(Growth::cap).or(self.max_delay.as_ref());
        let spreads = match &self.jitter {
            Some(Spread::Computed(_)) => return true,
            Some(Spread::Known(jitter)) => *jitter != Jitter::None,
            None => self.policy.is_some() || self.internal.is_some() || self.external.is_some(),
        };
        spreads && cap.is_some_and(is_computed)
    }
}

fn shortest() -> Fixed {
    Fixed(Duration::Known { value: Time::from_nanos(1), span: proc_macro2::Span::call_site() })
}
