//! Between an annotated function and the decision flow: what one site is, and what its loop does with an outcome.
//!
//! The generic part is what depends on the user's types: is this a failure, what does it mean, drop it. Everything else is
//! compiled once, cold and out of line.

use core::ops::ControlFlow;
use core::time::Duration;

use crate::attempts::{Attempt, Progress, StopReason, Wait};
use crate::budget::Budget;
use crate::classify::Verdict;
use crate::observe::Event;
use crate::outcome::Outcome;
use crate::policy::Policy;
use crate::{random, sleep};

/// One annotated function: its name, its policy, and what its calls share.
#[derive(Clone, Copy, Debug)]
pub struct Site<'p, 'b> {
    pub(crate) name: &'p str,
    pub(crate) policy: &'p Policy,
    pub(crate) budget: Option<&'b Budget>,
}

impl<'p, 'b> Site<'p, 'b> {
    /// A site.
    #[must_use]
    #[inline]
    pub const fn new(name: &'p str, policy: &'p Policy, budget: Option<&'b Budget>) -> Self {
        Self { name, policy, budget }
    }

    #[cold]
    #[inline(never)]
    fn failed(&self, progress: &mut Progress, verdict: Verdict) -> Result<Wait<'b>, StopReason> {
        progress.failed(self.policy, self.budget, verdict, sleep::now, &mut random::rng())
    }

    /// [`Self::failed`] for a site without a budget, whose wait is a mere delay.
    #[cold]
    #[inline(never)]
    fn delay_after(&self, progress: &mut Progress, verdict: Verdict) -> Option<Duration> {
        progress.failed(self.policy, None, verdict, sleep::now, &mut random::rng()).ok().map(|wait| wait.delay)
    }

    fn event<'e, E: ?Sized>(&self, progress: &Progress, attempt: u32, error: Option<&'e E>) -> Event<'e, E>
    where
        'p: 'e,
    {
        Event {
            name: self.name,
            attempt,
            max_attempts: self.policy.max_attempts,
            delay: None,
            progress: *progress,
            verdict: None,
            reason: None,
            error,
        }
    }
}

/// A call begins, and nothing needs to know when.
#[must_use]
#[inline]
pub const fn begin() -> Progress {
    Progress::untimed()
}

/// A call begins; reads the clock where something needs to know when.
#[must_use]
#[inline]
pub fn begin_timed(timed: bool) -> Progress {
    if timed { Progress::timed(sleep::now()) } else { Progress::untimed() }
}

/// What `attempt = IDENT` binds.
#[must_use]
#[inline]
pub const fn attempt(progress: &Progress, policy: &Policy) -> Attempt {
    Attempt::of(*progress, policy)
}

/// Returns the outcome, or waits: for sites that nobody observes and that share nothing.
#[inline]
pub fn decide<O: Outcome, V: Into<Verdict>>(
    progress: &mut Progress,
    site: &Site<'_, '_>,
    outcome: O,
    classify: impl FnOnce(&O::Error) -> V,
) -> ControlFlow<O, Duration> {
    let Some(error) = outcome.error() else { return ControlFlow::Break(outcome) };
    let verdict = classify(error).into();
    match site.delay_after(progress, verdict) {
        Some(delay) => ControlFlow::Continue(delay),
        None => ControlFlow::Break(outcome),
    }
}

/// Returns the outcome, or waits: for sites with hooks or a budget.
#[inline]
#[expect(clippy::too_many_arguments, reason = "separate arguments let rustc infer what the closures take")]
pub fn decide_observed<'b, O: Outcome, V: Into<Verdict>>(
    progress: &mut Progress,
    site: &Site<'_, 'b>,
    outcome: O,
    classify: impl FnOnce(&O::Error) -> V,
    before_retry: impl FnOnce(&Event<'_, O::Error>),
    on_give_up: impl FnOnce(&Event<'_, O::Error>),
    on_recovered: impl FnOnce(&Event<'_, O::Error>),
) -> ControlFlow<O, Wait<'b>> {
    let judge = |outcome: &O| outcome.error().map(|error| classify(error).into());
    decide_result(progress, site, outcome, judge, O::error, before_retry, on_give_up, on_recovered)
}

/// What a verdict on a whole value means: a value that is neither refused nor a failure is a success.
#[must_use]
#[inline]
pub(crate) fn verdict_on_result(verdict: Verdict, is_failure: bool) -> Option<Verdict> {
    (verdict.is_retryable() || is_failure).then_some(verdict)
}

/// The general form: `judge` looks at the whole outcome (`None`: a success), `error` finds the failure in it.
#[inline]
#[expect(clippy::too_many_arguments, reason = "separate arguments let rustc infer what the closures take")]
pub fn decide_result<'b, R, E>(
    progress: &mut Progress,
    site: &Site<'_, 'b>,
    outcome: R,
    judge: impl FnOnce(&R) -> Option<Verdict>,
    error: impl FnOnce(&R) -> Option<&E>,
    before_retry: impl FnOnce(&Event<'_, E>),
    on_give_up: impl FnOnce(&Event<'_, E>),
    on_recovered: impl FnOnce(&Event<'_, E>),
) -> ControlFlow<R, Wait<'b>> {
    let Some(verdict) = judge(&outcome) else {
        if let Some(budget) = site.budget {
            budget.deposit();
        }
        if progress.failures() > 0 {
            on_recovered(&site.event(progress, progress.number(), None));
        }
        return ControlFlow::Break(outcome);
    };
    let decision = site.failed(progress, verdict);
    let event = Event { verdict: Some(verdict), ..site.event(progress, progress.failures(), error(&outcome)) };
    match decision {
        Ok(wait) => {
            before_retry(&Event { delay: Some(wait.delay), ..event });
            ControlFlow::Continue(wait)
        }
        Err(reason) => {
            on_give_up(&Event { reason: Some(reason), ..event });
            ControlFlow::Break(outcome)
        }
    }
}
