//! The same scripted operation through `Attempts`, `Retry::call`, `Retry::call_async` and the attribute, on virtual time.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rand::TryRng;
use retry_runtime::{Attempts, Decision, Event, Policy, Retry, Verdict, now, retry};

use crate::thread_clock;

/// What an attempt of the script does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(pub Verdict);

/// A call: its policy, how long each attempt takes, and what attempt `n` (from 1) returns.
#[derive(Clone, Copy)]
pub struct Script {
    pub policy: Policy,
    pub attempt_takes: Duration,
    pub answers: fn(u32) -> Result<(), Failure>,
}

/// What happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    pub calls: u32,
    pub sleeps: Vec<Duration>,
    /// What `before_retry` was told: attempt and delay. Empty for `Attempts`, which has no hooks.
    pub announced: Vec<(u32, Duration)>,
    pub succeeded: bool,
    pub took: Duration,
}

/// A generator whose draws are all the same: `share` of the way from the low end of every range to the high end.
#[derive(Clone, Copy, Debug)]
pub struct Forced(pub u64);

impl Forced {
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn share(share: f64) -> Self {
        // 2⁶⁴; the cast saturates at 1.
        Self((share * 18_446_744_073_709_551_616.0) as u64)
    }
}

impl TryRng for Forced {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.0 >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0.to_le_bytes()[7]);
        Ok(())
    }
}

/// Lets virtual time pass on both clocks without awaiting: for code that blocks.
pub fn pass(time: Duration) {
    thread_clock::advance(time);
    // The first poll moves the clock, the rest only lets other tasks run.
    let poll = pin!(tokio::time::advance(time)).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(poll, Poll::Ready(()) | Poll::Pending));
}

impl Script {
    /// Through `Attempts`, with time and draws passed in.
    #[must_use]
    pub fn through_attempts(&self, mut rng: Forced) -> Trace {
        let mut trace = Trace::default();
        let mut attempts = Attempts::start(&self.policy, trace.took);
        loop {
            trace.calls += 1;
            trace.took += self.attempt_takes;
            let Err(Failure(verdict)) = (self.answers)(trace.calls) else {
                attempts.succeeded();
                trace.succeeded = true;
                return trace;
            };
            match attempts.failed(verdict, trace.took, &mut rng) {
                Decision::Retry { after } => {
                    trace.sleeps.push(after);
                    trace.took += after;
                }
                Decision::Stop(_) => return trace,
            }
            attempts.retrying();
        }
    }

    /// Through `Retry::call_with`, whose sleeper moves the virtual clock. Needs a paused runtime.
    #[must_use]
    pub fn through_retry_call(&self) -> Trace {
        thread_clock::stop();
        let trace = RefCell::new(Trace::default());
        let start = now();
        let answer = Retry::new(self.policy)
            .on(|failure: &Failure| failure.0)
            .before_retry(|event: &Event<'_, Failure>| announce(&trace, event))
            .call_with(|delay| slept(&trace, delay), || self.attempt(&trace));
        self.finish(trace, answer, start)
    }

    /// Through `Retry::call_async`, on tokio's paused clock.
    pub async fn through_retry_call_async(&self) -> Trace {
        let trace = RefCell::new(Trace::default());
        let start = now();
        let ended = RefCell::new(None);
        let answer = Retry::new(self.policy)
            .on(|failure: &Failure| failure.0)
            .before_retry(|event: &Event<'_, Failure>| announce(&trace, event))
            .call_async(|| async { self.attempt_between(&trace, &ended) })
            .await;
        self.finish(trace, answer, start)
    }

    /// Through the attribute on a blocking function.
    #[must_use]
    pub fn through_attribute(&self) -> Trace {
        thread_clock::stop();
        let trace = RefCell::new(Trace::default());
        let start = now();
        let answer = blocking(self, &trace);
        self.finish(trace, answer, start)
    }

    /// Through the attribute on an async function.
    pub async fn through_attribute_async(&self) -> Trace {
        let trace = RefCell::new(Trace::default());
        let start = now();
        let answer = awaiting(self, &trace, &RefCell::new(None)).await;
        self.finish(trace, answer, start)
    }

    /// Through all of them; they must agree.
    pub async fn through_all(&self) -> Trace {
        let trace = self.through_retry_call();
        assert_eq!(trace.announced.iter().map(|(_, delay)| *delay).collect::<Vec<_>>(), trace.sleeps);
        assert_eq!(self.through_attribute(), trace, "the attribute, blocking, against Retry::call");
        assert_on_time(self.through_retry_call_async().await, &trace, "Retry::call_async");
        assert_on_time(self.through_attribute_async().await, &trace, "the attribute, async");
        let sans_io = Trace { announced: trace.announced.clone(), ..self.through_attempts(Forced(0)) };
        assert_eq!(sans_io, trace, "Attempts against Retry::call");
        trace
    }

    fn attempt(&self, trace: &RefCell<Trace>) -> Result<(), Failure> {
        trace.borrow_mut().calls += 1;
        pass(self.attempt_takes);
        let calls = trace.borrow().calls;
        (self.answers)(calls)
    }

    /// An attempt that finds out for itself how long the wait before it was.
    fn attempt_between(&self, trace: &RefCell<Trace>, ended: &RefCell<Option<Duration>>) -> Result<(), Failure> {
        if let Some(ended) = ended.take() {
            trace.borrow_mut().sleeps.push(now() - ended);
        }
        let answer = self.attempt(trace);
        ended.replace(Some(now()));
        answer
    }

    fn finish(&self, trace: RefCell<Trace>, answer: Result<(), Failure>, start: Duration) -> Trace {
        let calls = trace.borrow().calls;
        assert_eq!(answer, (self.answers)(calls), "the last outcome, unchanged");
        Trace { succeeded: answer.is_ok(), took: now() - start, ..trace.into_inner() }
    }
}

/// Equal but for tokio's timer, which counts in milliseconds and rounds up where a wait begins and where it ends.
fn assert_on_time(measured: Trace, exact: &Trace, front_end: &str) {
    assert_eq!(measured.sleeps.len(), exact.sleeps.len(), "{front_end}");
    for (sleep, exact) in measured.sleeps.iter().zip(&exact.sleeps) {
        let late = sleep.checked_sub(*exact).unwrap_or_else(|| panic!("{front_end}: {sleep:?} instead of {exact:?}"));
        assert!(late < Duration::from_millis(2), "{front_end}: {sleep:?} instead of {exact:?}");
    }
    let (sleeps, took) = (exact.sleeps.clone(), exact.took);
    assert_eq!(Trace { sleeps, took, ..measured }, *exact, "{front_end}");
}

fn announce(trace: &RefCell<Trace>, event: &Event<'_, Failure>) {
    let delay = event.delay().expect("a retry is announced with its delay");
    trace.borrow_mut().announced.push((event.attempt(), delay));
}

fn slept(trace: &RefCell<Trace>, delay: Duration) {
    trace.borrow_mut().sleeps.push(delay);
    pass(delay);
}

#[retry(policy = script.policy, on = |failure| failure.0, before_retry = |event| announce(trace, event),
    sleep = |delay| slept(trace, delay))]
fn blocking(script: &Script, trace: &RefCell<Trace>) -> Result<(), Failure> {
    script.attempt(trace)
}

#[retry(policy = script.policy, on = |failure| failure.0, before_retry = |event| announce(trace, event))]
async fn awaiting(script: &Script, trace: &RefCell<Trace>, ended: &RefCell<Option<Duration>>) -> Result<(), Failure> {
    script.attempt_between(trace, ended)
}
