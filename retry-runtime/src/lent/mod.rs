//! What a call borrows and shares with other calls: a budget, or nothing.

mod budget;
mod lending;
mod sync;

use core::time::Duration;

pub use self::budget::{Budget, BudgetShare, IntoBudget, Permit};
pub use self::lending::Lending;
use crate::decision::StopReason;
use crate::nanos;
use crate::world::Clock;

/// What is asked before a retry, and hears of successes. `()` is nothing: it costs nothing and refuses nothing.
pub trait Lent: Copy {
    /// What is held during the wait, and given back when the call is dropped in it.
    type Permit: Spend;

    /// Whether [`withdraw`](Self::withdraw) looks at the time.
    fn asks_the_time(self) -> bool;

    /// The time when the call has to end.
    #[inline]
    fn deadline(self) -> Option<Duration> {
        None
    }

    /// Takes what a retry costs; where it cannot be had, the reason.
    ///
    /// # Errors
    ///
    /// Why there is no retry.
    fn withdraw(self, now: Duration) -> Result<Self::Permit, StopReason>;

    /// A call has succeeded, which this clock measures.
    fn succeeded(self, clock: Clock);
}

/// What a retry costs, held during the wait.
pub trait Spend {
    /// The retry starts: it is spent.
    fn spend(self);
}

impl Spend for () {
    #[inline]
    fn spend(self) {}
}

impl Spend for Permit<'_> {
    #[inline]
    fn spend(self) {
        Permit::spend(self);
    }
}

impl<P: Spend> Spend for Option<P> {
    #[inline]
    fn spend(self) {
        if let Some(permit) = self {
            permit.spend();
        }
    }
}

/// A retry that will be made: the wait before it, and what it costs.
#[derive(Debug)]
#[must_use]
pub struct Wait<P> {
    pub(crate) delay: Duration,
    pub(crate) permit: P,
}

impl<P: Spend> Wait<P> {
    /// How long to wait.
    #[must_use]
    #[inline]
    pub const fn delay(&self) -> Duration {
        self.delay
    }

    /// The delay, and what is held during the wait.
    #[inline]
    pub fn parts(self) -> (Duration, P) {
        (self.delay, self.permit)
    }

    /// The wait is over and the retry starts: what it costs is spent.
    #[inline]
    pub fn over(self) {
        self.permit.spend();
    }
}

impl Lent for () {
    type Permit = ();

    #[inline]
    fn asks_the_time(self) -> bool {
        false
    }

    #[inline]
    fn withdraw(self, _: Duration) -> Result<(), StopReason> {
        Ok(())
    }

    #[inline]
    fn succeeded(self, _: Clock) {}
}

impl<'b> Lent for BudgetShare<'b> {
    type Permit = Permit<'b>;

    #[inline]
    fn asks_the_time(self) -> bool {
        true
    }

    fn withdraw(self, now: Duration) -> Result<Permit<'b>, StopReason> {
        BudgetShare::withdraw(&self, now).ok_or(StopReason::Budget)
    }

    #[inline]
    fn succeeded(self, clock: Clock) {
        self.deposit_by(|| clock.now());
    }
}

/// Known at run time only.
impl<L: Lent> Lent for Option<L> {
    type Permit = Option<L::Permit>;

    fn asks_the_time(self) -> bool {
        self.is_some_and(L::asks_the_time)
    }

    fn deadline(self) -> Option<Duration> {
        self.and_then(L::deadline)
    }

    fn withdraw(self, now: Duration) -> Result<Self::Permit, StopReason> {
        self.map(|lent| lent.withdraw(now)).transpose()
    }

    fn succeeded(self, clock: Clock) {
        if let Some(lent) = self {
            lent.succeeded(clock);
        }
    }
}
