//! Every name that generated code uses. Not for use by hand, and not covered by semantic versioning.
//!
//! A decision has two forms: [`decide`], where nobody listens and nothing is lent, and [`decide_in_full`], by means of which it is
//! written. What depends on the user's types is inlined into the function; everything else is compiled once, in this crate.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;

use retry_runtime_policy::{Jitter, Policy, PolicyError};

pub use crate::agreement::{agreed, ends_before, no_time_for_another, no_time_to_wait, passed};
pub use crate::bounds::{
    Answer, Asked, Cancelling, Cancels, FromTimedOut, Judged, Name, Nothing, Renewable, Slept, Spreads, TimesOut,
    Waited, asked, cancels, hooked, sleep_by, slept, waited,
};
pub use crate::call_state::{CallState, TotalWait};
use crate::classify::Verdict;
pub use crate::classify::after;
pub use crate::deadline::{Alarm, Before, Deadline, IntoDeadline, Limit, deadline, in_time, in_time_value, limit};
pub use crate::decide::Decide;
pub use crate::fallback::{
    GaveUp, fall_back, fall_back_async, fall_back_by, fall_back_value, fall_back_value_by, gave_up, gave_up_value,
};
pub use crate::kept::Kept;
pub use crate::known::Known;
use crate::lent::IntoBudget;
pub use crate::lent::{Budget, BudgetShare, Lending, Lent, Spend, Wait};
use crate::observe::{Event, EventKind};
pub use crate::outcome::{FromQuestion, Outcome, Question, Returned};
pub use crate::profile::{Profile, profile, profile_for};
pub use crate::site::{Call, Site};
use crate::world;
pub use crate::world::{Clock, First, Pause, asleep, is_ready, sleep, yield_now};

/// The policy of a site whose every call brings one of its own.
pub const OF_EACH_CALL: Policy = Policy::exponential(Duration::from_secs(1));

/// A call begins, and nothing needs to know when.
#[must_use]
#[inline]
pub const fn begin() -> CallState {
    CallState::Fresh
}

/// How long to wait before another attempt, or `None` to return the outcome: for sites that nobody listens to and that share
/// nothing.
#[inline]
pub fn decide<O: Outcome, V: Answer>(
    state: &mut CallState,
    site: &Site,
    outcome: &O,
    classify: impl FnOnce(&O::Error) -> V,
) -> Option<Duration> {
    let call = site.call(&site.policy, ());
    decide_in_full(state, &call, TotalWait::NONE, judge(outcome, classify), |_| ()).map(|wait| wait.delay)
}

/// The same for every site: what is lent is asked before a retry and hears of successes; `watch` hears the event.
#[inline]
pub fn decide_in_full<L: Decide, E>(
    state: &mut CallState,
    call: &Call<'_, L>,
    waited: TotalWait,
    Judgement { verdict, error }: Judgement<'_, E>,
    watch: impl FnOnce(&Event<'_, E>),
) -> Option<Wait<L::Permit>> {
    let Some(verdict) = verdict else {
        call.lent.succeeded(call.clock);
        if !state.is_first() {
            watch(&call.event(state, waited, state.number(), None));
        }
        return None;
    };
    let attempt = state.number();
    let decision = call.lent.decide(state, call.policy, call.clock, verdict);
    let event = Event { verdict: Some(verdict), ..call.event(state, waited, attempt, error) };
    let wait = decision.ok();
    watch(&Event { delay: wait.as_ref().map(Wait::delay), ..event });
    wait
}

/// What an outcome means.
#[derive(Debug)]
pub struct Judgement<'o, E> {
    /// `None` for a success.
    pub(crate) verdict: Option<Verdict>,
    /// The failure, if there is one.
    pub(crate) error: Option<&'o E>,
}

/// Judges the failure of a `Result` or an `Option`.
#[inline]
pub fn judge<O: Outcome, V: Answer>(outcome: &O, classify: impl FnOnce(&O::Error) -> V) -> Judgement<'_, O::Error> {
    let error = outcome.error();
    Judgement { verdict: error.map(|error| classify(error).into()), error }
}

/// Judges a whole value, in which `error` is the failure. One that is neither refused nor a failure is a success.
#[inline]
pub fn judge_value<'o, R, E, V: Answer>(
    outcome: &R,
    predicate: impl FnOnce(&R) -> V,
    error: Option<&'o E>,
) -> Judgement<'o, E> {
    let verdict = predicate(outcome).into();
    Judgement { verdict: (verdict.is_retryable() || error.is_some()).then_some(verdict), error }
}

/// [`judge`], of an attempt of which something may be known already: then nobody is asked.
#[inline]
pub fn judge_known<O: Outcome, V: Answer>(
    known: Known,
    outcome: &O,
    classify: impl FnOnce(&O::Error) -> V,
) -> Judgement<'_, O::Error> {
    match known.verdict() {
        None => judge(outcome, classify),
        verdict => Judgement { verdict, error: outcome.error() },
    }
}

/// [`judge_value`], likewise.
#[inline]
pub fn judge_value_known<'o, R, E, V: Answer>(
    known: Known,
    outcome: &R,
    predicate: impl FnOnce(&R) -> V,
    error: Option<&'o E>,
) -> Judgement<'o, E> {
    match known.verdict() {
        None => judge_value(outcome, predicate, error),
        verdict => Judgement { verdict, error },
    }
}

impl<E> Judgement<'_, E> {
    /// Whether another attempt may follow, so that `cancel` has to be asked.
    #[must_use]
    #[inline]
    pub fn is_open(&self, known: Known) -> bool {
        known.reason().is_none() && self.verdict.is_some_and(Verdict::is_retryable)
    }

    /// What will be known where the wait that follows is cancelled.
    #[must_use]
    #[inline]
    pub fn cancelled(&self) -> Known {
        Known::Cancelled(self.verdict.unwrap_or(Verdict::Transient))
    }
}

/// Calls the hook if a retry is scheduled.
#[inline]
pub fn before_retry<E>(event: &Event<'_, E>, hook: impl FnOnce(&Event<'_, E>)) {
    if event.kind() == EventKind::Retry {
        hook(event);
    }
}

/// Calls the hook if the call gives up.
#[inline]
pub fn on_give_up<E>(event: &Event<'_, E>, hook: impl FnOnce(&Event<'_, E>)) {
    if event.kind() == EventKind::GaveUp {
        hook(event);
    }
}

/// Calls the hook if the call has succeeded after a failure.
#[inline]
pub fn on_recovered<E>(event: &Event<'_, E>, hook: impl FnOnce(&Event<'_, E>)) {
    if event.kind() == EventKind::Recovered {
        hook(event);
    }
}

/// Calls the hook.
#[inline]
pub fn observe<E>(event: &Event<'_, E>, hook: impl FnOnce(&Event<'_, E>)) {
    hook(event);
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

/// What `name = (EXPR)` says.
#[must_use]
#[inline]
pub fn name<T: Name + ?Sized>(name: &T) -> &str {
    name.as_ref()
}

/// What `jitter = (EXPR)` says.
#[must_use]
#[inline]
pub fn jitter(spread: impl Spreads) -> Jitter {
    spread.jitter()
}

/// Whether a policy gives up without anybody's help.
#[must_use]
pub const fn ends(policy: &Policy) -> bool {
    policy.get_max_attempts().is_some() || policy.get_max_elapsed().is_some()
}

/// Names the type of an outcome where rustc has not seen one yet; never called.
#[cold]
#[must_use]
pub fn never<R>() -> R {
    std::process::abort()
}

/// Whether there is nothing to wait for. Takes the delay by value: a reference would keep the variable alive across the
/// `.await` and enlarge the future.
#[must_use]
#[inline]
pub const fn is_zero(delay: Duration) -> bool {
    delay.is_zero()
}

/// Waits on the thread, or not at all.
#[inline]
pub fn sleep_blocking(delay: Duration) {
    if !delay.is_zero() {
        world::sleep_blocking(delay);
    }
}

/// A policy of which a part is known only at run time: where values contradict each other, the nearest policy that does not. `reported`
/// is the function's own: it is reported once.
#[must_use]
#[inline]
pub fn overridden(name: &str, policy: Policy, reported: &AtomicBool) -> Policy {
    match policy.check() {
        Ok(()) => policy,
        Err(error) => clamped(name, &policy, error, reported),
    }
}

/// A policy known only at run time, without a limit on attempts: where nothing else would end its calls, neither a limit nor a budget, it
/// keeps the limit that it had. One that had none has said itself that it never gives up.
#[must_use]
#[inline]
pub fn ending(name: &str, own: Policy, policy: Policy, has_budget: bool, reported: &AtomicBool) -> Policy {
    if has_budget || ends(&policy) { policy } else { limited(name, &own, policy, reported) }
}

/// Reports, once, that a policy known only at run time has a time-out for attempts, and the function no timer for it.
#[inline]
pub fn uncut(name: &str, policy: &Policy, is_blocking: bool, reported: &AtomicBool) {
    if policy.get_attempt_timeout().is_some() {
        unheard(name, is_blocking, reported);
    }
}

#[cold]
fn unheard(name: &str, is_blocking: bool, reported: &AtomicBool) {
    if !reported.swap(true, Ordering::Relaxed) {
        #[cfg(feature = "tracing")]
        if is_blocking {
            tracing::warn!(target: "retry", { "retry.name" = name }, "the policy has an `attempt_timeout`, and a blocking attempt cannot be cut short");
        } else {
            tracing::warn!(target: "retry", { "retry.name" = name }, "the policy has an `attempt_timeout`: write `attempt_timeout` beside it, so that attempts are cut short");
        }
    }
    let _ = (name, is_blocking);
}

#[cold]
fn limited(name: &str, own: &Policy, policy: Policy, reported: &AtomicBool) -> Policy {
    let Some(most) = own.get_max_attempts() else { return policy };
    if !reported.swap(true, Ordering::Relaxed) {
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "retry", { "retry.name" = name }, "`unlimited` would never give up: the policy's own limit stays");
    }
    let _ = name;
    policy.max_attempts(most)
}

#[cold]
fn clamped(name: &str, policy: &Policy, error: PolicyError, reported: &AtomicBool) -> Policy {
    if !reported.swap(true, Ordering::Relaxed) {
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "retry", { "retry.name" = name, error = %error }, "values known only at run time contradict each other: the nearest policy without that is used");
    }
    // Both are used with the feature only.
    let _ = (name, error);
    policy.clamped()
}
