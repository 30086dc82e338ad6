//! What is counted, and what comes of it.

use std::time::Duration;

use super::{CALLS_PER_SECOND, PATIENCE, RUN, Scenario};

/// How long the service must do well to have recovered.
pub const SUSTAINED: Duration = Duration::from_secs(10);

/// An interval of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "an interval is nothing else")]
pub struct Span {
    /// Its first moment.
    pub from: Duration,
    /// The first moment after it.
    pub to: Duration,
}

impl Span {
    pub(super) fn holds(&self, moment: Duration) -> bool {
        self.from <= moment && moment < self.to
    }

    pub(super) fn length(&self) -> Duration {
        self.to.saturating_sub(self.from)
    }
}

/// What is counted per tenth of a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tenth {
    /// Calls begun.
    pub calls: u32,
    /// Attempts sent to the server.
    pub attempts: u32,
    /// Calls that ended well.
    pub answered: u32,
    /// Calls begun that are answered well within a second.
    pub prompt: u32,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measured {
    /// Calls made by users.
    pub calls: usize,
    /// Calls that ended well.
    pub answered: usize,
    /// Attempts sent to the server.
    pub attempts: usize,
    /// Attempts per call while the disturbance lasted.
    pub amplification_during: f64,
    /// Attempts per call, over the whole run.
    pub amplification: f64,
    /// The busiest second from the disturbance on, as a multiple of the usual.
    pub peak: f64,
    /// The share of the calls begun during the disturbance that ended well.
    pub success_during: f64,
    /// The share of all calls that ended well.
    pub success: f64,
    /// 99 of 100 callers had waited no longer when their call was over.
    pub p99: Duration,
    /// When the service was back, after the end of the disturbance.
    pub recovery: Option<Duration>,
    /// The run, in tenths of a second.
    pub tenths: Vec<Tenth>,
}

const PER_SECOND: usize = 10;

/// What the world writes down.
#[derive(Default)]
pub(super) struct Log {
    calls: Vec<Duration>,
    attempts: Vec<Duration>,
    over: Vec<Over>,
}

/// A call that is over.
struct Over {
    begun: Duration,
    ended: Duration,
    well: bool,
}

impl Log {
    pub(super) fn call(&mut self, now: Duration) {
        self.calls.push(now);
    }

    pub(super) fn attempt(&mut self, now: Duration) {
        self.attempts.push(now);
    }

    pub(super) fn over(&mut self, begun: Duration, ended: Duration, well: bool) {
        self.over.push(Over { begun, ended, well });
    }

    pub(super) fn measured(&self, scenario: &Scenario) -> Measured {
        let disturbance = scenario.disturbance;
        let within = |moments: &[Duration]| moments.iter().filter(|moment| disturbance.holds(**moment)).count();
        let well = |during: bool| {
            self.over.iter().filter(|call| call.well && (!during || disturbance.holds(call.begun))).count()
        };
        let (calls, attempts, answered) = (self.calls.len(), self.attempts.len(), well(false));
        let mut waits: Vec<Duration> = self.over.iter().map(|call| call.ended.saturating_sub(call.begun)).collect();
        waits.sort_unstable();
        let tenths = self.tenths();
        Measured {
            calls,
            answered,
            attempts,
            amplification_during: share(within(&self.attempts), within(&self.calls)),
            amplification: share(attempts, calls),
            peak: peak(&tenths[tenth(disturbance.from)..]),
            success_during: share(well(true), within(&self.calls)),
            success: share(answered, calls),
            p99: waits.get(waits.len() * 99 / 100).copied().unwrap_or_default(),
            recovery: if scenario.ends() { recovery(&tenths, disturbance.to) } else { None },
            tenths,
        }
    }

    fn tenths(&self) -> Vec<Tenth> {
        let mut tenths = vec![Tenth::default(); tenth(RUN)];
        let mut count = |moment: Duration, what: fn(&mut Tenth) -> &mut u32| {
            if let Some(tenth) = tenths.get_mut(tenth(moment)) {
                *what(tenth) += 1;
            }
        };
        for moment in &self.calls {
            count(*moment, |tenth| &mut tenth.calls);
        }
        for moment in &self.attempts {
            count(*moment, |tenth| &mut tenth.attempts);
        }
        for call in self.over.iter().filter(|call| call.well) {
            count(call.ended, |tenth| &mut tenth.answered);
            if call.ended.saturating_sub(call.begun) <= PATIENCE {
                count(call.begun, |tenth| &mut tenth.prompt);
            }
        }
        tenths
    }
}

/// The tenth of a second that a moment belongs to.
fn tenth(moment: Duration) -> usize {
    usize::try_from(moment.as_millis() / 100).unwrap_or(usize::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "counts of a simulation")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn peak(tenths: &[Tenth]) -> f64 {
    let seconds = tenths.windows(PER_SECOND).map(|second| second.iter().map(|tenth| tenth.attempts).sum::<u32>());
    f64::from(seconds.max().unwrap_or(0)) / f64::from(CALLS_PER_SECOND)
}

/// See the words of the tables in the [module](super).
fn recovery(tenths: &[Tenth], end: Duration) -> Option<Duration> {
    let first = tenth(end + Duration::from_millis(99));
    let after = tenths.get(first..)?;
    let good: Vec<bool> = after
        .windows(PER_SECOND)
        .map(|second| {
            let (calls, prompt) =
                second.iter().fold((0, 0), |(calls, prompt), tenth| (calls + tenth.calls, prompt + tenth.prompt));
            100 * prompt >= 99 * calls
        })
        .collect();
    let back = good
        .windows(tenth(SUSTAINED.saturating_sub(Duration::from_secs(1))) + 1)
        .position(|seconds| seconds.iter().all(|s| *s))?;
    Some(Duration::from_millis(100 * u64::try_from(first + back).ok()?).saturating_sub(end))
}
