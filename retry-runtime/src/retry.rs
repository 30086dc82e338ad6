//! The same engine without the attribute: for closures.

use core::future::Future;
use core::time::Duration;

use retry_runtime_policy::Policy;

use crate::attempts::{Progress, Wait};
use crate::classify::Verdict;
use crate::judge::{ByClassify, Judge, On, OnResult};
use crate::lent::{BudgetShare, IntoBudget};
use crate::observe::{Hook, Silent};
use crate::site::{self, Site};
use crate::world::Clock;

/// A retried operation in the making: what `#[retry]` does to a function, for a closure.
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
#[expect(clippy::struct_field_names, reason = "the hooks are called what the attribute calls them")]
pub struct Retry<'a, J = ByClassify, B = Silent, G = Silent, R = Silent> {
    policy: Policy,
    name: &'a str,
    budget: Option<BudgetShare<'a>>,
    judge: J,
    before_retry: B,
    on_give_up: G,
    on_recovered: R,
}

impl Retry<'_> {
    /// A retry with this policy.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let answer: Option<u8> = Retry::new(Policy::INTERNAL).call(|| Some(1));
    /// assert_eq!(answer, Some(1));
    /// ```
    pub const fn new(policy: Policy) -> Self {
        Self {
            policy,
            name: "retry",
            budget: None,
            judge: ByClassify::new(),
            before_retry: Silent,
            on_give_up: Silent,
            on_recovered: Silent,
        }
    }
}

impl<'a, J, B, G, R> Retry<'a, J, B, G, R> {
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
    pub fn on<E, V, F>(self, predicate: F) -> Retry<'a, On<F, V>, B, G, R>
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
    pub fn on_result<T, V, F>(self, predicate: F) -> Retry<'a, OnResult<F, V>, B, G, R>
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
    pub fn budget(mut self, budget: impl IntoBudget<'a>) -> Self {
        self.budget = Some(budget.into_budget());
        self
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

    /// Calls the hook before every wait.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).before_retry(|event: &Event<'_, ()>| println!("{:?}", event.delay()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn before_retry<E, F: Fn(&crate::Event<'_, E>)>(self, hook: F) -> Retry<'a, J, F, G, R> {
        let Self { policy, name, budget, judge, on_give_up, on_recovered, .. } = self;
        Retry { policy, name, budget, judge, before_retry: hook, on_give_up, on_recovered }
    }

    /// Calls the hook when the call ends with a failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).on_give_up(|event: &Event<'_, ()>| println!("{:?}", event.reason()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn on_give_up<E, F: Fn(&crate::Event<'_, E>)>(self, hook: F) -> Retry<'a, J, B, F, R> {
        let Self { policy, name, budget, judge, before_retry, on_recovered, .. } = self;
        Retry { policy, name, budget, judge, before_retry, on_give_up: hook, on_recovered }
    }

    /// Calls the hook when the call succeeds after at least one failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate()).on_recovered(|event: &Event<'_, ()>| println!("{}", event.attempt()));
    /// # let _: Option<u8> = retry.call(|| Some(1));
    /// ```
    pub fn on_recovered<E, F: Fn(&crate::Event<'_, E>)>(self, hook: F) -> Retry<'a, J, B, G, F> {
        let Self { policy, name, budget, judge, before_retry, on_give_up, .. } = self;
        Retry { policy, name, budget, judge, before_retry, on_give_up, on_recovered: hook }
    }

    fn judged_by<K>(self, judge: K) -> Retry<'a, K, B, G, R> {
        let Self { policy, name, budget, before_retry, on_give_up, on_recovered, .. } = self;
        Retry { policy, name, budget, judge, before_retry, on_give_up, on_recovered }
    }

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
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
    {
        self.call_with(site::sleep_blocking, operation)
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
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
    {
        let mut progress = self.begin::<T>(Clock::Blocking);
        loop {
            let outcome = operation();
            let Some(wait) = self.decide(&mut progress, &outcome, Clock::Blocking) else { return outcome };
            drop(outcome);
            sleep(wait.delay);
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
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
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
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
    {
        let mut progress = self.begin::<T>(Clock::Awaiting);
        loop {
            // In a block of its own: a failure that is not `Send` is gone before the wait.
            let wait = {
                let outcome = operation().await;
                let Some(wait) = self.decide(&mut progress, &outcome, Clock::Awaiting) else { return outcome };
                wait
            };
            sleep(wait.delay).await;
            if wait.delay.is_zero() {
                crate::world::yield_now().await;
            }
            wait.over();
        }
    }

    fn site(&self, clock: Clock) -> Site<'_, 'a> {
        Site::new(self.name, &self.policy, self.budget, clock)
    }

    fn begin<T>(&self, clock: Clock) -> Progress
    where
        J: Judge<T>,
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
    {
        self.site(clock).begin(B::LISTENS || G::LISTENS || R::LISTENS)
    }

    fn decide<T>(&self, progress: &mut Progress, outcome: &T, clock: Clock) -> Option<Wait<'a>>
    where
        J: Judge<T>,
        B: Hook<J::Error>,
        G: Hook<J::Error>,
        R: Hook<J::Error>,
    {
        site::decide_verdict(
            progress,
            &self.site(clock),
            self.judge.verdict(outcome),
            J::error(outcome),
            |event| self.before_retry.call(event),
            |event| self.on_give_up.call(event),
            |event| self.on_recovered.call(event),
        )
    }
}
