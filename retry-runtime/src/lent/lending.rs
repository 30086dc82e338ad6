//! What is known at run time only: a budget, the call's own end, or both.

use core::time::Duration;

use super::{BudgetShare, Lent, Permit};
use crate::deadline::Deadline;
use crate::decision::StopReason;
use crate::known::Known;
use crate::world::Clock;

/// What is lent to a call that `deadline` or `cancel` may end.
#[derive(Clone, Copy, Debug)]
pub struct Lending<'b> {
    /// What retries cost.
    pub budget: Option<BudgetShare<'b>>,
    /// When the call has to end.
    pub deadline: Option<Deadline>,
    /// What is known of the attempt.
    pub known: Known,
    /// Whether the call was cancelled while the attempt ran.
    pub is_cancelled: bool,
}

impl<'b> Lent for Lending<'b> {
    type Permit = Option<Permit<'b>>;

    fn asks_the_time(self) -> bool {
        self.deadline.is_some() || self.budget.asks_the_time()
    }

    fn deadline(self) -> Option<Duration> {
        self.deadline.map(Deadline::time)
    }

    fn withdraw(self, now: Duration) -> Result<Option<Permit<'b>>, StopReason> {
        if self.is_cancelled { Err(StopReason::Cancelled) } else { self.budget.withdraw(now) }
    }

    fn succeeded(self, clock: Clock) {
        self.budget.succeeded(clock);
    }
}
