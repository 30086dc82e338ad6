//! Call sites of retry libraries in public code, written with this one. Each says in its comment what the original is: the shape of its policy,
//! what it retries, its hooks and its state. The names are ours.
//!
//! A blocking site waits with `sleep = paused`, which its original has not: tests do not wait.

mod backoff;
mod backon;
mod closures;
mod ends;
mod tenacity;
mod tokio_retry;
mod tower;
mod tryhard;
mod values;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::Event;
use tokio::time::Instant;

/// An error as clients have it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Error {
    Timeout,
    Refused,
    Busy(Option<Duration>),
    Status(u16),
    Wrong,
}

impl Error {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Timeout | Self::Refused | Self::Busy(_) | Self::Status(500..))
    }
}

/// A service that gives its answers in order, the last one again and again, and knows when it was asked.
struct Service<T = u32, E = Error> {
    answers: Vec<Result<T, E>>,
    asked: RefCell<Vec<Instant>>,
}

impl<T: Clone, E: Clone> Service<T, E> {
    fn answering(answers: impl Into<Vec<Result<T, E>>>) -> Self {
        Self { answers: answers.into(), asked: RefCell::default() }
    }

    /// Fails so often, then answers.
    fn failing(times: usize, error: &E, answer: T) -> Self {
        let mut answers = vec![Err(error.clone()); times];
        answers.push(Ok(answer));
        Self::answering(answers)
    }

    fn ask(&self) -> Result<T, E> {
        let mut asked = self.asked.borrow_mut();
        asked.push(Instant::now());
        self.answers[(asked.len() - 1).min(self.answers.len() - 1)].clone()
    }

    fn calls(&self) -> usize {
        self.asked.borrow().len()
    }

    /// The times between the attempts, in milliseconds of virtual time.
    fn waits(&self) -> Vec<u128> {
        self.asked.borrow().windows(2).map(|pair| (pair[1] - pair[0]).as_millis()).collect()
    }
}

thread_local! {
    static PAUSES: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static COUNTED: Cell<u32> = const { Cell::new(0) };
}

/// Waits in blocking functions: it only remembers.
fn paused(delay: Duration) {
    PAUSES.with_borrow_mut(|pauses| pauses.push(delay));
}

/// How long blocking functions waited, in milliseconds.
fn pauses() -> Vec<u128> {
    PAUSES.take().iter().map(Duration::as_millis).collect()
}

/// A log of a program.
fn log(line: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(line.into()));
}

fn logged() -> Vec<String> {
    LOG.take()
}

/// What most programs write before each wait.
fn before_sleep<E: std::fmt::Debug>(event: &Event<'_, E>) {
    log(format!("attempt {} failed: {:?}; again in {:?}", event.attempt(), event.error(), event.delay()));
}

/// A counter of metrics.
fn count() {
    COUNTED.set(COUNTED.get() + 1);
}

fn counted() -> u32 {
    COUNTED.take()
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
