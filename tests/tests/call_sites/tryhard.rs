//! again, tryhard and retry: quilkin, astria, namada, rustup.

use std::io;
use std::time::Duration;

use retry_runtime::{Attempt, Event, Policy, Profile, Verdict, retry};

use super::{Error, Service, log, logged, millis, paused, pauses, seconds};

/// A game's statistics: poll every 500 ms, up to 60 times, until the demo of a match exists.
#[tokio::test(start_paused = true)]
async fn a_file_that_will_exist() {
    #[retry(fixed = 500ms, max_retries = 60, on = any)]
    async fn live_demo_exists(steam: &Service) -> Result<u32, Error> {
        steam.ask()
    }
    let steam = Service::failing(41, &Error::Status(404), 1);
    assert_eq!(live_demo_exists(&steam).await, Ok(1));
    assert_eq!(steam.calls(), 42);
}

/// astria: 1024 retries from 200 ms to 60 s, a hook that returns a future and logs attempt, wait and error, `wrap_err("… after 1024 attempts")`.
#[tokio::test(start_paused = true)]
async fn a_nonce_of_a_sequencer() {
    fn retrying(event: &Event<'_, String>) {
        log(format!("attempt {}, waiting {:?}", event.attempt(), event.delay().unwrap_or_default()));
    }
    #[retry(exponential(initial = 200ms, max = 60s), max_retries = 2, on = any, before_retry = retrying, fallback = |error, end| {
        Err(format!("failed getting the nonce after {} attempts: {error}", end.attempts()))
    })]
    async fn nonce(sequencer: &Service<u32, String>, address: &str) -> Result<u32, String> {
        sequencer.ask().map_err(|error| format!("{address}: {error}"))
    }
    let sequencer = Service::answering([Err("refused".to_owned())]);
    assert_eq!(nonce(&sequencer, "a").await, Err("failed getting the nonce after 3 attempts: a: refused".to_owned()));
    assert_eq!(logged(), ["attempt 1, waiting 200ms", "attempt 2, waiting 400ms"]);
}

/// namada's load test: one `RetryFutureConfig` goes as an argument through twenty helpers, each of which ends in `.ok()`.
#[tokio::test(start_paused = true)]
async fn a_configuration_that_goes_through_all_helpers() {
    #[retry(with = retries, name = "balance")]
    async fn balance(node: &Service, retries: Profile<Error>) -> Result<u32, Error> {
        node.ask()
    }
    #[retry(with = retries, name = "bond")]
    async fn bond(node: &Service, validator: &str, retries: Profile<Error>) -> Result<u32, Error> {
        node.ask().map(|amount| amount + u32::try_from(validator.len()).unwrap_or_default())
    }
    let retries = Profile::new(Policy::exponential(seconds(1)).max_delay(seconds(10)).max_retries(4))
        .on(Error::is_transient)
        .before_retry(|event| log(format!("retry {} of {}", event.attempt(), event.name())));
    assert_eq!(balance(&Service::failing(1, &Error::Timeout, 5), retries).await.ok(), Some(5));
    assert_eq!(bond(&Service::failing(9, &Error::Wrong, 5), "v", retries).await.ok(), None);
    assert_eq!(logged(), ["retry 1 of balance"]);
}

/// quilkin: a backoff strategy of its own, a function of attempt and error: a lost connection waits a second, everything else doubles.
#[tokio::test(start_paused = true)]
async fn a_wait_by_attempt_and_error() {
    const CAP: Duration = Duration::from_secs(30);
    fn strategy(error: &Error, attempt: Attempt) -> Verdict {
        match error {
            Error::Refused => Verdict::RetryAfter(seconds(1)),
            _ => Verdict::RetryAfter(millis(500).saturating_mul(1 << attempt.number().min(10)).min(CAP)),
        }
    }
    #[retry(fixed = 500ms, max_attempts = 20, on = |error| strategy(error, attempt), attempt = attempt)]
    async fn resources(management: &Service) -> Result<u32, Error> {
        management.ask()
    }
    let management = Service::answering([Err(Error::Timeout), Err(Error::Refused), Err(Error::Timeout), Ok(1)]);
    assert_eq!(resources(&management).await, Ok(1));
    assert_eq!(management.waits(), [1000, 1000, 4000]);
}

/// again: `again::retry_if(|| …, Error::is_status)`, with the default policy of that crate: 5 retries, from 1 s, doubling.
#[tokio::test(start_paused = true)]
async fn a_method_of_the_error_as_condition() {
    #[retry(exponential, max_retries = 5, on(Error::Status(_)))]
    async fn get(server: &Service) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::failing(5, &Error::Status(404), 1);
    assert_eq!(get(&server).await, Ok(1));
    assert_eq!(server.waits(), [1000, 2000, 4000, 8000, 16_000]);
}

/// rustup: `rename` while a virus scanner holds the file: Fibonacci from 20 ms with jitter, 10 retries, for "permission denied" only,
/// and a line for the user after the first failures.
#[test]
fn a_file_that_a_scanner_holds() {
    #[retry(fibonacci(initial = 20ms), jitter = full, max_retries = 10, on = |error| error.kind() == io::ErrorKind::PermissionDenied, sleep = paused, before_retry = |event| {
        if event.attempt() == 2 {
            log(format!("still waiting for {to}"));
        }
    })]
    fn rename(files: &Service<(), io::ErrorKind>, from: &str, to: &str) -> io::Result<()> {
        assert_ne!(from, to);
        Ok(files.ask()?)
    }
    let files = Service::failing(4, &io::ErrorKind::PermissionDenied, ());
    assert!(rename(&files, "a", "b").is_ok());
    assert!(pauses().iter().zip([20, 20, 40, 60]).all(|(wait, most)| *wait <= most));
    assert_eq!(logged(), ["still waiting for b"]);
    assert!(rename(&Service::failing(1, &io::ErrorKind::NotFound, ()), "a", "b").is_err());
}

/// rustup's download: `OperationResult::Retry(error)` for a broken archive, after the part that was loaded is removed.
#[test]
fn what_an_attempt_left_behind_is_removed() {
    #[retry(immediate, max_retries = 3, on(Error::Wrong), before_retry = |_| parts.clear())]
    fn component(server: &Service, parts: &mut Vec<u32>) -> Result<usize, Error> {
        for _ in 0..2 {
            parts.push(server.ask()?);
        }
        Ok(parts.len())
    }
    let server = Service::answering([Ok(1), Err(Error::Wrong), Ok(1), Ok(2)]);
    assert_eq!(component(&server, &mut vec![]), Ok(2));
}
