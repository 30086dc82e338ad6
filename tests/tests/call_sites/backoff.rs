//! backoff, and helpers of that name: omicron, neon, kube, matrix, clients of Solana and of Neo4j.

use std::cell::RefCell;
use std::time::Duration;

use retry_runtime::{Attempts, Decision, Event, Failure, Jitter, Policy, Profile, Verdict, retry};

use super::{Error, Service, count, counted, log, logged, millis, paused, pauses, seconds};

/// omicron: 103 uses of `BackoffError::transient` and `permanent` under `retry_notify` with a policy for internal services; the
/// notification warns with the delay.
#[tokio::test(start_paused = true)]
async fn a_service_that_is_still_starting() {
    static INTERNAL: Profile<Failure<Error>> = Profile::new(
        Policy::exponential(millis(250)).jitter(Jitter::Share(0.5)).unlimited().max_elapsed(seconds(3600)),
    )
    .before_retry(|event| log(format!("{}: {:?}", event.name(), event.error().map(Failure::error))));

    #[retry(with = INTERNAL, name = "rack id")]
    async fn rack_id(gateway: &Service) -> Result<u32, Failure<Error>> {
        gateway.ask().map_err(|error| match error {
            Error::Wrong => Failure::permanent(error),
            error => Failure::transient(error),
        })
    }
    assert_eq!(rack_id(&Service::failing(2, &Error::Refused, 7)).await, Ok(7));
    assert_eq!(logged(), ["rack id: Some(Refused)"; 2]);
    assert_eq!(rack_id(&Service::failing(2, &Error::Wrong, 7)).await.map_err(Failure::into_inner), Err(Error::Wrong));
}

/// neon: 37 calls through one helper, generic over the error: what is permanent, a warn threshold, a number of retries, a description,
/// which some of them format. Here without the token that cancels them.
#[tokio::test(start_paused = true)]
async fn one_helper_for_all_remote_operations() {
    trait Permanent: std::fmt::Debug {
        fn is_permanent(&self) -> bool;
    }
    impl Permanent for Error {
        fn is_permanent(&self) -> bool {
            *self == Self::Wrong
        }
    }
    impl Permanent for u16 {
        fn is_permanent(&self) -> bool {
            *self < 500
        }
    }

    const WARN_THRESHOLD: u32 = 3;
    const fn remote<E: Permanent>() -> Profile<E> {
        let policy = Policy::exponential(millis(100)).max_delay(seconds(3)).max_retries(10);
        Profile::new(policy).on(|error: &E| !error.is_permanent()).before_retry(warn_in_the_end)
    }
    fn warn_in_the_end<E: Permanent>(event: &Event<'_, E>) {
        let level = if event.attempt() < WARN_THRESHOLD { "info" } else { "warn" };
        log(format!("{level}: {}: {:?}, attempt {}", event.name(), event.error(), event.attempt()));
    }

    #[retry(with = remote(), name = "delete mark")]
    async fn delete_mark(storage: &Service) -> Result<u32, Error> {
        storage.ask()
    }
    #[retry(with = remote(), name = "step down", max_retries = 4)]
    async fn step_down(peer: &Service<u32, u16>) -> Result<u32, u16> {
        peer.ask()
    }
    #[retry(with = remote(), name = (format!("upload of layer {layer}")))]
    async fn upload(storage: &Service, layer: u32) -> Result<u32, Error> {
        storage.ask()
    }

    assert_eq!(delete_mark(&Service::failing(3, &Error::Refused, 1)).await, Ok(1));
    let lines = [
        "info: delete mark: Some(Refused), attempt 1",
        "info: delete mark: Some(Refused), attempt 2",
        "warn: delete mark: Some(Refused), attempt 3",
    ];
    assert_eq!(logged(), lines);
    let peer = Service::failing(9, &503, 1);
    assert_eq!((step_down(&peer).await, peer.calls()), (Err(503), 5));
    assert_eq!(logged().len(), 4);
    assert_eq!(upload(&Service::failing(1, &Error::Refused, 1), 7).await, Ok(1));
    assert_eq!(logged(), ["info: upload of layer 7: Some(Refused), attempt 1"]);
}

/// Clients of Solana: `backoff::retry(ExponentialBackoff::default(), move || …)` in parallel threads, the chunk cloned in each attempt.
#[test]
fn a_chunk_that_each_attempt_sends() {
    #[retry(exponential(initial = 500ms, factor = 1.5), jitter = 0.5, max_attempts = unlimited, max_elapsed = 15m, on = any, clone(chunk), sleep = paused)]
    fn accounts(rpc: &Service, chunk: Vec<u32>) -> Result<Vec<u32>, Error> {
        rpc.ask()?;
        Ok(chunk)
    }
    assert_eq!(accounts(&Service::failing(2, &Error::Busy(None), 0), vec![1, 2]), Ok(vec![1, 2]));
    let pauses = pauses();
    assert!((250..=750).contains(&pauses[0]) && (375..=1125).contains(&pauses[1]), "{pauses:?}");
}

/// An agent's heartbeat: a struct literal of a policy, from 1 s to 60 s for 5 minutes, a warning in the closure, another error at the end.
#[tokio::test(start_paused = true)]
async fn an_error_that_says_that_it_was_retried() {
    #[retry(exponential(initial = 1s, max = 60s), max_attempts = unlimited, max_elapsed = 5m, on = any, fallback = |error, end| {
        Err(format!("heartbeat failed {} times in {:?}: {error}", end.attempts(), end.elapsed()))
    })]
    async fn heartbeat(client: &Service<u32, String>) -> Result<u32, String> {
        client.ask().inspect_err(|_| count())
    }
    let client = Service::answering([Err("refused".to_owned())]);
    assert_eq!(heartbeat(&client).await, Err("heartbeat failed 10 times in 243s: refused".to_owned()));
    assert_eq!(counted(), 10);
}

/// A tunnel: `select!` of the whole retry and a shutdown channel.
#[tokio::test(start_paused = true)]
async fn until_the_program_ends() {
    #[retry(exponential(initial = 1s, max = 60s), max_attempts = unlimited, max_elapsed = 1h, on = any)]
    async fn connect(server: &Service) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::failing(999, &Error::Refused, 0);
    let shutdown = tokio::time::sleep(seconds(10));
    let result = tokio::select! {
        result = connect(&server) => result.map_err(|error| format!("{error:?}")),
        () = shutdown => Err("shutdown".to_owned()),
    };
    assert_eq!((result, server.calls()), (Err("shutdown".to_owned()), 4));
}

/// A driver of Neo4j: the pool makes the policy, every attempt clones the query and puts the database into it.
#[tokio::test(start_paused = true)]
async fn a_policy_of_the_pool_and_a_query_of_the_caller() {
    struct Pool {
        server: Service,
        wait: Duration,
    }
    impl Pool {
        fn retries(&self) -> Profile<Error> {
            Profile::new(Policy::exponential(self.wait).max_retries(5)).on(Error::is_transient)
        }
    }
    #[retry(with = pool.retries())]
    async fn run(pool: &Pool, database: Option<&str>, mut query: Vec<String>) -> Result<Vec<String>, Error> {
        query.extend(database.map(str::to_owned));
        pool.server.ask()?;
        Ok(query)
    }
    let pool = Pool { server: Service::failing(2, &Error::Status(503), 0), wait: millis(1) };
    assert_eq!(run(&pool, Some("db"), vec!["RETURN 1".to_owned()]).await.unwrap(), ["RETURN 1", "db"]);
}

/// kube's watcher: a backoff in a stream, reset by every event, and an error is handed on, not the end.
#[tokio::test(start_paused = true)]
async fn a_watcher_that_waits_before_it_is_polled_again() {
    struct Watcher<'a> {
        api: &'a Service,
        attempts: Attempts<'static>,
        wait: Option<Duration>,
    }
    impl Watcher<'_> {
        async fn next(&mut self) -> Option<Result<u32, Error>> {
            if let Some(wait) = self.wait.take() {
                retry_runtime::sleep(wait).await;
                self.attempts.retrying();
            }
            let item = self.api.ask();
            if item.is_ok() {
                self.attempts.reset();
                return Some(item);
            }
            let now = retry_runtime::now();
            match self.attempts.failed(Verdict::Transient, now, &mut retry_runtime::rng()) {
                Decision::Retry { after } => self.wait = Some(after),
                Decision::Stop(_) => return None,
            }
            Some(item)
        }
    }
    let api = Service::answering([Err(Error::Refused), Err(Error::Refused), Ok(1), Err(Error::Refused), Ok(2)]);
    let policy = Policy::exponential(millis(800)).max_delay(seconds(30)).unlimited();
    let mut watcher = Watcher { api: &api, attempts: Attempts::start(&policy, retry_runtime::now()), wait: None };
    for _ in 0..5 {
        assert!(watcher.next().await.is_some());
    }
    assert_eq!(api.waits(), [800, 1600, 0, 800]);
}

/// matrix: the limit comes with each request's configuration, `retry_after` from the server's error, and the request is cloned.
#[tokio::test(start_paused = true)]
async fn a_limit_that_comes_with_the_request() {
    #[derive(Clone, Copy)]
    struct RequestConfig {
        retries: u32,
    }
    fn verdict(error: &Error) -> Verdict {
        match error {
            Error::Busy(Some(wait)) => Verdict::RetryAfter(*wait),
            error => error.is_transient().into(),
        }
    }
    #[retry(exponential(initial = 500ms), max_retries = (config.retries), on = verdict, clone(request))]
    async fn send(server: &Service, config: RequestConfig, request: String) -> Result<String, Error> {
        Ok(format!("{request} {}", server.ask()?))
    }
    let server = Service::answering([Err(Error::Busy(Some(seconds(2)))), Err(Error::Timeout), Ok(3)]);
    assert_eq!(send(&server, RequestConfig { retries: 2 }, "sync".to_owned()).await, Ok("sync 3".to_owned()));
    assert_eq!(server.waits(), [2000, 1000]);
    let server = Service::failing(9, &Error::Timeout, 0);
    assert!(send(&server, RequestConfig { retries: 1 }, String::new()).await.is_err());
    assert_eq!(server.calls(), 2);
}

/// A chat bot's database: migrations with `&mut` the connection, for at most half a second.
#[test]
fn a_connection_that_is_borrowed_mutably() {
    #[retry(exponential(initial = 50ms), max_attempts = unlimited, max_elapsed = 500ms, on(Error::Busy(_)), sleep = paused)]
    fn migrate(connection: &mut Vec<u32>, file: &Service) -> Result<usize, Error> {
        connection.push(file.ask()?);
        Ok(connection.len())
    }
    let mut connection = vec![1];
    assert_eq!(migrate(&mut connection, &Service::failing(3, &Error::Busy(None), 2)), Ok(2));
    assert_eq!(pauses(), [50, 100, 200]);
}

/// A relay: the notification counts failures by the error's kind and by the address, which is an argument.
#[tokio::test(start_paused = true)]
async fn a_counter_by_kind_and_address() {
    type Counters = RefCell<Vec<(&'static str, String)>>;
    fn kind(error: Option<&Error>) -> &'static str {
        match error {
            Some(Error::Timeout) => "timeout",
            _ => "other",
        }
    }
    #[retry(exponential(initial = 500ms), max_attempts = 5, on = any, before_retry = |event| {
        counters.borrow_mut().push((kind(event.error()), address.to_owned()));
    })]
    async fn dial(network: &Service, address: &str, counters: &Counters) -> Result<u32, Error> {
        network.ask()
    }
    let (network, counters) =
        (Service::answering([Err(Error::Timeout), Err(Error::Refused), Ok(1)]), Counters::default());
    assert_eq!(dial(&network, "/ip4/::1", &counters).await, Ok(1));
    assert_eq!(counters.into_inner(), ["timeout", "other"].map(|kind| (kind, "/ip4/::1".to_owned())));
}
