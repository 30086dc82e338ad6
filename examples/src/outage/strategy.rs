//! How the clients retry.

use std::time::Duration;

use retry_runtime::{Backoff, Jitter, Policy};

/// What holds retries back besides the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Guard {
    /// Nothing.
    None,
    /// The shipped budget as it comes, one for each process.
    Budget,
    /// 20 % of the requests and 10 a second, for each process.
    Finagle,
}

/// A policy, and what holds it back.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Strategy {
    /// What the table says.
    pub name: &'static str,
    /// Everything but the first delay, which is the scenario's.
    pub policy: Policy,
    /// What holds retries back.
    pub guard: Guard,
}

const SECOND: Duration = Duration::from_secs(1);
const EXPONENTIAL: Policy = Policy::exponential(SECOND);

/// All that are compared: four attempts each, and a first delay of a second.
pub const STRATEGIES: [Strategy; 16] = [
    Strategy::new("no retry", EXPONENTIAL.max_attempts(1), Guard::None),
    Strategy::new("fixed", Policy::fixed(SECOND), Guard::None),
    Strategy::new("exponential", EXPONENTIAL, Guard::None),
    Strategy::new("  jitter (additive)", EXPONENTIAL.jitter(Jitter::Additive), Guard::None),
    Strategy::new("  full jitter", EXPONENTIAL.jitter(Jitter::Full), Guard::None),
    Strategy::new("  equal jitter", EXPONENTIAL.jitter(Jitter::Equal), Guard::None),
    Strategy::new("  decorrelated jitter", EXPONENTIAL.jitter(Jitter::Decorrelated), Guard::None),
    Strategy::new("  +/- 20 %", EXPONENTIAL.jitter(Jitter::Share(0.2)), Guard::None),
    Strategy::new("fixed, budget", Policy::fixed(SECOND), Guard::Budget),
    Strategy::new("exponential, budget", EXPONENTIAL, Guard::Budget),
    Strategy::new("  jitter (additive), budget", EXPONENTIAL.jitter(Jitter::Additive), Guard::Budget),
    Strategy::new("  full jitter, budget", EXPONENTIAL.jitter(Jitter::Full), Guard::Budget),
    Strategy::new("  equal jitter, budget", EXPONENTIAL.jitter(Jitter::Equal), Guard::Budget),
    Strategy::new("  decorrelated jitter, budget", EXPONENTIAL.jitter(Jitter::Decorrelated), Guard::Budget),
    Strategy::new("  +/- 20 %, budget", EXPONENTIAL.jitter(Jitter::Share(0.2)), Guard::Budget),
    Strategy::new("  jitter, Finagle's 20 % + 10/s", EXPONENTIAL.jitter(Jitter::Additive), Guard::Finagle),
];

impl Strategy {
    /// Nobody retries.
    pub const NO_RETRY: Self = STRATEGIES[0];
    /// Bare `#[retry]`.
    pub const RETRY: Self = STRATEGIES[3];
    /// `#[retry(exponential, jitter, budget)]`.
    pub const RETRY_WITH_BUDGET: Self = STRATEGIES[10];

    const fn new(name: &'static str, policy: Policy, guard: Guard) -> Self {
        Self { name, policy, guard }
    }

    /// The policy with that first delay.
    pub(super) fn starting_at(&self, initial: Duration) -> Policy {
        let fixed = self.policy.schedule().all(|delay| delay == SECOND);
        self.policy.backoff(if fixed { Backoff::fixed(initial) } else { Backoff::exponential(initial) })
    }
}
