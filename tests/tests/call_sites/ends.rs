//! How calls end: never, by a token, by a time: neon, Airflow, indexers, tunnels, consoles.

use std::cell::Cell;
use std::time::Duration;

use retry_runtime::{Policy, Profile, StopReason, TimedOut, retry};
use tokio::sync::watch;

use super::{Error, Service, before_sleep, log, logged, millis, paused, seconds};

/// An environment for learning: `wait_fixed(5), stop=stop_never` until the simulator is there.
#[tokio::test(start_paused = true)]
async fn without_end() {
    #[retry(fixed = 5s, max_attempts = forever, on = any)]
    async fn reset(simulator: &Service) -> Result<u32, Error> {
        simulator.ask()
    }
    let simulator = Service::failing(1000, &Error::Refused, 1);
    assert_eq!(reset(&simulator).await, Ok(1));
    assert_eq!(simulator.calls(), 1001);
}

/// Airflow's hook for Google: quota errors only, exponential up to 100 s, without end, above all methods of the hook.
#[tokio::test(start_paused = true)]
async fn without_end_in_all_methods() {
    static QUOTA: Profile<Error> = Profile::new(Policy::exponential(seconds(1)).max_delay(seconds(100)).unlimited())
        .on(|error| matches!(error, Error::Busy(_)))
        .before_retry(before_sleep);

    #[retry(with = QUOTA, max_attempts = forever)]
    async fn annotate(api: &Service) -> Result<u32, Error> {
        api.ask()
    }
    assert_eq!(annotate(&Service::failing(20, &Error::Busy(None), 3)).await, Ok(3));
    assert_eq!(logged().len(), 20);
}

/// As tokio-util has it.
struct Token(watch::Sender<bool>);

impl Token {
    fn after(time: Duration) -> Self {
        let (sender, _) = watch::channel(false);
        let later = sender.clone();
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            later.send_replace(true);
        });
        Self(sender)
    }

    async fn cancelled(&self) {
        let _ = self.0.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}

impl From<TimedOut> for Error {
    fn from(_: TimedOut) -> Self {
        Self::Timeout
    }
}

/// An indexer of namada: `FixedInterval::from_millis(5000).map(jitter)`, without end, while the program runs.
#[tokio::test(start_paused = true)]
async fn until_the_handle_says_so() {
    #[retry(fixed = 5s, jitter = full, max_attempts = forever, on = any, cancel = exit.cancelled())]
    async fn index(node: &Service, exit: &Token) -> Result<u32, Error> {
        node.ask()
    }
    let node = Service::failing(9999, &Error::Refused, 0);
    let begun = tokio::time::Instant::now();
    assert_eq!(index(&node, &Token::after(seconds(61))).await, Err(Error::Refused));
    assert_eq!(begun.elapsed(), seconds(61));
}

/// neon: 37 calls through one helper with a token: no wait outlives it, a running attempt ends by itself, the answer is "cancelled".
#[tokio::test(start_paused = true)]
async fn a_token_in_every_remote_operation() {
    #[derive(Debug, PartialEq)]
    enum RemoteError {
        Failed,
        Cancelled,
    }
    static REMOTE: Profile<RemoteError> =
        Profile::new(Policy::exponential(millis(100)).max_delay(seconds(3)).max_retries(10))
            .on(|error| *error == RemoteError::Failed);

    #[retry(with = REMOTE, name = "delete mark", cancel = cancel.cancelled(), fallback = |error, end| Err(match end.reason() {
        StopReason::Cancelled => RemoteError::Cancelled,
        _ => error,
    }))]
    async fn delete(storage: &Service, cancel: &Token) -> Result<u32, RemoteError> {
        tokio::time::sleep(seconds(1)).await;
        storage.ask().map_err(|_| RemoteError::Failed)
    }
    let storage = Service::failing(99, &Error::Refused, 0);
    let begun = tokio::time::Instant::now();
    assert_eq!(delete(&storage, &Token::after(millis(2500))).await, Err(RemoteError::Cancelled));
    assert_eq!((begun.elapsed(), storage.calls()), (millis(3300), 3));
}

/// tenacity's `sleep_using_event(event)` with `stop_when_event_set(event)`, in threads of agents.
#[test]
fn an_event_that_ends_the_wait() {
    struct Event(Cell<u32>);
    impl Event {
        fn wait(&self, delay: Duration) {
            paused(delay);
            self.0.set(self.0.get() + 1);
        }

        fn is_set(&self) -> bool {
            self.0.get() >= 3
        }
    }
    #[retry(fixed = 1m, max_attempts = unlimited, on = any, cancel = || stop.is_set(), sleep = |delay| stop.wait(delay))]
    fn report(server: &Service, stop: &Event) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::failing(99, &Error::Refused, 0);
    assert_eq!(report(&server, &Event(Cell::new(0))), Err(Error::Refused));
    assert_eq!(server.calls(), 3);
}

/// A tunnel: `select!` of the retry with a broadcast that says "shutdown", as one wrapper for all connections.
#[tokio::test(start_paused = true)]
async fn a_channel_that_says_shutdown() {
    #[retry(exponential(initial = 1s, max = 60s), max_attempts = forever, on = any, cancel = shutdown.cancelled(), before_retry = |_| log("again"))]
    async fn connect(server: &Service, shutdown: &Token) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::failing(99, &Error::Refused, 0);
    assert!(connect(&server, &Token::after(seconds(10))).await.is_err());
    assert_eq!((server.calls(), logged().len()), (4, 4));
}

/// A console for databases: `timeout(20 s, connect())` in each attempt, whose `Elapsed` becomes an error that is tried again.
#[tokio::test(start_paused = true)]
async fn an_attempt_that_hangs() {
    #[retry(exponential(initial = 100ms, max = 2s), jitter, max_retries = 3, attempt_timeout = 20s, on(Error::Refused))]
    async fn connect(database: &Service) -> Result<u32, Error> {
        match database.ask()? {
            0 => std::future::pending().await,
            answer => Ok(answer),
        }
    }
    let database = Service::answering([Ok(0), Err(Error::Refused), Ok(7)]);
    assert_eq!(connect(&database).await, Ok(7));
    assert!(database.waits()[0] >= 20_000);
}

/// A client with one time-out that is both: of each attempt, and of all of them together.
#[tokio::test(start_paused = true)]
async fn one_time_for_the_whole_call() {
    struct Client {
        timeout: Duration,
    }
    impl Client {
        #[retry(exponential(initial = 500ms), max_attempts = unlimited, deadline = (self.timeout), on = Error::is_transient)]
        async fn request(&self, server: &Service) -> Result<u32, Error> {
            tokio::time::sleep(seconds(3)).await;
            server.ask()
        }
    }
    let server = Service::failing(99, &Error::Status(503), 0);
    let begun = tokio::time::Instant::now();
    assert_eq!(Client { timeout: seconds(8) }.request(&server).await, Err(Error::Status(503)));
    assert_eq!((begun.elapsed(), server.calls()), (seconds(8), 2));
}
