//! The same engine without the attribute: for closures.

mod awaiting;
mod blocking;
mod engine;
mod report;

use core::panic::Location;

use retry_runtime_policy::Policy;

pub use self::report::Report;
use crate::classify::Verdict;
use crate::judge::{ByClassify, On, OnResult};
use crate::lent::{BudgetShare, IntoBudget};
use crate::observe::{Event, Hooks};

/// Builder that retries a closure with the engine behind `#[retry]`.
///
/// Without [`on`](Self::on) or [`on_result`](Self::on_result), the error type must be [`Classify`](crate::Classify): nothing is retried by
/// accident.
///
/// | | blocking | async |
/// | --- | --- | --- |
/// | an operation | [`call`](Self::call) | [`call_async`](Self::call_async) |
/// | that changes what it captures | [`call`](Self::call) | [`call_async_mut`](Self::call_async_mut) |
/// | that is told its [`Attempt`](crate::Attempt) | [`call_attempt`](Self::call_attempt) | [`call_async_attempt`](Self::call_async_attempt) |
/// | and a [`Report`] of the call | [`call_report`](Self::call_report) | [`call_report_async`](Self::call_report_async) |
/// | with another sleeper | [`call_with`](Self::call_with) | [`call_async_with`](Self::call_async_with), [`call_async_mut_with`](Self::call_async_mut_with) |
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
///
/// # One that is kept
///
/// The value is `Copy` when its predicate and hooks are, so one can be a field and be called often. Its type is named with
/// [`On`] and [`OnResult`] (examples for a struct are in [`judge`](crate::judge)) and, where it has hooks, with [`Hooks`].
///
/// [`new`](Self::new) and [`name`](Self::name) can be called in a `static`. Whatever replaces a part cannot, since what was there before may
/// have to be dropped, which no constant can do; there, the first use makes the value:
///
/// ```
/// use std::sync::LazyLock;
/// use retry_runtime::judge::On;
/// use retry_runtime::{Policy, Retry};
///
/// type OnStatus = On<fn(&u16) -> bool, bool>;
///
/// static IO: Retry<'static> = Retry::new(Policy::INTERNAL).name("io");
/// static HTTP: LazyLock<Retry<'static, OnStatus>> = LazyLock::new(|| Retry::new(Policy::EXTERNAL).on(|status| *status >= 500));
///
/// assert!(IO.call(|| std::env::current_dir()).is_ok());
/// assert_eq!(HTTP.call(|| Err::<(), _>(404)), Err(404));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing runs until it is called: `call`, `call_async`"]
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

    /// Retries the return values that the predicate accepts, a success among them. It returns `bool` or [`Verdict`]. The values are
    /// [`Outcome`](crate::Outcome)s: `Some(value)` makes one of any other.
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
