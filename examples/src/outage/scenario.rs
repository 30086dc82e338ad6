//! What goes wrong, and when.

use std::time::Duration;

use super::{CALLS_PER_SECOND, Span, WORKERS};

/// What is wrong while the disturbance lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Trouble {
    /// Only that many workers are left.
    Workers(u32),
    /// Connections are refused, at once.
    Refused,
    /// That share of the answers is an error, after the usual work.
    Errors(f64),
    /// That many calls more than usual, evenly spread.
    Herd(u32),
}

/// One experiment.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Scenario {
    /// What the table says.
    pub title: &'static str,
    /// When something is wrong.
    pub disturbance: Span,
    /// What is wrong.
    pub trouble: Trouble,
    /// Layers of clients that each retry. The innermost one talks to the server.
    pub layers: usize,
    /// The first delay of every strategy.
    pub initial: Duration,
}

/// All of them, the classic one first.
pub const SCENARIOS: [Scenario; 7] = [
    Scenario::new("capacity falls to 30 % for 20 s", 20_000, Trouble::Workers(WORKERS * 3 / 10)),
    Scenario::new("connections refused for 3 s", 3_000, Trouble::Refused),
    Scenario::new("connections refused for 20 s", 20_000, Trouble::Refused),
    Scenario::new("half of the answers are errors for 20 s", 20_000, Trouble::Errors(0.5)),
    Scenario {
        disturbance: Span { from: Duration::ZERO, to: super::RUN },
        ..Scenario::new("5 % of the answers are errors, all the time", 0, Trouble::Errors(0.05))
    },
    Scenario {
        layers: 3,
        initial: Duration::from_millis(100),
        ..Scenario::new(
            "three layers that each retry (first delay 100 ms); capacity falls to 30 % for 20 s",
            20_000,
            Trouble::Workers(WORKERS * 3 / 10),
        )
    },
    Scenario::new("a herd: 2,000 calls more within 50 ms", 50, Trouble::Herd(2000)),
];

impl Scenario {
    const fn new(title: &'static str, millis: u64, trouble: Trouble) -> Self {
        let from = Duration::from_secs(30);
        let to = Duration::from_millis(30_000 + millis);
        Self { title, disturbance: Span { from, to }, trouble, layers: 1, initial: Duration::from_secs(1) }
    }

    /// Whether the world is in order in the end, so that one can recover.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.disturbance.to < super::RUN
    }

    /// Workers at that time.
    #[must_use]
    pub fn workers(&self, now: Duration) -> u32 {
        match self.trouble {
            Trouble::Workers(left) if self.disturbance.holds(now) => left,
            _ => WORKERS,
        }
    }

    pub(super) fn refuses(&self, now: Duration) -> bool {
        self.trouble == Trouble::Refused && self.disturbance.holds(now)
    }

    pub(super) fn error_share(&self, now: Duration) -> f64 {
        match self.trouble {
            Trouble::Errors(share) if self.disturbance.holds(now) => share,
            _ => 0.0,
        }
    }

    pub(super) fn calls_per_second(&self, now: Duration) -> f64 {
        let herd = match self.trouble {
            Trouble::Herd(calls) if self.disturbance.holds(now) => {
                f64::from(calls) / self.disturbance.length().as_secs_f64()
            }
            _ => 0.0,
        };
        f64::from(CALLS_PER_SECOND) + herd
    }
}
