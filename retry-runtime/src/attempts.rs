//! The decision flow of one call: after a failed attempt, whether and when to try again.
//!
//! Sans-IO: the time and the random numbers are passed in, so the same code runs blocking, on every async runtime and in
//! simulated time. Someone who has read [`Progress::failed`] knows what the library does.

use core::fmt;
use core::num::NonZeroU32;
use core::time::Duration;

use rand::Rng;
use retry_runtime_policy::{Jitter, Policy, Spread};

use crate::classify::Verdict;
use crate::lent::{BudgetShare, IntoBudget, Permit};
use crate::nanos::Nanos;
use crate::world::Clock;

/// What to do after a failed attempt.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Attempts, Decision, Policy, StopReason, Verdict};
///
/// let policy = Policy::fixed(Duration::from_secs(1)).max_attempts(2);
/// let mut attempts = Attempts::start(&policy, Duration::ZERO);
/// let rng = &mut retry_runtime::rng();
/// let decision = attempts.failed(Verdict::Transient, Duration::ZERO, rng);
/// assert_eq!(decision, Decision::Retry { after: Duration::from_secs(1) });
/// let decision = attempts.failed(Verdict::Transient, Duration::from_secs(1), rng);
/// assert_eq!(decision, Decision::Stop(StopReason::MaxAttempts));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a decision that nobody follows retries nothing"]
#[expect(clippy::exhaustive_enums, reason = "there is nothing else one could do")]
pub enum Decision {
    /// Wait that long, then try again.
    Retry {
        /// The delay.
        after: Duration,
    },
    /// Return what the last attempt returned.
    Stop(StopReason),
}

/// Why a call gave up.
///
/// # Examples
///
/// ```
/// use retry_runtime::StopReason;
/// assert_eq!(StopReason::MaxAttempts.to_string(), "no attempts left");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// The failure was permanent.
    Permanent,
    /// The last attempt that the policy allows has failed.
    MaxAttempts,
    /// The next retry would have started after `max_elapsed`.
    MaxElapsed,
    /// The shared budget had no token left.
    Budget,
    /// The server asked to wait longer than `max_retry_after`.
    RetryAfter,
    /// The failure is an inner retry's, which gave up already.
    Nested,
    /// The circuit breaker refused the retry.
    Breaker,
}

impl fmt::Display for StopReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Permanent => "permanent failure",
            Self::MaxAttempts => "no attempts left",
            Self::MaxElapsed => "no time left",
            Self::Budget => "no budget left",
            Self::RetryAfter => "the server asks to wait too long",
            Self::Nested => "an inner retry gave up",
            Self::Breaker => "the breaker is open",
        })
    }
}

/// The attempts of one call: decides, and does nothing else.
///
/// Times are durations since any fixed origin: [`now`](crate::now()) for real calls, whatever you like in a simulation.
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
pub struct Attempts<'p> {
    policy: &'p Policy,
    budget: Option<BudgetShare<'p>>,
    progress: Progress,
    permit: Option<Permit<'p>>,
}

impl<'p> Attempts<'p> {
    /// A call that begins at `now`.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Policy};
    /// let attempts = Attempts::start(&Policy::INTERNAL, retry_runtime::now());
    /// assert_eq!(attempts.number(), 1);
    /// ```
    #[must_use]
    pub fn start(policy: &'p Policy, now: Duration) -> Self {
        Self { policy, budget: None, progress: Progress::timed(now), permit: None }
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
    pub fn with_budget(mut self, budget: impl IntoBudget<'p>) -> Self {
        let budget = budget.into_budget();
        budget.begin_at(self.progress.started());
        self.budget = Some(budget);
        self
    }

    /// The number of the attempt that is running or about to run; the first is 1.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Policy};
    /// assert_eq!(Attempts::start(&Policy::INTERNAL, retry_runtime::now()).number(), 1);
    /// ```
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.progress.number()
    }

    /// The attempt has failed: decides what comes next. A permanent verdict uses neither `now` nor `rng`.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Decision, Policy, StopReason, Verdict};
    /// let now = retry_runtime::now();
    /// let decision = Attempts::start(&Policy::INTERNAL, now).failed(Verdict::Permanent, now, &mut retry_runtime::rng());
    /// assert_eq!(decision, Decision::Stop(StopReason::Permanent));
    /// ```
    pub fn failed<G: Rng + ?Sized>(&mut self, verdict: Verdict, now: Duration, rng: &mut G) -> Decision {
        match self.progress.failed(self.policy, self.budget, verdict, || now, rng) {
            Ok(wait) => {
                self.permit = wait.permit;
                Decision::Retry { after: wait.delay }
            }
            Err(reason) => Decision::Stop(reason),
        }
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
        if let Some(permit) = self.permit.take() {
            permit.spend();
        }
    }

    /// The attempt has succeeded: earns for the budget.
    ///
    /// ```
    /// # use retry_runtime::{Attempts, Policy};
    /// Attempts::start(&Policy::INTERNAL, retry_runtime::now()).succeeded();
    /// ```
    pub fn succeeded(&mut self) {
        if let Some(budget) = self.budget {
            budget.deposit();
        }
    }
}

/// What can be asked, or was passed in.
impl fmt::Debug for Attempts<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempts")
            .field("number", &self.number())
            .field("policy", &self.policy)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

/// All that a call remembers between its attempts. Until something fails, one store of four bytes.
#[derive(Clone, Copy, Debug, Default)]
pub enum Progress {
    /// Nothing has failed, and nothing asks when the call began.
    #[default]
    Fresh,
    /// Something has failed, or the time counts.
    Underway(Underway),
}

/// What a call remembers; 20 bytes, since it lies in every future.
#[derive(Clone, Copy, Debug)]
pub struct Underway {
    /// When the call began; 0 where nothing asks for it.
    started: Nanos,
    /// The last delay.
    previous: Nanos,
    /// The number of the attempt that runs.
    number: NonZeroU32,
}

/// A retry that will be made: the wait before it, and its token.
#[derive(Debug)]
#[must_use]
pub struct Wait<'b> {
    pub(crate) delay: Duration,
    pub(crate) permit: Option<Permit<'b>>,
}

impl Progress {
    #[inline]
    pub(crate) fn timed(now: Duration) -> Self {
        Self::Underway(Underway { started: Nanos::saturating(now), ..Underway::FRESH })
    }

    #[inline]
    fn underway(self) -> Underway {
        match self {
            Self::Fresh => Underway::FRESH,
            Self::Underway(underway) => underway,
        }
    }

    #[inline]
    pub(crate) const fn number(&self) -> u32 {
        match self {
            Self::Fresh => 1,
            Self::Underway(underway) => underway.number.get(),
        }
    }

    /// Whether nothing has failed yet.
    #[inline]
    pub(crate) const fn is_first(&self) -> bool {
        self.number() == 1
    }

    /// When the call began; 0 where nothing asks for it.
    pub(crate) fn started(&self) -> Duration {
        self.underway().started.to_duration()
    }

    pub(crate) fn elapsed(&self, now: Duration) -> Duration {
        now.saturating_sub(self.started())
    }

    pub(crate) fn previous_delay(&self) -> Option<Duration> {
        (!self.is_first()).then(|| self.underway().previous.to_duration())
    }

    /// The decision flow where steps 3 to 5 are known to be nothing: whether to try again, at once.
    #[inline]
    pub(crate) fn failed_without_a_wait(&mut self, policy: &Policy, verdict: Verdict) -> bool {
        let number = self.number();
        let again = verdict.is_retryable() && !policy.is_last(number);
        if again {
            let number = NonZeroU32::MIN.saturating_add(number);
            match self {
                Self::Fresh => *self = Self::Underway(Underway { number, ..Underway::FRESH }),
                Self::Underway(underway) => (underway.number, underway.previous) = (number, Nanos::ZERO),
            }
        }
        again
    }

    /// The decision flow. `clock` is read once, and only where a limit or a budget asks for the time.
    pub(crate) fn failed<'b, G: Rng + ?Sized>(
        &mut self,
        policy: &Policy,
        budget: Option<BudgetShare<'b>>,
        verdict: Verdict,
        clock: impl FnOnce() -> Duration,
        rng: &mut G,
    ) -> Result<Wait<'b>, StopReason> {
        let mut underway = self.underway();
        let attempt = underway.number.get();

        // 1. Retryable?
        let hint = match verdict {
            Verdict::Permanent => return Err(StopReason::Permanent),
            Verdict::Transient => None,
            // No time at all is no hint, and no reason to spin: the backoff counts.
            Verdict::RetryAfter(hint) => Some(hint).filter(|hint| !hint.is_zero()),
        };

        // 2. Attempts left?
        if policy.is_last(attempt) {
            return Err(StopReason::MaxAttempts);
        }

        // 3. How long? The server's hint, else backoff, then jitter inside the cap.
        let backoff = policy.get_backoff();
        let base = backoff.delay(attempt);
        let delay = match hint {
            Some(hint) if hint > policy.get_max_retry_after() => return Err(StopReason::RetryAfter),
            Some(hint) if policy.get_jitter() == Jitter::None => hint,
            // Spread over at least as long again: a short base delay would let all who were told the same return together.
            Some(hint) => hint.saturating_add(up_to(hint.max(base.min(policy.get_max_delay())), rng)),
            None => {
                let first = if attempt == 1 { base } else { backoff.delay(1) };
                let previous = if attempt == 1 { first } else { underway.previous.to_duration() };
                policy
                    .get_jitter()
                    .delay(Spread { base, cap: policy.get_max_delay(), first, previous }, || rng.next_u64())
            }
        };

        // 4. In time? Never start a sleep that ends too late, never shorten one.
        let now = if policy.is_timed() || budget.is_some() { clock() } else { Duration::ZERO };
        if policy.get_max_elapsed().is_some_and(|limit| self.elapsed(now).saturating_add(delay) > limit) {
            return Err(StopReason::MaxElapsed);
        }

        // 5. Budget? Taken last, so that it is only spent on a retry that will be made.
        let permit = match budget {
            None => None,
            Some(budget) => Some(budget.withdraw(now).ok_or(StopReason::Budget)?),
        };

        underway.previous = Nanos::saturating(delay);
        underway.number = underway.number.saturating_add(1);
        *self = Self::Underway(underway);
        Ok(Wait { delay, permit })
    }
}

/// A uniform delay in `[0, most]`.
fn up_to<G: Rng + ?Sized>(most: Duration, rng: &mut G) -> Duration {
    Jitter::Full.delay(Spread { base: most, cap: most, first: most, previous: most }, || rng.next_u64())
}

impl Underway {
    const FRESH: Self = Self { started: Nanos::ZERO, previous: Nanos::ZERO, number: NonZeroU32::MIN };
}

impl Wait<'_> {
    /// How long to wait.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn delay(&self) -> Duration {
        self.delay
    }

    /// The wait is over and the retry starts: its token is spent.
    #[doc(hidden)]
    #[inline]
    pub fn over(self) {
        if let Some(permit) = self.permit {
            permit.spend();
        }
    }
}

/// Which attempt is running: what `attempt = IDENT` binds in the body.
///
/// # Examples
///
/// ```
/// use retry_runtime::retry;
///
/// #[retry(immediate, max_attempts = 3, on = any, attempt = attempt)]
/// fn third_time() -> Result<u32, &'static str> {
///     if attempt.is_last() { Ok(attempt.number()) } else { Err("not yet") }
/// }
/// assert_eq!(third_time(), Ok(3));
/// ```
#[derive(Clone, Copy)]
pub struct Attempt {
    progress: Progress,
    clock: Clock,
    last: bool,
}

impl Attempt {
    pub(crate) const fn of(progress: Progress, policy: &Policy, clock: Clock) -> Self {
        Self { progress, clock, last: policy.is_last(progress.number()) }
    }

    /// The number of this attempt; the first is 1.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.number() == 2) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.progress.number()
    }

    /// Whether this is the first attempt.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(!attempt.is_first()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.progress.is_first()
    }

    /// Whether `max_attempts` allows no attempt after this one.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.is_last()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.last
    }

    /// The time since the call began. Reads the clock.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.elapsed().as_secs() < 60) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.progress.elapsed(self.clock.now())
    }

    /// The wait before this attempt; `None` for the first one.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.previous_delay().is_some()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub fn previous_delay(&self) -> Option<Duration> {
        self.progress.previous_delay()
    }
}

/// As the getters say. Reads the clock.
impl fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempt")
            .field("number", &self.number())
            .field("is_last", &self.is_last())
            .field("elapsed", &self.elapsed())
            .field("previous_delay", &self.previous_delay())
            .finish()
    }
}
