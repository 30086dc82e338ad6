//! The same engine without the attribute: for closures.

use core::future::Future;
use core::panic::Location;
use core::time::Duration;

use retry_runtime_policy::Policy;

use crate::__private::{decide_in_full, sleep_blocking};
use crate::call_state::{CallState, TotalWait};
use crate::classify::Verdict;
use crate::decide::Decide;
use crate::judge::{ByClassify, Judge, On, OnResult};
use crate::lent::{BudgetShare, IntoBudget, Wait};
use crate::observe::{Event, Hooks, Watch};
use crate::site::Call;
use crate::world::Clock;

/// Builder that retries a closure with the engine behind `#[retry]`.
///
/// Without [`on`](Self::on) or [`on_result`](Self::on_result), the error type must be [`Classify`](crate::Classify): nothing is retried by
/// accident. The value is `Copy` when its predicate and hooks are, so one can be kept and called often.
///
/// # Examples
///
/// ```
/// use std::io::{Error, ErrorKind};
/// use retry_runtime::{Policy, Retry};
///
/// fn is_transient(error: &Error) -> bool {
///     error.kind() == ErrorKind::TimedOut
/// }
///
/// let mut answers = [Err(Error::from(ErrorKind::TimedOut)), Ok(42)].into_iter();
/// let answer = Retry::new(Policy::immediate()).on(is_transient).call(|| answers.next().unwrap());
/// assert_eq!(answer.unwrap(), 42);
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing runs until `call` or `call_async`"]
pub struct Retry<'a, J = ByClassify, L = (), W = Hooks> {
    policy: Policy,
    name: &'a str,
    place: &'static Location<'static>,
    judge: J,
    lent: L,
    watch: W,
}

impl Retry<'_> {
    /// A retry with this policy.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let answer: Option<u8> = Retry::new(Policy::INTERNAL).call(|| Some(1));
    /// assert_eq!(answer, Some(1));
    /// ```
    #[track_caller]
    pub const fn new(policy: Policy) -> Self {
        Self {
            policy,
            name: "retry",
            place: Location::caller(),
            judge: ByClassify::new(),
            lent: (),
            watch: Hooks::NONE,
        }
    }
}

impl<'a, J, L, W> Retry<'a, J, L, W> {
    pub(crate) const fn of(
        policy: Policy,
        name: &'a str,
        place: &'static Location<'static>,
        judge: J,
        lent: L,
        watch: W,
    ) -> Self {
        Self { policy, name, place, judge, lent, watch }
    }

    /// Retries the errors that the predicate accepts. It returns `bool` or [`Verdict`].
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let mut calls = 0;
    /// let answer = Retry::new(Policy::immediate()).on(|code: &u16| *code >= 500).call(|| {
    ///     calls += 1;
    ///     Err::<(), _>(404)
    /// });
    /// assert_eq!((answer, calls), (Err(404), 1));
    /// ```
    pub fn on<E, V, F>(self, predicate: F) -> Retry<'a, On<F, V>, L, W>
    where
        F: Fn(&E) -> V,
        V: Into<Verdict>,
    {
        self.judged_by(On::new(predicate))
    }

    /// Retries the return values that the predicate accepts, a success among them. It returns `bool` or [`Verdict`].
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let mut pages = [0, 0, 7].into_iter();
    /// let policy = Policy::immediate();
    /// let page = Retry::new(policy).on_result(|page: &Option<u8>| *page == Some(0)).call(|| pages.next());
    /// assert_eq!(page, Some(7));
    /// ```
    pub fn on_result<T, V, F>(self, predicate: F) -> Retry<'a, OnResult<F, V>, L, W>
    where
        F: Fn(&T) -> V,
        V: Into<Verdict>,
    {
        self.judged_by(OnResult::new(predicate))
    }

    /// Makes every retry cost a token of this budget, and success earn for it.
    ///
    /// ```
    /// # use retry_runtime::{Budget, Policy, Retry};
    /// static DB: Budget = Budget::new().min_tokens(0);
    /// let mut calls = 0;
    /// let answer = Retry::new(Policy::immediate()).on(|_: &u8| true).budget(&DB).call(|| {
    ///     calls += 1;
    ///     Err::<(), _>(1)
    /// });
    /// assert_eq!((answer, calls), (Err(1), 1));
    /// ```
    pub fn budget(self, budget: impl IntoBudget<'a>) -> Retry<'a, J, BudgetShare<'a>, W> {
        let Self { policy, name, place, judge, watch, .. } = self;
        Retry { policy, name, place, judge, lent: budget.into_budget(), watch }
    }

    /// Names the operation in events.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let retry = Retry::new(Policy::INTERNAL).name("payments");
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub const fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    fn judged_by<K>(self, judge: K) -> Retry<'a, K, L, W> {
        let Self { policy, name, place, lent, watch, .. } = self;
        Retry { policy, name, place, judge, lent, watch }
    }

    fn watched_by<X>(self, watch: impl FnOnce(W) -> X) -> Retry<'a, J, L, X> {
        let Self { policy, name, place, judge, lent, watch: before } = self;
        Retry { policy, name, place, judge, lent, watch: watch(before) }
    }
}

impl<'a, J, L, B, G, R, O> Retry<'a, J, L, Hooks<B, G, R, O>> {
    /// Calls the hook before every wait.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).before_retry(|event: &Event<'_, ()>| println!("{:?}", event.delay()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn before_retry<E, F: Fn(&Event<'_, E>)>(self, hook: F) -> Retry<'a, J, L, Hooks<F, G, R, O>> {
        self.watched_by(|hooks| hooks.before_retry(hook))
    }

    /// Calls the hook when the call ends with a failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).on_give_up(|event: &Event<'_, ()>| println!("{:?}", event.reason()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn on_give_up<E, F: Fn(&Event<'_, E>)>(self, hook: F) -> Retry<'a, J, L, Hooks<B, F, R, O>> {
        self.watched_by(|hooks| hooks.on_give_up(hook))
    }

    /// Calls the hook when the call succeeds after at least one failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).on_recovered(|event: &Event<'_, ()>| println!("{}", event.attempt()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn on_recovered<E, F: Fn(&Event<'_, E>)>(self, hook: F) -> Retry<'a, J, L, Hooks<B, G, F, O>> {
        self.watched_by(|hooks| hooks.on_recovered(hook))
    }

    /// Calls the hook for all three: before every wait, at the end with a failure, and at a success after a failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).observe(|event: &Event<'_, ()>| println!("{:?}", event.kind()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn observe<E, F: Fn(&Event<'_, E>)>(self, hook: F) -> Retry<'a, J, L, Hooks<B, G, R, F>> {
        self.watched_by(|hooks| hooks.observe(hook))
    }
}

impl<J, L: Decide, W> Retry<'_, J, L, W> {
    /// Calls the operation until it succeeds or the policy ends; waits hold the thread.
    ///
    /// # Errors
    ///
    /// The last outcome is returned as it is.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let answer: Option<u8> = Retry::new(Policy::immediate().max_attempts(2)).call(|| None);
    /// assert_eq!(answer, None);
    /// ```
    pub fn call<T>(self, operation: impl FnMut() -> T) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.call_with(sleep_blocking, operation)
    }

    /// [`call`](Self::call) with another sleeper. It is called for every wait, also for one of zero.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry};
    /// let mut waits = Vec::new();
    /// let retry = Retry::new(Policy::exponential(Duration::from_secs(1)));
    /// let _: Option<u8> = retry.call_with(|delay| waits.push(delay.as_secs()), || None);
    /// assert_eq!(waits, [1, 2, 4]);
    /// ```
    pub fn call_with<T>(self, mut sleep: impl FnMut(Duration), mut operation: impl FnMut() -> T) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        let (mut state, mut waited) = (self.begin::<T>(Clock::Blocking), TotalWait::NONE);
        loop {
            let outcome = operation();
            let Some(wait) = self.decide(&mut state, waited, &outcome, Clock::Blocking) else { return outcome };
            drop(outcome);
            sleep(wait.delay);
            waited.more(wait.delay);
            wait.over();
        }
    }

    /// Calls the operation until it succeeds or the policy ends, waiting on tokio's timer. The future can be spawned when
    /// the operation's can. A retry that does not wait yields to the executor, so that a time-out around the call can act.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let answer: Option<u8> = Retry::new(Policy::default()).call_async(async || None).await;
    /// assert_eq!(answer, None);
    /// # }
    /// ```
    #[cfg(feature = "tokio")]
    pub async fn call_async<T, F: Future<Output = T>>(self, operation: impl FnMut() -> F) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.call_async_with(crate::world::sleep_unless_zero, operation).await
    }

    /// [`call_async`](Self::call_async) with another sleeper: for other runtimes. It is called for every wait, also for one
    /// of zero, after which the call yields to the executor whatever the sleeper did.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let mut waits = Vec::new();
    /// let retry = Retry::new(Policy::fixed(Duration::from_secs(2)));
    /// let sleep = |delay: Duration| { waits.push(delay.as_secs()); std::future::ready(()) };
    /// let _: Option<u8> = retry.call_async_with(sleep, async || None).await;
    /// assert_eq!(waits, [2, 2, 2]);
    /// # }
    /// ```
    pub async fn call_async_with<T, F, S>(
        self,
        mut sleep: impl FnMut(Duration) -> S,
        mut operation: impl FnMut() -> F,
    ) -> T
    where
        F: Future<Output = T>,
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        let (mut state, mut waited) = (self.begin::<T>(Clock::Awaiting), TotalWait::NONE);
        loop {
            // In a block of its own: a failure that is not `Send` is gone before the wait.
            let wait = {
                let outcome = operation().await;
                let Some(wait) = self.decide(&mut state, waited, &outcome, Clock::Awaiting) else { return outcome };
                wait
            };
            sleep(wait.delay).await;
            waited.more(wait.delay);
            if wait.delay.is_zero() {
                crate::world::yield_now().await;
            }
            wait.over();
        }
    }

    fn as_call(&self, clock: Clock) -> Call<'_, L> {
        let (name, file, line) = (self.name, self.place.file(), self.place.line());
        Call { name, file, line, policy: &self.policy, lent: self.lent, clock }
    }

    fn begin<T>(&self, clock: Clock) -> CallState
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.as_call(clock).begin(self.watch.listens())
    }

    fn decide<T>(&self, state: &mut CallState, waited: TotalWait, outcome: &T, clock: Clock) -> Option<Wait<L::Permit>>
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        decide_in_full(state, &self.as_call(clock), waited, self.judge.judge(outcome), |event| self.watch.hear(event))
    }
}
