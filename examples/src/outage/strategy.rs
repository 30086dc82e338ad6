//! How the clients retry.

use std::time::Duration;

use retry_runtime::{Budget, Jitter, Policy};

use super::Guard;

/// A policy, and what holds it back.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Strategy {
    /// What the table says.
    pub name: &'static str,
    /// The policy, from the first delay, which is the scenario's.
    pub policy: fn(Duration) -> Policy,
    /// What holds retries back.
    pub guard: Guard,
}

/// Four attempts, as bare `#[retry]` makes them.
const JITTER: fn(Duration) -> Policy = |first| exponential(first, Jitter::Additive);
const BUDGET: Guard = Guard::Budget(Budget::new);

/// All that are compared, the [`FEW`](Strategy::FEW) first: a row each, at most four attempts each.
pub const STRATEGIES: [Strategy; 16] = [
    Strategy::new("no retry", |first| JITTER(first).max_attempts(1), Guard::None),
    Strategy::new("exponential", |first| exponential(first, Jitter::None), Guard::None),
    Strategy::new("exponential, jitter", JITTER, Guard::None),
    Strategy::new("exponential, jitter, budget", JITTER, BUDGET),
    Strategy::new("  with Finagle's 20 % + 10/s", JITTER, Guard::Finagle),
    // Behind `--all`:
    Strategy::new("fixed", Policy::fixed, Guard::None),
    Strategy::new("full jitter", |first| exponential(first, Jitter::Full), Guard::None),
    Strategy::new("equal jitter", |first| exponential(first, Jitter::Equal), Guard::None),
    Strategy::new("decorrelated jitter", |first| exponential(first, Jitter::Decorrelated), Guard::None),
    Strategy::new("+/- 20 %", |first| exponential(first, Jitter::Share(0.2)), Guard::None),
    Strategy::new("fixed, budget", Policy::fixed, BUDGET),
    Strategy::new("exponential, budget", |first| exponential(first, Jitter::None), BUDGET),
    Strategy::new("full jitter, budget", |first| exponential(first, Jitter::Full), BUDGET),
    Strategy::new("equal jitter, budget", |first| exponential(first, Jitter::Equal), BUDGET),
    Strategy::new("decorrelated jitter, budget", |first| exponential(first, Jitter::Decorrelated), BUDGET),
    Strategy::new("+/- 20 %, budget", |first| exponential(first, Jitter::Share(0.2)), BUDGET),
];

const fn exponential(first: Duration, jitter: Jitter) -> Policy {
    Policy::exponential(first).jitter(jitter)
}

impl Strategy {
    /// Those that tell the story.
    pub const FEW: &[Self] = STRATEGIES.split_at(5).0;
    /// Nobody retries.
    pub const NO_RETRY: Self = STRATEGIES[0];
    /// Bare `#[retry]`.
    pub const RETRY: Self = STRATEGIES[2];
    /// `#[retry(exponential, jitter, budget)]`.
    pub const RETRY_WITH_BUDGET: Self = STRATEGIES[3];
    /// What Finagle, tower and linkerd do.
    pub const RETRY_WITH_FINAGLE: Self = STRATEGIES[4];

    const fn new(name: &'static str, policy: fn(Duration) -> Policy, guard: Guard) -> Self {
        Self { name, policy, guard }
    }

    /// The same policy, held back by something else.
    #[must_use]
    pub const fn with(self, guard: Guard) -> Self {
        Self { guard, ..self }
    }
}
