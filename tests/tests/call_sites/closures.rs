//! Closures that borrow mutably, and what is asked after the end: statistics of tenacity, `tries` of loops.

use retry_runtime::{Policy, Profile, Retry, StopReason};

use super::{Error, Service, millis, seconds};

static DB: Profile<Error> = Profile::new(Policy::exponential(millis(100)).max_retries(3)).on(Error::is_transient);

/// backon in an agent: `(|| async { client.connect().await }).retry(…)`, with a client that is borrowed mutably.
#[tokio::test(start_paused = true)]
async fn a_client_that_is_borrowed_mutably() {
    struct Client {
        connects: u32,
    }
    impl Client {
        async fn connect(&mut self, daemon: &Service) -> Result<u32, Error> {
            self.connects += 1;
            tokio::task::yield_now().await;
            daemon.ask()
        }
    }
    let (mut client, daemon) = (Client { connects: 0 }, Service::failing(2, &Error::Refused, 1));
    assert_eq!(DB.to_retry().call_async_mut(async || client.connect(&daemon).await).await, Ok(1));
    assert_eq!(client.connects, 3);
}

/// tenacity's `function.statistics["attempt_number"]`, `["idle_for"]`, read by tests and metrics after the call.
#[tokio::test(start_paused = true)]
async fn how_often_and_how_long() {
    let server = Service::failing(2, &Error::Timeout, 5);
    let report = Retry::new(Policy::fixed(seconds(1)).max_attempts(3))
        .on(Error::is_transient)
        .call_report_async(async || server.ask())
        .await;
    assert_eq!((report.result, report.attempts, report.waited), (Ok(5), 3, seconds(2)));
    assert_eq!(report.reason, None);
}

/// `except RetryError as error: error.last_attempt.attempt_number`, in the handler of a task queue.
#[test]
fn the_reason_of_the_end() {
    let server = Service::failing(9, &Error::Timeout, 5);
    let report = Retry::new(Policy::immediate().max_attempts(3)).on(Error::is_transient).call_report(|| server.ask());
    assert_eq!((report.result, report.reason), (Err(Error::Timeout), Some(StopReason::MaxAttempts)));
}
