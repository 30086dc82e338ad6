//! One budget for calls of unequal worth: some leave a share of it to the others.

use core::ops::Deref;
use core::time::Duration;

use super::{Budget, Permit};

/// A budget as it is lent to calls that leave a share of it to others: made by [`Budget::best_effort`] and
/// [`Budget::leaving`]. It stands wherever a budget is asked for.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Budget, retry};
///
/// static PAYMENTS: Budget = Budget::new();
///
/// #[retry(exponential, jitter, max_attempts = 4, on = any, budget = PAYMENTS)]
/// fn pay() -> Result<(), String> {
///     Ok(())
/// }
///
/// #[retry(exponential, jitter, max_attempts = 4, on = any, budget = PAYMENTS.best_effort())]
/// fn recommend() -> Result<(), String> {
///     Ok(())
/// }
/// # pay().unwrap();
/// # recommend().unwrap();
/// ```
#[derive(Clone, Copy, Debug)]
pub struct BudgetShare<'b> {
    budget: &'b Budget,
    leaving: Share,
}

/// A part of the capacity, in millionths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Share(u32);

impl core::fmt::Debug for Share {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        (f64::from(self.0) / f64::from(Self::WHOLE)).fmt(formatter)
    }
}

impl Share {
    const WHOLE: u32 = 1_000_000;
    const QUARTER: Self = Self(Self::WHOLE / 4);
    pub(super) const NOTHING: Self = Self(0);

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, NaN is 0")]
    const fn new(share: f64) -> Self {
        Self(if share > 1.0 { Self::WHOLE } else { (share * 1e6 + 0.5) as u32 })
    }

    /// Whether so many tokens are at least this share.
    pub(super) fn is_left_in(self, tokens: u64, capacity: u64) -> bool {
        u128::from(tokens) * u128::from(Self::WHOLE) >= u128::from(capacity) * u128::from(self.0)
    }
}

impl Budget {
    /// The same bucket, for calls that can fail sooner than others: they get no token where less than a quarter of what the
    /// bucket holds would be left.
    ///
    /// In an outage the last tokens are for the calls that use the budget itself.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// static PAYMENTS: Budget = Budget::new().min_tokens(4);
    /// let now = Duration::ZERO;
    /// let spent = std::iter::from_fn(|| PAYMENTS.best_effort().withdraw(now)).map(|permit| permit.spend()).count();
    /// assert_eq!(spent, 3);
    /// assert!(PAYMENTS.withdraw(now).is_some());
    /// ```
    #[must_use]
    pub const fn best_effort(&self) -> BudgetShare<'_> {
        BudgetShare { budget: self, leaving: Share::QUARTER }
    }

    /// [`best_effort`](Self::best_effort) with another share: 0 leaves nothing, 1 the whole bucket, so that there are no
    /// retries. Less than 0 and NaN count as 0, more than 1 as 1.
    ///
    /// A bucket that has no upper bound ([`window(Duration::MAX)`](Self::window)) leaves that share of `min_tokens`.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// static PAYMENTS: Budget = Budget::new().min_tokens(4);
    /// let now = Duration::ZERO;
    /// let spent = std::iter::from_fn(|| PAYMENTS.leaving(0.5).withdraw(now)).map(|permit| permit.spend()).count();
    /// assert_eq!(spent, 2);
    /// ```
    #[must_use]
    pub const fn leaving(&self, share: f64) -> BudgetShare<'_> {
        BudgetShare { budget: self, leaving: Share::new(share) }
    }

    /// All of it.
    pub(crate) const fn whole(&self) -> BudgetShare<'_> {
        BudgetShare { budget: self, leaving: Share::NOTHING }
    }
}

impl<'b> BudgetShare<'b> {
    /// A call succeeded: [`Budget::deposit`].
    ///
    /// ```
    /// # use retry_runtime::Budget;
    /// Budget::new().best_effort().deposit();
    /// ```
    #[inline]
    pub fn deposit(&self) {
        self.budget.deposit();
    }

    /// Takes a token for a retry, if enough are left then. `now` counts from any fixed origin.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// let budget = Budget::new().min_tokens(1);
    /// assert!(budget.best_effort().withdraw(Duration::ZERO).is_none());
    /// assert!(budget.withdraw(Duration::ZERO).is_some());
    /// ```
    #[must_use]
    pub fn withdraw(&self, now: Duration) -> Option<Permit<'b>> {
        self.budget.withdraw_leaving(self.leaving, now)
    }

    /// The tokens left in the bucket, those for others included.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// assert_eq!(Budget::new().best_effort().balance(Duration::ZERO), 3.0);
    /// ```
    #[must_use]
    pub fn balance(&self, now: Duration) -> f64 {
        self.budget.balance(now)
    }

    #[inline]
    pub(crate) fn deposit_by(&self, clock: impl FnOnce() -> Duration) {
        self.budget.deposit_by(clock);
    }

    /// A call begins, whose retries may ask for tokens.
    pub(crate) fn begin_at(&self, now: Duration) {
        self.budget.begin_at(now);
    }
}

/// What can be written where a budget is asked for: `&Budget`, a reference to what dereferences to one, such as an
/// `Arc<Budget>`, and a [`BudgetShare`].
///
/// ```
/// # use std::sync::Arc; use retry_runtime::{Budget, Policy, Retry};
/// let budget = Arc::new(Budget::new());
/// let retry = Retry::new(Policy::INTERNAL);
/// for retry in [retry.budget(&budget), retry.budget(&*budget), retry.budget(budget.best_effort())] {
///     assert_eq!(retry.call(|| Some(1)), Some(1));
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no budget",
    label = "no budget",
    note = "a budget is a `Budget`, a reference or an `Arc` to one, or what `best_effort()` and `leaving(share)` make of it"
)]
pub trait IntoBudget<'b> {
    /// What the calls may spend.
    fn into_budget(self) -> BudgetShare<'b>;
}

impl<'b> IntoBudget<'b> for BudgetShare<'b> {
    #[inline]
    fn into_budget(self) -> Self {
        self
    }
}

impl<'b> IntoBudget<'b> for &'b Budget {
    #[inline]
    fn into_budget(self) -> BudgetShare<'b> {
        self.whole()
    }
}

impl<'b> IntoBudget<'b> for &BudgetShare<'b> {
    #[inline]
    fn into_budget(self) -> BudgetShare<'b> {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl<'b, T: Deref<Target: Behind>> IntoBudget<'b> for &'b T {
    #[inline]
    fn into_budget(self) -> BudgetShare<'b> {
        T::deref(self).lent()
    }
}

/// What is behind a pointer: a budget, or another pointer to one. Two are enough for a reference to an `Arc`, and a trait
/// that looks behind any number of them finds no end where rustc does not know the type yet.
pub trait Behind {
    /// What the calls may spend.
    fn lent(&self) -> BudgetShare<'_>;
}

impl Behind for Budget {
    #[inline]
    fn lent(&self) -> BudgetShare<'_> {
        self.whole()
    }
}

impl Behind for BudgetShare<'_> {
    #[inline]
    fn lent(&self) -> BudgetShare<'_> {
        *self
    }
}

impl<T: Deref<Target = Budget>> Behind for T {
    #[inline]
    fn lent(&self) -> BudgetShare<'_> {
        self.whole()
    }
}
