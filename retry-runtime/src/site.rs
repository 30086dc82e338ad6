//! Between an annotated function and the decision flow: what one site is, and what its loop does with an outcome.
//!
//! The generic part is what depends on the user's types: is this a failure, what does it mean, drop it. Everything else is
//! compiled once, cold and out of line.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;

use retry_runtime_policy::{Policy, PolicyError};

use crate::attempts::{Attempt, Progress, StopReason, Wait};
use crate::bounds::Answer;
use crate::classify::Verdict;
use crate::lent::{Budget, BudgetShare, IntoBudget};
use crate::observe::Event;
use crate::outcome::Outcome;
use crate::world::{self, Clock};

/// One annotated function: its name, its policy, and what its calls share.
#[derive(Clone, Copy, Debug)]
pub struct Site<'p, 'b> {
    /// Its own, or `module::path::function`.
    pub name: &'p str,
    /// When its calls are retried.
    pub policy: &'p Policy,
    /// What its retries may cost.
    pub budget: Option<BudgetShare<'b>>,
    /// What measures its calls.
    pub clock: Clock,
}

impl<'p, 'b> Site<'p, 'b> {
    /// A site.
    #[must_use]
    #[inline]
    pub const fn new(name: &'p str, policy: &'p Policy, budget: Option<BudgetShare<'b>>, clock: Clock) -> Self {
        Self { name, policy, budget, clock }
    }

    /// A call begins. Reads the clock where somebody listens, who may ask since when, and where deciding needs it.
    #[must_use]
    #[inline]
    pub fn begin(&self, somebody_listens: bool) -> Progress {
        if somebody_listens || self.policy.is_timed() { Progress::timed(self.clock.now()) } else { Progress::Fresh }
    }

    /// Whether the attempt that is about to run is the last one that the policy allows.
    #[must_use]
    #[inline]
    pub const fn is_last(&self, progress: &Progress) -> bool {
        self.policy.is_last(progress.number())
    }

    /// What `attempt = IDENT` binds.
    #[must_use]
    #[inline]
    pub const fn attempt(&self, progress: &Progress) -> Attempt {
        Attempt::of(*progress, self.policy, self.clock)
    }

    #[cold]
    #[inline(never)]
    fn failed(&self, progress: &mut Progress, verdict: Verdict) -> Result<Wait<'b>, StopReason> {
        progress.failed(self.policy, self.budget, verdict, || self.clock.now(), &mut world::rng())
    }

    /// [`Self::failed`] for a site without a budget, whose wait is a mere delay. The test is mostly of constants,
    /// which leaves one of the two ways in the annotated function.
    #[inline]
    fn delay_after(&self, progress: &mut Progress, verdict: Verdict) -> Option<Duration> {
        if self.policy.never_waits() && !matches!(verdict, Verdict::RetryAfter(_)) {
            progress.failed_without_a_wait(self.policy, verdict).then_some(Duration::ZERO)
        } else {
            self.delay_in_time(progress, verdict)
        }
    }

    #[cold]
    #[inline(never)]
    fn delay_in_time(&self, progress: &mut Progress, verdict: Verdict) -> Option<Duration> {
        progress.failed(self.policy, None, verdict, || self.clock.now(), &mut world::rng()).ok().map(|wait| wait.delay)
    }

    fn event<'e, E: ?Sized>(&self, progress: &Progress, attempt: u32, error: Option<&'e E>) -> Event<'e, E>
    where
        'p: 'e,
    {
        Event {
            name: self.name,
            attempt,
            max_attempts: self.policy.get_max_attempts(),
            delay: None,
            progress: *progress,
            clock: self.clock,
            verdict: None,
            reason: None,
            error,
        }
    }
}

/// A function's own budget.
#[must_use]
pub const fn own_budget(budget: &Budget) -> BudgetShare<'_> {
    budget.whole()
}

/// What `budget = EXPR` names. By reference, so that a temporary value lives as long as the call.
#[must_use]
#[inline]
pub fn budget<'b, T: ?Sized>(budget: &'b T) -> BudgetShare<'b>
where
    &'b T: IntoBudget<'b>,
{
    budget.into_budget()
}

/// Whether a policy gives up without anybody's help.
#[must_use]
pub const fn ends(policy: &Policy) -> bool {
    policy.get_max_attempts().is_some() || policy.get_max_elapsed().is_some()
}

/// A call begins, and nothing needs to know when.
#[must_use]
#[inline]
pub const fn begin() -> Progress {
    Progress::Fresh
}

/// How long to wait before another attempt, or `None` to return the outcome: for sites that nobody observes and that share
/// nothing.
#[inline]
pub fn decide<O: Outcome, V: Answer>(
    progress: &mut Progress,
    site: &Site<'_, '_>,
    outcome: &O,
    classify: impl FnOnce(&O::Error) -> V,
) -> Option<Duration> {
    let verdict = classify(outcome.error()?).into();
    site.delay_after(progress, verdict)
}

/// [`decide`] for sites with hooks or a budget.
#[inline]
pub fn decide_observed<'b, O: Outcome, V: Answer>(
    progress: &mut Progress,
    site: &Site<'_, 'b>,
    outcome: &O,
    classify: impl FnOnce(&O::Error) -> V,
    before_retry: impl FnOnce(&Event<'_, O::Error>),
    on_give_up: impl FnOnce(&Event<'_, O::Error>),
    on_recovered: impl FnOnce(&Event<'_, O::Error>),
) -> Option<Wait<'b>> {
    let error = outcome.error();
    let verdict = error.map(|error| classify(error).into());
    decide_verdict(progress, site, verdict, error, before_retry, on_give_up, on_recovered)
}

/// [`decide`] for sites with a predicate on the whole return value, in which `error` is the failure.
#[inline]
#[expect(clippy::too_many_arguments, reason = "separate arguments let rustc infer what the closures take")]
pub fn decide_on_result<'b, R, E, V: Answer>(
    progress: &mut Progress,
    site: &Site<'_, 'b>,
    outcome: &R,
    predicate: impl FnOnce(&R) -> V,
    error: Option<&E>,
    before_retry: impl FnOnce(&Event<'_, E>),
    on_give_up: impl FnOnce(&Event<'_, E>),
    on_recovered: impl FnOnce(&Event<'_, E>),
) -> Option<Wait<'b>> {
    let verdict = verdict_on_result(predicate(outcome).into(), error.is_some());
    decide_verdict(progress, site, verdict, error, before_retry, on_give_up, on_recovered)
}

/// What a verdict on a whole value means: a value that is neither refused nor a failure is a success.
#[inline]
pub(crate) fn verdict_on_result(verdict: Verdict, is_failure: bool) -> Option<Verdict> {
    (verdict.is_retryable() || is_failure).then_some(verdict)
}

/// The general form: no verdict is a success.
#[inline]
pub(crate) fn decide_verdict<'b, E>(
    progress: &mut Progress,
    site: &Site<'_, 'b>,
    verdict: Option<Verdict>,
    error: Option<&E>,
    before_retry: impl FnOnce(&Event<'_, E>),
    on_give_up: impl FnOnce(&Event<'_, E>),
    on_recovered: impl FnOnce(&Event<'_, E>),
) -> Option<Wait<'b>> {
    let Some(verdict) = verdict else {
        if let Some(budget) = site.budget {
            budget.deposit_by(|| site.clock.now());
        }
        if !progress.is_first() {
            on_recovered(&site.event(progress, progress.number(), None));
        }
        return None;
    };
    let attempt = progress.number();
    let decision = site.failed(progress, verdict);
    let event = Event { verdict: Some(verdict), ..site.event(progress, attempt, error) };
    match decision {
        Ok(wait) => {
            before_retry(&Event { delay: Some(wait.delay), ..event });
            Some(wait)
        }
        Err(reason) => {
            on_give_up(&Event { reason: Some(reason), ..event });
            None
        }
    }
}

/// Names the type of an outcome where rustc has not seen one yet; never called.
#[cold]
#[must_use]
pub fn never<R>() -> R {
    std::process::abort()
}

/// Whether there is nothing to wait for. By value: what is lent stays in a future across its waits.
#[must_use]
#[inline]
pub const fn is_zero(delay: Duration) -> bool {
    delay.is_zero()
}

/// What a function returned, asked for a failure: that of an [`Outcome`]; of any other type, none. The type decides, not how it
/// is written: a method of its own goes before one behind a [`Deref`](core::ops::Deref), where its bounds hold. The name of the
/// method is one that no trait of the user's has.
#[derive(Debug)]
pub struct Returned<'r, R>(pub &'r R);

impl<'r, O: Outcome> Returned<'r, O> {
    /// The failure, if this is one.
    #[must_use]
    #[inline]
    pub fn __retry_error(&self) -> Option<&'r O::Error> {
        self.0.error()
    }
}

/// Stands for a value of a type that knows no failures.
#[derive(Debug)]
pub struct NoOutcome;

impl NoOutcome {
    /// No failure: only `on_result` can judge such a value.
    #[must_use]
    #[inline]
    #[expect(clippy::unused_self, reason = "called as the method that it stands in for")]
    pub const fn __retry_error(&self) -> Option<&'static ()> {
        None
    }
}

impl<R> core::ops::Deref for Returned<'_, R> {
    type Target = NoOutcome;

    #[inline]
    fn deref(&self) -> &NoOutcome {
        &NoOutcome
    }
}

/// What a sleeper of a blocking function returns: nothing, as it has waited.
#[diagnostic::on_unimplemented(
    message = "a blocking function needs a sleeper that waits on the thread, and this one returns `{Self}`",
    label = "nothing here would wait",
    note = "name a function like `std::thread::sleep`, or make the annotated function `async`"
)]
pub trait Slept {}

impl Slept for () {}

/// The sleeper of a blocking function has waited.
#[inline]
pub fn slept(_: impl Slept) {}

/// A by-value argument that every attempt gets anew: a clone, and in the last possible attempt the original.
#[derive(Debug)]
pub struct Kept<T> {
    argument: Option<T>,
    /// Known since it was kept, so that an argument that is not `Clone` is told once, where it is declared.
    clone: fn(&T) -> T,
}

impl<T> Kept<T> {
    /// Keeps what the caller passed.
    #[must_use]
    #[inline]
    pub const fn new(argument: T) -> Self
    where
        T: Clone,
    {
        Self { argument: Some(argument), clone: T::clone }
    }

    /// What the next attempt gets.
    ///
    /// # Panics
    ///
    /// After the last attempt, which no expansion asks for.
    #[must_use]
    #[inline]
    #[expect(clippy::expect_used, reason = "an expansion asks for nothing after the last attempt")]
    pub fn next(&mut self, last: bool) -> T {
        let next = if last { self.argument.take() } else { self.argument.as_ref().map(self.clone) };
        next.expect("no attempt follows the last one")
    }
}

/// A policy known only at run time, with overrides: where they contradict it, the nearest policy that does not. `reported`
/// is the function's own: it is told once.
#[must_use]
#[inline]
pub fn overridden(name: &str, policy: Policy, reported: &AtomicBool) -> Policy {
    match policy.check() {
        Ok(()) => policy,
        Err(error) => clamped(name, &policy, error, reported),
    }
}

#[cold]
fn clamped(name: &str, policy: &Policy, error: PolicyError, reported: &AtomicBool) -> Policy {
    if !reported.swap(true, Ordering::Relaxed) {
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "retry", { "retry.name" = name, error = %error }, "overrides contradict the policy, and are clamped");
    }
    // Both are used with the feature only.
    let _ = (name, error);
    policy.clamped()
}

/// Waits on the thread, or not at all.
#[inline]
pub fn sleep_blocking(delay: Duration) {
    if !delay.is_zero() {
        world::sleep_blocking(delay);
    }
}
