//! `Failure`: an error whose place says what it means.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use retry_runtime::{Attempts, Classify, Event, Failure, Policy, Retry, Verdict, retry};

const SECOND: Duration = Duration::from_secs(1);

/// What the n-th attempt says.
fn said(attempt: u32) -> Failure<u32> {
    match attempt {
        1 => Failure::transient(attempt),
        2 => Failure::after(7 * SECOND, attempt),
        3 => Failure::after(None, attempt),
        _ => Failure::permanent(attempt),
    }
}

const WAITS: [Duration; 3] = [SECOND, Duration::from_secs(7), SECOND];

#[retry(fixed = 1s, max_attempts = 9, max_retry_after = 10s, attempt = attempt, sleep = |delay| waits.push(delay))]
fn blocking(waits: &mut Vec<Duration>) -> Result<(), Failure<u32>> {
    Err(said(attempt.number()))
}

#[retry(fixed = 1s, max_attempts = 9, max_retry_after = 10s, attempt = attempt, sleep = |delay| { waits.push(delay); async {} })]
async fn awaiting(waits: &mut Vec<Duration>) -> Result<(), Failure<u32>> {
    Err(said(attempt.number()))
}

#[tokio::test]
async fn what_is_said_counts_in_annotated_functions() {
    let mut waits = Vec::new();
    assert_eq!(blocking(&mut waits), Err(Failure::permanent(4)));
    assert_eq!(waits, WAITS);
    waits.clear();
    assert_eq!(awaiting(&mut waits).await.map_err(Failure::into_inner), Err(4));
    assert_eq!(waits, WAITS);
}

#[test]
fn and_for_closures() {
    let (mut waits, mut calls) = (Vec::new(), 0);
    let retry = Retry::new(Policy::fixed(SECOND).max_attempts(9).max_retry_after(10 * SECOND));
    let result: Result<(), _> = retry.call_with(
        |delay| waits.push(delay),
        || {
            calls += 1;
            Err(said(calls))
        },
    );
    assert_eq!((result, waits), (Err(Failure::permanent(4)), WAITS.to_vec()));
}

#[test]
fn and_by_hand() {
    let mut attempts = Attempts::start(&Policy::fixed(SECOND), Duration::ZERO);
    let decision = attempts.failed(said(4).classify(), Duration::ZERO, &mut retry_runtime::rng());
    assert_eq!(decision, retry_runtime::Decision::Stop(retry_runtime::StopReason::Permanent));
}

#[test]
fn hooks_see_the_error_and_what_it_means() {
    let log = |event: &Event<'_, Failure<u32>>| {
        let failure = event.error().unwrap();
        assert_eq!(event.verdict(), Some(failure.verdict()));
        assert_eq!(*failure.error(), event.attempt());
    };
    #[retry(immediate, max_attempts = 9, max_retry_after = 10s, attempt = attempt, before_retry = log, on_give_up = log, sleep = |_| ())]
    fn fails(log: impl Fn(&Event<'_, Failure<u32>>)) -> Result<(), Failure<u32>> {
        Err(said(attempt.number()))
    }
    fails(log).unwrap_err();
}

/// The place knows better than the type.
#[test]
fn what_the_error_says_itself_does_not_count() {
    let refused = || Error::from(ErrorKind::ConnectionRefused);
    assert_eq!(refused().classify(), Verdict::Transient);
    assert_eq!(Failure::permanent(refused()).classify(), Verdict::Permanent);
    assert_eq!(Failure::transient(Error::from(ErrorKind::NotFound)).classify(), Verdict::Transient);
    assert_eq!(Failure::transient(refused()).map(drop).classify(), Verdict::Transient);
}

/// Failed while it did something.
#[derive(Debug)]
struct While(&'static str, Error);

impl std::fmt::Display for While {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for While {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.1)
    }
}

#[test]
fn a_chain_shows_the_error_once() {
    fn chain(error: &dyn std::error::Error) -> Vec<String> {
        let rest = error.source().map(chain).unwrap_or_default();
        [vec![error.to_string()], rest].concat()
    }
    let plain = || While("loading the order", Error::other("the disk is gone"));
    assert_eq!(chain(&plain()), ["loading the order", "the disk is gone"]);
    assert_eq!(chain(&Failure::permanent(plain())), chain(&plain()));
    assert_eq!(chain(&Failure::permanent(Failure::transient(plain()))), chain(&plain()));
}

#[test]
fn it_is_what_the_error_is() {
    fn sent<T: Clone + Copy + std::hash::Hash + Eq + Send + Sync + 'static>(_: T) {}
    sent(Failure::transient(1));
    assert_ne!(Failure::transient(1), Failure::permanent(1));
    assert_ne!(Failure::transient(1), Failure::transient(2));
    assert_eq!(format!("{:>5}", Failure::transient("a")), "    a", "also its width");
    assert_eq!(format!("{:?}", Failure::transient("a")), "Failure { error: \"a\", verdict: Transient }");
    let boxed: Box<dyn std::error::Error + Send + Sync> = Failure::transient(Error::from(ErrorKind::TimedOut)).into();
    assert_eq!(boxed.classify(), Verdict::Permanent, "out of reach, and nothing is retried by accident");
}
