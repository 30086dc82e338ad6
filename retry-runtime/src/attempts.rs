//! The decision flow of one call: after a failed attempt, whether and when to try again.
//!
//! Sans-IO: the time and the random numbers are passed in, so the same code runs blocking, on every async runtime and in
//! simulated time. Someone who has read [`failed`] knows what the library does.

use core::fmt;
use core::time::Duration;

use rand::Rng;
use retry_runtime_policy::{Jitter, Policy, Spread};

use crate::call_state::CallState;
use crate::classify::Verdict;
use crate::decision::{Decision, StopReason};
use crate::lent::{BudgetShare, IntoBudget, Lent, Permit, Wait};

/// What follows a failed attempt: the wait before another one, or the reason why there is none. `clock` is read once, and only
/// where a limit or what is lent asks for the time.
fn failed<L: Lent, G: Rng + ?Sized>(
    state: &CallState,
    policy: &Policy,
    lent: L,
    verdict: Verdict,
    clock: impl FnOnce() -> Duration,
    rng: &mut G,
) -> Result<Wait<L::Permit>, StopReason> {
    let attempt = state.number();

    // 1. Retryable?
    let hint = match verdict {
        Verdict::Permanent => return Err(StopReason::Permanent),
        Verdict::Transient => None,
        // A wait of nothing is no hint: a client that follows it would retry without end and without a pause.
        Verdict::RetryAfter(hint) => Some(hint).filter(|hint| !hint.is_zero()),
    };

    // 2. Attempts left?
    if policy.is_last(attempt) {
        return Err(StopReason::MaxAttempts);
    }

    // 3. How long? The server's hint, else backoff, then jitter inside the cap.
    let (backoff, jitter, cap) = (policy.get_backoff(), policy.get_jitter(), policy.get_max_delay());
    let base = backoff.delay(attempt);
    let delay = match hint {
        Some(hint) if hint > policy.get_max_retry_after() => return Err(StopReason::RetryAfter),
        Some(hint) if jitter == Jitter::None => hint,
        // Spread over at least as long again: with a short base delay, all clients that were given the same hint would else
        // return together.
        Some(hint) => hint.saturating_add(up_to(hint.max(base.min(cap)), rng)),
        None => {
            let first = if attempt == 1 && !base.is_zero() { base } else { backoff.first_wait() };
            let previous = state.previous_delay().unwrap_or(first);
            jitter.delay(Spread { base, cap, first, previous }, || rng.next_u64())
        }
    };

    // 4. In time? Never start a sleep that ends too late, never shorten one. A retry may start exactly at `max_elapsed`, but not at
    // the deadline: nothing would be left for it.
    let now = if policy.is_timed() || lent.asks_the_time() { clock() } else { Duration::ZERO };
    let latest = policy.get_max_elapsed().filter(|limit| state.elapsed(now).saturating_add(delay) > *limit);
    let end = lent.deadline().filter(|end| now.saturating_add(delay) >= *end);
    match (latest, end) {
        (None, None) => {}
        (Some(limit), Some(end)) if limit >= state.elapsed(end) => return Err(StopReason::Deadline),
        (Some(_), _) => return Err(StopReason::MaxElapsed),
        (None, Some(_)) => return Err(StopReason::Deadline),
    }

    // 5. Budget? Taken last, so that it is only spent on a retry that will be made.
    let permit = lent.withdraw(now)?;

    Ok(Wait { delay, permit })
}

/// [`failed`], and `state` keeps what follows.
pub(crate) fn decide<L: Lent, G: Rng + ?Sized>(
    state: &mut CallState,
    policy: &Policy,
    lent: L,
    verdict: Verdict,
    clock: impl FnOnce() -> Duration,
    rng: &mut G,
) -> Result<Wait<L::Permit>, StopReason> {
    let decision = failed(state, policy, lent, verdict, clock, rng);
    match &decision {
        Ok(wait) => state.waits(wait.delay),
        Err(reason) => state.ends(*reason),
    }
    decision
}

/// [`decide`] where steps 3 to 5 are known to be nothing.
#[inline]
pub(crate) fn decide_at_once(state: &mut CallState, policy: &Policy, verdict: Verdict) -> Result<Wait<()>, StopReason> {
    let reason = match verdict {
        Verdict::Permanent => StopReason::Permanent,
        _ if policy.is_last(state.number()) => StopReason::MaxAttempts,
        _ => {
            state.goes_on();
            return Ok(Wait { delay: Duration::ZERO, permit: () });
        }
    };
    state.ends(reason);
    Err(reason)
}

/// A uniform delay in `[0, most]`.
fn up_to<G: Rng + ?Sized>(most: Duration, rng: &mut G) -> Duration {
    Jitter::Full.delay(Spread { base: most, cap: most, first: most, previous: most }, || rng.next_u64())
}

/// The attempts of one call: decides, and does nothing else.
///
/// Times are durations since any fixed origin: [`now`](crate::now()) for real calls, whatever you like in a simulation.
///
/// It owns its policy, and without a budget, or with a static one, it borrows nothing: `Attempts<'static>` lies in a struct, a
/// stream or a service for as long as that lives, and [`reset`](Self::reset) begins anew after progress. The examples
/// `reconnect`, `stream` and `service` in the repository are one of each.
///
/// A clone is in the same state and shares the budget, if there is one, but not the token that the original holds during a
/// wait: that retry costs the clone nothing.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Attempts, Decision, Policy, Verdict};
///
/// let policy = Policy::default();
/// let mut attempts = Attempts::start(&policy, retry_runtime::now());
/// let mut answers = [Err("busy"), Ok("done")].into_iter();
/// let answer = loop {
///     let answer = answers.next().unwrap();
///     if answer.is_ok() {
///         attempts.succeeded();
///         break answer;
///     }
///     match attempts.failed(Verdict::Transient, retry_runtime::now(), &mut retry_runtime::rng()) {
///         Decision::Retry { after } => assert!(after >= Duration::from_secs(1)), // wait here
///         Decision::Stop(_) => break answer,
///     }
///     attempts.retrying();
/// };
/// assert_eq!(answer, Ok("done"));
/// ```
pub struct Attempts<'b> {
    policy: Policy,
    budget: Option<BudgetShare<'b>>,
    /// `Fresh` from a reset until the next look at the time.
    state: CallState,
    waited: Duration,
    /// The wait that was decided and is not over.
    wait: Option<Wait<Option<Permit<'b>>>>,
}

impl<'b> Attempts<'b> {
    /// A call that begins at `now`. The policy is copied.
    #[must_use]
    pub fn start(policy: &Policy, now: Duration) -> Self {
        Self { policy: *policy, budget: None, state: CallState::timed(now), waited: Duration::ZERO, wait: None }
    }

    /// Makes every retry cost a token of this budget, and the call's success earn for it. A budget measures the traffic from
    /// its first use on: that is here, and the time is the call's.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Attempts, Budget, Decision, Policy, StopReason, Verdict};
    /// static EMPTY: Budget = Budget::new().min_tokens(0);
    /// let now = retry_runtime::now();
    /// let mut attempts = Attempts::start(&Policy::INTERNAL, now).with_budget(&EMPTY);
    /// let decision = attempts.failed(Verdict::Transient, now, &mut retry_runtime::rng());
    /// assert_eq!(decision, Decision::Stop(StopReason::Budget));
    /// ```
    #[must_use]
    pub fn with_budget(mut self, budget: impl IntoBudget<'b>) -> Self {
        let budget = budget.into_budget();
        // After a reset the time is not known: the budget then begins with the next failure, or with a success.
        if !self.is_fresh() {
            budget.begin_at(self.state.started());
        }
        self.budget = Some(budget);
        self
    }

    /// The policy that decides.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Policy};
    /// let attempts = Attempts::start(&Policy::INTERNAL, retry_runtime::now());
    /// assert_eq!(attempts.policy(), &Policy::INTERNAL);
    /// ```
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The number of the attempt that is running or about to run; the first is 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.state.number()
    }

    /// The sum of the waits that are over, as they were decided, since the last [`reset`](Self::reset):
    /// [`retrying`](Self::retrying) says that one is over.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Attempts, Policy, Verdict};
    /// let second = Duration::from_secs(1);
    /// let mut attempts = Attempts::start(&Policy::fixed(second), Duration::ZERO);
    /// let _ = attempts.failed(Verdict::Transient, Duration::ZERO, &mut retry_runtime::rng());
    /// assert_eq!(attempts.waited(), Duration::ZERO);
    /// attempts.retrying();
    /// assert_eq!(attempts.waited(), second);
    /// ```
    #[must_use]
    pub const fn waited(&self) -> Duration {
        self.waited
    }

    /// The attempt has failed: decides what comes next. A permanent verdict uses neither `now` nor `rng`.
    ///
    /// Where a retry was decided before and [`retrying`](Self::retrying) did not say that it starts, it was never made: its wait
    /// does not count, and its token goes back.
    pub fn failed<G: Rng + ?Sized>(&mut self, verdict: Verdict, now: Duration, rng: &mut G) -> Decision {
        if self.is_fresh() {
            self.state = CallState::timed(now);
        }
        let decision = decide(&mut self.state, &self.policy, self.budget, verdict, || now, rng);
        let reply = match &decision {
            Ok(wait) => Decision::Retry { after: wait.delay },
            Err(reason) => Decision::Stop(*reason),
        };
        self.wait = decision.ok();
        reply
    }

    /// The wait is over and the retry starts: its token is spent. A call that is dropped before gives it back.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Budget, Policy, Verdict};
    /// let budget = Budget::new();
    /// let now = retry_runtime::now();
    /// let mut attempts = Attempts::start(&Policy::INTERNAL, now).with_budget(&budget);
    /// let _ = attempts.failed(Verdict::Transient, now, &mut retry_runtime::rng());
    /// attempts.retrying();
    /// assert_eq!(budget.balance(now), 2.0);
    /// ```
    pub fn retrying(&mut self) {
        if let Some(wait) = self.wait.take() {
            self.waited = self.waited.saturating_add(wait.delay);
            wait.over();
        }
    }

    /// The attempt has succeeded: earns for the budget.
    pub fn succeeded(&mut self) {
        if let Some(budget) = self.budget {
            budget.deposit();
        }
    }

    /// Begins anew, after the end or after progress: a connection that worked, an item of a stream. The next attempt is number
    /// 1, no delay came before it, and nothing was waited. The time limit counts from the `now` of the next failure. Nothing is
    /// earned for the budget (see [`succeeded`](Self::succeeded)); the token of a retry that has not started goes back.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Attempts, Decision, Policy, Verdict};
    /// let second = Duration::from_secs(1);
    /// let policy = Policy::exponential(second).max_elapsed(10 * second);
    /// let mut attempts = Attempts::start(&policy, Duration::ZERO);
    /// let _ = attempts.failed(Verdict::Transient, Duration::ZERO, &mut retry_runtime::rng());
    /// attempts.reset(); // an hour went well
    /// let again = attempts.failed(Verdict::Transient, 3600 * second, &mut retry_runtime::rng());
    /// assert_eq!(again, Decision::Retry { after: second });
    /// ```
    pub fn reset(&mut self) {
        self.state = CallState::Fresh;
        self.waited = Duration::ZERO;
        self.wait = None;
    }

    const fn is_fresh(&self) -> bool {
        matches!(self.state, CallState::Fresh)
    }
}

/// By hand, since a token has one owner.
impl Clone for Attempts<'_> {
    fn clone(&self) -> Self {
        let wait = self.wait.as_ref().map(|wait| Wait { delay: wait.delay, permit: None });
        Self { policy: self.policy, budget: self.budget, state: self.state, waited: self.waited, wait }
    }
}

/// What can be asked, or was passed in.
impl fmt::Debug for Attempts<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempts")
            .field("number", &self.number())
            .field("waited", &self.waited)
            .field("policy", &self.policy)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
