//! What many functions share, as one value.

mod calls;
mod given;
mod hooks;
mod judging;

use core::fmt;
use core::panic::Location;

use retry_runtime_policy::Policy;

#[doc(hidden)]
pub use self::given::{AsProfile, JudgedAs, profile, profile_for};
pub use self::hooks::{Hook, ProfileHooks};
pub use self::judging::{Begins, Judging, Unsaid};

use crate::lent::{Budget, BudgetShare};

/// What the calls to one dependency have in common, as one value: policy, what to retry, hooks, budget and name. It can be a static, a
/// field, or what a function returns. `#[retry(with = PROFILE)]` retries functions by it, and [`call`](Self::call) and
/// [`call_async`](Self::call_async) closures.
///
/// # Its type
///
/// In `Profile<E>`, `E` is the error type of what is retried, `()` where that returns an `Option`. A predicate that answers [`Verdict`](crate::Verdict)
/// in the place of `bool` makes it a `Profile<E, Verdict>`. Where [`on`](Self::on) is not called, `E` must be [`Classify`](crate::Classify) and
/// decides; a profile that says neither does not compile. (In signatures below, [`Unsaid`] is a profile before `on`; nobody has to write it.)
///
/// Functions with different errors share a function, `const fn remote<E: Classify>() -> Profile<E>`, and say `with = remote()`.
///
/// Predicates and hooks are functions, or closures that capture nothing, so that a profile is `Copy` and can be built in a `const`. Those
/// that use `self` or the arguments are written in the attribute, as further keys; for a closure, those that capture something in a
/// [`Retry`](crate::Retry).
///
/// # What further keys change
///
/// Each key of the attribute replaces the part of that name, for this function only: `max_attempts = 2` that limit, `budget = OTHER`
/// the budget, and a hook the profile's hook of that kind. The other parts stay; with `on_give_up = …`, the profile's `observe` is
/// still called.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Budget, Event, Policy, Profile, retry};
///
/// #[derive(Debug, PartialEq)]
/// enum DbError { Busy, Constraint }
///
/// impl DbError {
///     fn is_transient(&self) -> bool { *self == Self::Busy }
/// }
///
/// fn log(event: &Event<'_, DbError>) {
///     println!("{}: {:?}", event.name(), event.kind());
/// }
///
/// static DB_BUDGET: Budget = Budget::new();
/// static DB: Profile<DbError> =
///     Profile::new(Policy::immediate()).on(DbError::is_transient).observe(log).budget(&DB_BUDGET).name("db");
///
/// #[retry(with = DB)]                      // all of it
/// fn read(answers: &mut Vec<Result<u32, DbError>>) -> Result<u32, DbError> {
///     answers.pop().unwrap_or(Err(DbError::Busy))
/// }
///
/// #[retry(with = DB, max_attempts = 2)]    // but for this
/// fn write() -> Result<(), DbError> {
///     Err(DbError::Busy)
/// }
///
/// assert_eq!(read(&mut vec![Ok(7), Err(DbError::Busy)]), Ok(7));
/// assert_eq!(write(), Err(DbError::Busy));
/// assert_eq!(DB.call(|| Err::<(), _>(DbError::Constraint)), Err(DbError::Constraint));
/// ```
pub struct Profile<E, V = bool> {
    policy: Policy,
    name: Option<&'static str>,
    place: &'static Location<'static>,
    judge: Judging<E, V>,
    budget: Option<BudgetShare<'static>>,
    hooks: ProfileHooks<E>,
}

impl<E, V: Begins<E>> Profile<E, V> {
    /// A profile with this policy, without hooks, budget and name. Where no [`on`](Self::on) follows, its type is written down: as that of a
    /// static, of a field or of what a function returns.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// // `io::Error` is `Classify`, so nothing needs to be said of what to retry.
    /// static FILES: Profile<std::io::Error> = Profile::new(Policy::INTERNAL);
    /// assert_eq!(FILES.get_policy(), &Policy::INTERNAL);
    /// ```
    #[must_use]
    #[track_caller]
    pub const fn new(policy: Policy) -> Self {
        Self {
            policy,
            name: None,
            place: Location::caller(),
            judge: V::JUDGING,
            budget: None,
            hooks: ProfileHooks::NONE,
        }
    }
}

impl<E> Profile<E, Unsaid> {
    /// Retries the errors that the predicate accepts. It returns `bool` or [`Verdict`](crate::Verdict).
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile, Verdict};
    /// # use std::time::Duration;
    /// fn judge(status: &u16) -> Verdict {
    ///     match status {
    ///         429 => Verdict::RetryAfter(Duration::from_secs(1)),
    ///         500.. => Verdict::Transient,
    ///         _ => Verdict::Permanent,
    ///     }
    /// }
    /// static HTTP: Profile<u16, Verdict> = Profile::new(Policy::EXTERNAL).on(judge);
    /// assert_eq!(HTTP.call(|| Err::<(), _>(404)), Err(404));
    /// ```
    #[must_use]
    pub const fn on<V>(self, predicate: fn(&E) -> V) -> Profile<E, V> {
        let Self { policy, name, place, budget, hooks, .. } = self;
        Profile { policy, name, place, judge: Judging::Predicate(predicate), budget, hooks }
    }
}

impl<E, V> Profile<E, V> {
    /// Calls the hook for all three events: before every wait, when a call ends with a failure, and when one succeeds after a failure.
    /// It does not take the place of the hooks for one event: those are called too.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::INTERNAL).observe(|event| println!("{:?}", event.kind()));
    /// ```
    #[must_use]
    pub const fn observe(mut self, hook: Hook<E>) -> Self {
        self.hooks.observe = Some(hook);
        self.hooks.listens = true;
        self
    }

    /// Calls the hook before every wait.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::INTERNAL).before_retry(|event| println!("{:?}", event.delay()));
    /// # assert!(DB.call(|| Ok(1)).is_ok());
    /// ```
    #[must_use]
    pub const fn before_retry(mut self, hook: Hook<E>) -> Self {
        self.hooks.before_retry = Some(hook);
        self.hooks.listens = true;
        self
    }

    /// Calls the hook when a call ends with a failure.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::INTERNAL).on_give_up(|event| println!("{:?}", event.reason()));
    /// # assert!(DB.call(|| Ok(1)).is_ok());
    /// ```
    #[must_use]
    pub const fn on_give_up(mut self, hook: Hook<E>) -> Self {
        self.hooks.on_give_up = Some(hook);
        self.hooks.listens = true;
        self
    }

    /// Calls the hook when a call succeeds after at least one failure.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::INTERNAL).on_recovered(|event| println!("{:?}", event.attempt()));
    /// # assert!(DB.call(|| Ok(1)).is_ok());
    /// ```
    #[must_use]
    pub const fn on_recovered(mut self, hook: Hook<E>) -> Self {
        self.hooks.on_recovered = Some(hook);
        self.hooks.listens = true;
        self
    }

    /// Makes every retry cost a token of this budget, and success earn for it: all functions and closures of the profile share it.
    ///
    /// ```
    /// # use retry_runtime::{Budget, Policy, Profile};
    /// static BUDGET: Budget = Budget::new().min_tokens(0);
    /// static DB: Profile<()> = Profile::new(Policy::immediate()).on(|()| true).budget(&BUDGET);
    /// let mut calls = 0;
    /// assert_eq!(DB.call(|| { calls += 1; None::<u8> }), None);
    /// assert_eq!(calls, 1, "no token, no retry");
    /// ```
    #[must_use]
    pub const fn budget(self, budget: &'static Budget) -> Self {
        self.budget_share(budget.whole())
    }

    /// The same with a share of a budget: what `best_effort()` and `leaving(share)` return.
    ///
    /// ```
    /// # use retry_runtime::{Budget, Policy, Profile};
    /// static BUDGET: Budget = Budget::new();
    /// static REPORTS: Profile<std::io::Error> = Profile::new(Policy::EXTERNAL).budget_share(BUDGET.best_effort());
    /// ```
    #[must_use]
    pub const fn budget_share(mut self, share: BudgetShare<'static>) -> Self {
        self.budget = Some(share);
        self
    }

    /// Names what is retried in events. Without a name, each function has its own (`module::path::function`), and closures are called
    /// `retry`.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::INTERNAL).name("db");
    /// assert_eq!(DB.get_name(), Some("db"));
    /// // Copies can have names of their own.
    /// assert_eq!(DB.name("migration").call(|| Ok(1)).unwrap(), 1);
    /// ```
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// A copy with another policy; everything else stays.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static DB: Profile<std::io::Error> = Profile::new(Policy::EXTERNAL);
    /// let patient = DB.policy(DB.get_policy().max_attempts(8));
    /// assert_eq!(patient.get_policy().get_max_attempts(), Some(8));
    /// ```
    #[must_use]
    pub const fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The policy.
    #[must_use]
    #[inline]
    pub const fn get_policy(&self) -> &Policy {
        &self.policy
    }

    /// The name, if it has one.
    #[must_use]
    #[inline]
    pub const fn get_name(&self) -> Option<&'static str> {
        self.name
    }

    /// The share of a budget, if it has one.
    #[must_use]
    #[inline]
    pub const fn get_budget(&self) -> Option<BudgetShare<'static>> {
        self.budget
    }
}

impl<E, V> Clone for Profile<E, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, V> Copy for Profile<E, V> {}

impl<E, V> fmt::Debug for Profile<E, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Profile")
            .field("name", &self.name)
            .field("policy", &self.policy)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
