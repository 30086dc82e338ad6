//! What holds a process's retries back, besides the policy.

use std::cell::RefCell;
use std::time::Duration;

use retry_runtime::{Attempts, Budget, Policy};

use super::finagle::Finagle;

/// The rule. Every process has what it needs of its own.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Guard {
    /// Nothing.
    None,
    /// This budget. The shipped one is [`Budget::new`].
    Budget(fn() -> Budget),
    /// This budget, wired wrongly: a failed attempt earns as much as a success. To see the drill fail.
    BudgetEarnsAlways(fn() -> Budget),
    /// 20 % of the requests and 10 a second.
    Finagle,
}

/// What one process has of it.
pub(super) enum Held {
    Nothing,
    Budget { budget: Box<Budget>, earns_always: bool },
    Finagle(RefCell<Finagle>),
}

impl Guard {
    /// A process starts, at time zero.
    pub(super) fn held(self) -> Held {
        let (budget, earns_always) = match self {
            Self::None => return Held::Nothing,
            Self::Finagle => return Held::Finagle(RefCell::default()),
            Self::Budget(budget) => (budget, false),
            Self::BudgetEarnsAlways(budget) => (budget, true),
        };
        let budget = Box::new(budget());
        // A budget measures from its first use on. This use has the simulated time; the first deposit would read the real clock.
        let _ = budget.balance(Duration::ZERO);
        Held::Budget { budget, earns_always }
    }
}

impl Held {
    /// A call begins.
    pub(super) fn call<'p>(&'p self, policy: &'p Policy, now: Duration) -> Attempts<'p> {
        let attempts = Attempts::start(policy, now);
        match self {
            Self::Nothing => attempts,
            Self::Budget { budget, .. } => attempts.with_budget(budget),
            Self::Finagle(finagle) => {
                finagle.borrow_mut().deposit(now);
                attempts
            }
        }
    }

    /// An attempt has failed.
    pub(super) fn failed(&self) {
        if let Self::Budget { budget, earns_always: true } = self {
            budget.deposit();
        }
    }

    /// The engine would retry: whether it may.
    pub(super) fn allows(&self, now: Duration) -> bool {
        match self {
            Self::Finagle(finagle) => finagle.borrow_mut().withdraw(now),
            _ => true,
        }
    }
}
