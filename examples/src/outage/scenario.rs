//! What goes wrong, and when.

use std::time::Duration;

use super::{CALLS_PER_SECOND, HEALTHY, PROCESSES, RUN, Span, WORKERS};

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
    /// What happens.
    pub title: &'static str,
    /// What the table shows, in a sentence.
    pub lesson: &'static str,
    /// When something is wrong.
    pub disturbance: Span,
    /// What is wrong.
    pub trouble: Trouble,
    /// Calls of all users per second.
    pub calls_per_second: u32,
    /// Processes of each layer.
    pub processes: usize,
    /// Layers of clients that each retry. The innermost one talks to the server.
    pub layers: usize,
    /// The first delay of every strategy.
    pub initial: Duration,
}

/// All of them, the [`FEW`](Scenario::FEW) first: a row each.
pub const SCENARIOS: [Scenario; 14] = [
    Scenario::OUTAGE,
    Scenario::OUTAGE.with_processes(1).told("The same from 1 process",
        "One budget does what twenty do; Finagle's ten free retries per second are few here, so that it recovers, too, but later.",
    ),
    Scenario::OUTAGE.with_processes(200).told("The same from 200 processes",
        "Two hundred budgets do what twenty do; Finagle's ten free retries per second, times two hundred, are no limit at all.",
    ),
    Scenario::OUTAGE.with_processes(2000).told("The same from 2,000 processes",
        "Each budget holds three tokens, more than four seconds of its traffic: all together they delay the recovery a little.",
    ),
    Scenario::OUTAGE_WHEN_BUSY,
    Scenario::THREE_LAYERS,
    Scenario::REFUSED_SHORTLY,
    Scenario::new(
        "Connections refused for 20 s",
        "Too long for four attempts: retries save few calls, and those that still wait bring the returning server down; with a budget none are left.",
        20_000,
        Trouble::Refused,
    ),
    Scenario::BROWN_OUT,
    Scenario::FEW_ERRORS,
    Scenario::HERD,
    // Behind `--all`:
    Scenario::REFUSED_SHORTLY.with_processes(1).told("Connections refused for 3 s, 1 process", SAVES),
    Scenario::REFUSED_SHORTLY.with_processes(200).told("Connections refused for 3 s, 200 processes", SAVES),
    Scenario::REFUSED_SHORTLY.with_processes(2000).told("Connections refused for 3 s, 2,000 processes", SAVES),
];

const SAVES: &str = "With `jitter` and a budget most calls are saved in a fleet of any size; many other delays spend the tokens too early.";

impl Scenario {
    /// Those that tell the story.
    pub const FEW: &[Self] = SCENARIOS.split_at(11).0;

    /// The classic one, which is also the picture.
    pub const OUTAGE: Self = Self::new(
        "Capacity at 30 % for 20 s",
        "Retries keep the server busy with attempts that have timed out, and it is never back; with a budget, as soon as without.",
        20_000,
        Trouble::Workers(WORKERS * 3 / 10),
    );
    /// The same where the server has little to spare: 643 of its 714 attempts per second.
    pub const OUTAGE_WHEN_BUSY: Self = Self {
        title: "The same where 90 % of the capacity is in use",
        lesson: "The less there is to spare, the longer the queue takes to drain; a budget adds almost nothing to that.",
        calls_per_second: 643,
        ..Self::OUTAGE
    };
    /// The same where each of three layers retries.
    pub const THREE_LAYERS: Self = Self {
        title: "The same with three layers that each retry (first delay 100 ms)",
        lesson: "Layers multiply, up to 4 x 4 x 4 attempts for a call; where each has a budget, they add a little.",
        layers: 3,
        initial: Duration::from_millis(100),
        ..Self::OUTAGE
    };
    /// What retries are made for.
    pub const REFUSED_SHORTLY: Self = Self::new(
        "Connections refused for 3 s",
        "What retries are made for: they save most calls, but without a budget some runs never recover from them.",
        3_000,
        Trouble::Refused,
    );
    /// Half broken.
    pub const BROWN_OUT: Self = Self::new(
        "Half of the answers are errors for 20 s",
        "With a budget, retries save some calls; without one they overload the server, and fewer calls succeed than without retries.",
        20_000,
        Trouble::Errors(0.5),
    );
    /// An ordinary day.
    pub const FEW_ERRORS: Self = Self {
        disturbance: Span { from: Duration::ZERO, to: RUN },
        ..Self::new(
            "5 % of the answers are errors, all the time",
            "An ordinary day: retries make nearly all calls succeed, and the budget does not stand in their way.",
            0,
            Trouble::Errors(0.05),
        )
    };
    /// Where a budget costs something.
    pub const HERD: Self = Self::new(
        "A herd: 2,000 calls more within 100 ms",
        "Here a budget costs something: its savings go into a queue that is too long already. Without retries it is back \
         sooner; without a budget, never.",
        100,
        Trouble::Herd(2000),
    );

    const fn new(title: &'static str, lesson: &'static str, millis: u64, trouble: Trouble) -> Self {
        let disturbance = Span { from: HEALTHY, to: HEALTHY.saturating_add(Duration::from_millis(millis)) };
        Self {
            title,
            lesson,
            disturbance,
            trouble,
            calls_per_second: CALLS_PER_SECOND,
            processes: PROCESSES,
            layers: 1,
            initial: Duration::from_secs(1),
        }
    }

    /// The same calls, made by that many processes.
    #[must_use]
    pub const fn with_processes(self, processes: usize) -> Self {
        Self { processes, ..self }
    }

    const fn told(self, title: &'static str, lesson: &'static str) -> Self {
        Self { title, lesson, ..self }
    }

    /// Whether the world is in order in the end, so that one can recover.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.disturbance.to < RUN
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

    /// Calls per second at that time, the herd's included.
    pub(super) fn calls_per_second(&self, now: Duration) -> f64 {
        let herd = match self.trouble {
            Trouble::Herd(calls) if self.disturbance.holds(now) => {
                f64::from(calls) / self.disturbance.length().as_secs_f64()
            }
            _ => 0.0,
        };
        f64::from(self.calls_per_second) + herd
    }
}
