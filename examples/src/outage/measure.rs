//! What is counted, and what comes of it.

use std::ops::Range;
use std::time::Duration;

use super::{PATIENCE, RUN, SUSTAINED, Scenario, WATCHED};

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

    /// Its tenths of a second.
    pub(super) fn tenths(&self) -> Range<usize> {
        tenth(self.from)..tenth(self.to)
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
    /// Calls begun that end well, however late.
    pub saved: u32,
    /// Calls begun that end well within a second.
    pub prompt: u32,
}

/// The figures of a run. The words are explained in the [module](super).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Figures {
    /// Attempts per call while the disturbance lasted.
    pub amplification_during: f64,
    /// Attempts per call, over the time that is watched.
    pub amplification: f64,
    /// The busiest second from the disturbance on, as a multiple of the usual.
    pub peak: f64,
    /// The share of the calls begun during the disturbance that ended well.
    pub success_during: f64,
    /// The share of the watched calls that ended well.
    pub success: f64,
    /// 99 of 100 callers had waited no longer when their call was over.
    pub p99: Duration,
    /// When the service was back, after the end of the disturbance.
    pub recovery: Option<Duration>,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Measured {
    /// Its figures.
    pub figures: Figures,
    /// The whole run, in tenths of a second.
    pub tenths: Vec<Tenth>,
}

const PER_SECOND: usize = 10;

/// What the world writes down.
pub(super) struct Log {
    tenths: Vec<Tenth>,
    /// How long the callers waited who called while one watched.
    waits: Vec<Duration>,
}

impl Log {
    pub(super) fn new() -> Self {
        Self { tenths: vec![Tenth::default(); tenth(RUN)], waits: vec![] }
    }

    /// A user calls.
    pub(super) fn call(&mut self, now: Duration) {
        self.count(now, |tenth| &mut tenth.calls);
    }

    /// The server gets an attempt.
    pub(super) fn attempt(&mut self, now: Duration) {
        self.count(now, |tenth| &mut tenth.attempts);
    }

    /// A user has an answer, or an error.
    pub(super) fn over(&mut self, begun: Duration, now: Duration, well: bool) {
        let waited = now.saturating_sub(begun);
        if WATCHED.holds(begun) {
            self.waits.push(waited);
        }
        if well {
            self.count(now, |tenth| &mut tenth.answered);
            self.count(begun, |tenth| &mut tenth.saved);
        }
        if well && waited <= PATIENCE {
            self.count(begun, |tenth| &mut tenth.prompt);
        }
    }

    fn count(&mut self, moment: Duration, what: fn(&mut Tenth) -> &mut u32) {
        // Calls may end after the run.
        if let Some(tenth) = self.tenths.get_mut(tenth(moment)) {
            *what(tenth) += 1;
        }
    }

    pub(super) fn measured(mut self, scenario: &Scenario) -> Measured {
        let disturbance = scenario.disturbance;
        let [during, watched] = [disturbance, WATCHED].map(|span| &self.tenths[span.tenths()]);
        let calls = |tenths: &[Tenth]| sum(tenths, |tenth| tenth.calls);
        let attempts = |tenths: &[Tenth]| sum(tenths, |tenth| tenth.attempts);
        let saved = |tenths: &[Tenth]| sum(tenths, |tenth| tenth.saved);
        self.waits.sort_unstable();
        let figures = Figures {
            amplification_during: attempts(during) / calls(during),
            amplification: attempts(watched) / calls(watched),
            peak: self.peak(disturbance.from) / f64::from(scenario.calls_per_second),
            success_during: saved(during) / calls(during),
            success: saved(watched) / calls(watched),
            p99: self.waits.get(self.waits.len() * 99 / 100).copied().unwrap_or_default(),
            recovery: if scenario.ends() { self.recovery(disturbance.to) } else { None },
        };
        Measured { figures, tenths: self.tenths }
    }

    /// The most attempts in a second.
    fn peak(&self, from: Duration) -> f64 {
        let seconds = self.tenths[tenth(from)..].windows(PER_SECOND);
        seconds.map(|second| sum(second, |tenth| tenth.attempts)).fold(0.0, f64::max)
    }

    /// How long it takes from then on until the service is back and stays so.
    fn recovery(&self, end: Duration) -> Option<Duration> {
        let after = &self.tenths[tenth(end)..];
        let good: Vec<bool> = after
            .windows(PER_SECOND)
            .map(|second| 100.0 * sum(second, |tenth| tenth.prompt) >= 99.0 * sum(second, |tenth| tenth.calls))
            .collect();
        let sustained = tenth(SUSTAINED) - PER_SECOND + 1;
        let back = good.windows(sustained).position(|seconds| seconds.iter().all(|good| *good))?;
        Some(Duration::from_millis(100 * u64::try_from(back).ok()?))
    }
}

/// The tenth of a second that a moment belongs to.
fn tenth(moment: Duration) -> usize {
    usize::try_from(moment.as_millis() / 100).unwrap_or(usize::MAX)
}

fn sum(tenths: &[Tenth], what: fn(&Tenth) -> u32) -> f64 {
    f64::from(tenths.iter().map(what).sum::<u32>())
}
