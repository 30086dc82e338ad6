//! tenacity: `OpenStack`, Airflow, Canonical's operators, clients of language models.

use std::collections::VecDeque;

use retry_runtime::{Policy, Profile, Retry, retry};

use super::{Error, Service, before_sleep, log, logged, millis, paused, pauses, seconds};

/// The database operators' tests: a block of assertions until it holds, every 10 s for 15 minutes, the last error as it is.
#[tokio::test(start_paused = true)]
async fn assertions_that_hold_in_the_end() {
    #[retry(fixed = 10s, max_attempts = unlimited, max_elapsed = 15m, on = any)]
    async fn credentials(unit: &Service<&'static str>) -> Result<&'static str, String> {
        let name = unit.ask().map_err(|error| format!("{error:?}"))?;
        if name.is_empty() { Err("name is empty".to_owned()) } else { Ok(name) }
    }
    let unit = Service::answering([Err(Error::Refused), Ok(""), Ok("admin")]);
    assert_eq!(credentials(&unit).await, Ok("admin"));
    let never = Service::answering([Ok("")]);
    assert_eq!(credentials(&never).await, Err("name is empty".to_owned()));
    assert_eq!(never.calls(), 91);
}

/// The functional tests of `OpenStack`: 10 attempts, doubling between 2 s and 60 s, until the status is one of those wanted.
#[tokio::test(start_paused = true)]
async fn a_url_that_answers_in_the_end() {
    #[retry(exponential(initial = 2s, max = 60s), max_attempts = 10, on_result = |status| !wanted.contains(status))]
    async fn wait_for_url(service: &Service<u16>, wanted: &[u16]) -> u16 {
        service.ask().unwrap_or(0)
    }
    let service = Service::answering([Err(Error::Refused), Ok(503), Ok(200)]);
    assert_eq!(wait_for_url(&service, &[200, 300]).await, 200);
    assert_eq!(service.waits(), [2000, 4000]);
}

/// Clients of language models: any error, 3 attempts, between 4 s and 10 s, a line in the log before each wait.
#[tokio::test(start_paused = true)]
async fn a_line_before_each_wait() {
    #[retry(exponential(initial = 4s, max = 10s), max_attempts = 3, on = any, before_retry = before_sleep)]
    async fn complete(model: &Service) -> Result<u32, Error> {
        model.ask()
    }
    let model = Service::failing(9, &Error::Status(400), 0);
    assert_eq!(complete(&model).await, Err(Error::Status(400)));
    assert_eq!(model.waits(), [4000, 8000]);
    assert_eq!(logged()[1], "attempt 2 failed: Some(Status(400)); again in Some(8s)");
}

/// A cookbook for language models: `wait_random_exponential(min=1, max=60)`, 6 attempts. Google's deployment manager has it with 10.
#[tokio::test(start_paused = true)]
async fn a_random_wait_that_doubles() {
    #[retry(exponential(initial = 1s, max = 60s), jitter = full, max_attempts = 6, on = Error::is_transient)]
    async fn embed(model: &Service) -> Result<u32, Error> {
        model.ask()
    }
    let model = Service::failing(4, &Error::Status(529), 7);
    assert_eq!(embed(&model).await, Ok(7));
    assert!(model.waits().iter().zip([1000, 2000, 4000, 8000]).all(|(wait, most)| *wait <= most));
}

/// A distributor's uploads: two kinds of errors joined by "or", 3 attempts, no wait at all.
#[test]
fn two_kinds_of_errors() {
    #[retry(immediate, max_attempts = 3, on(Error::Refused | Error::Timeout))]
    fn upload(server: &Service) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::answering([Err(Error::Refused), Err(Error::Timeout), Ok(1)]);
    assert_eq!(upload(&server), Ok(1));
    let server = Service::answering([Err(Error::Busy(None))]);
    assert_eq!((upload(&server), server.calls()), (Err(Error::Busy(None)), 1));
}

#[derive(Clone, Debug, PartialEq)]
enum Job {
    Running,
    Passed,
    TimedOut,
}

/// Machine-learning operators: ask for a job's status every 10 s until it is final; `RetryError` is caught and means "timed out".
#[tokio::test(start_paused = true)]
async fn a_state_that_is_final() {
    #[retry(fixed = 10s, max_attempts = unlimited, max_elapsed = 10m, on_result = |job| *job == Job::Running, fallback = |_, _| Job::TimedOut)]
    async fn outcome(cluster: &Service<Job>) -> Job {
        cluster.ask().unwrap_or(Job::Running)
    }
    assert_eq!(
        outcome(&Service::answering([Ok(Job::Running), Err(Error::Timeout), Ok(Job::Passed)])).await,
        Job::Passed
    );
    assert_eq!(outcome(&Service::answering([Ok(Job::Running)])).await, Job::TimedOut);
}

/// A pool of proxies: every 30 s for 5 minutes; the hook logs and fills the queue again from which the attempt takes.
#[tokio::test(start_paused = true)]
async fn a_hook_that_changes_an_argument() {
    #[retry(fixed = 30s, max_attempts = unlimited, max_elapsed = 5m, on = any, before_retry = |event| {
        before_sleep(event);
        queue.extend(pool);
    })]
    async fn working_proxy(queue: &mut VecDeque<u32>, pool: &[u32], working: &Service) -> Result<u32, Error> {
        while let Some(proxy) = queue.pop_front() {
            if working.ask()? == proxy {
                return Ok(proxy);
            }
        }
        Err(Error::Refused)
    }
    let working = Service::answering([Ok(0), Ok(0), Ok(2)]);
    assert_eq!(working_proxy(&mut VecDeque::new(), &[1, 2], &working).await, Ok(2));
    assert_eq!(logged().len(), 2);
}

/// Airflow's HTTP hook: the caller of the hook brings all of the retry's arguments along.
#[test]
fn retries_that_the_caller_brings_along() {
    #[retry(with = retries)]
    fn run(endpoint: &Service, retries: &Profile<Error>) -> Result<u32, Error> {
        endpoint.ask()
    }
    let retries = Profile::new(Policy::immediate().max_attempts(5)).on(|error| *error == Error::Timeout);
    assert_eq!(run(&Service::failing(4, &Error::Timeout, 3), &retries), Ok(3));
    assert_eq!(run(&Service::failing(1, &Error::Refused, 3), &retries), Err(Error::Refused));
}

/// Cinder: `@utils.retry(exception, interval=1, retries=3, backoff_rate=2)` above some hundred methods of drivers.
#[test]
fn a_driver_of_a_storage() {
    #[retry(exponential, max_attempts = 3, on(Error::Status(_)), sleep = paused)]
    fn attach(backend: &Service, volume: &str) -> Result<String, Error> {
        Ok(format!("{volume}: {}", backend.ask()?))
    }
    assert_eq!(attach(&Service::failing(2, &Error::Status(409), 8), "v"), Ok("v: 8".to_owned()));
    assert_eq!(pauses(), [1000, 2000]);
}

/// Neutron and the other users of oslo.db: 10 retries of deadlocks, up to 10 s, and every attempt gets copies of the arguments.
#[test]
fn a_transaction_with_copies_of_its_arguments() {
    #[retry(exponential(initial = 500ms, max = 10s), max_retries = 10, on(Error::Busy(_)), sleep = paused)]
    fn create_port(db: &Service, mut ports: Vec<u32>) -> Result<Vec<u32>, Error> {
        ports.push(0);
        ports[0] += db.ask()?;
        Ok(ports)
    }
    assert_eq!(create_port(&Service::failing(6, &Error::Busy(None), 1), vec![5]), Ok(vec![6, 0]));
    assert_eq!(pauses(), [500, 1000, 2000, 4000, 8000, 10_000]);
}

/// `retry_error_callback=lambda state: []`: after the last attempt an empty list, and no exception.
#[test]
fn an_empty_list_after_the_last_attempt() {
    #[retry(fixed = 1s, max_attempts = 3, on = any, sleep = paused, fallback = |error, end| {
        log(format!("{} attempts: {error:?}", end.attempts()));
        Ok(vec![])
    })]
    fn releases(index: &Service<Vec<u32>>) -> Result<Vec<u32>, Error> {
        index.ask()
    }
    assert_eq!(releases(&Service::answering([Err(Error::Timeout)])), Ok(vec![]));
    assert_eq!((pauses().len(), logged()), (2, vec!["3 attempts: Timeout".to_owned()]));
}

/// `for attempt in Retrying(…): with attempt:` in the middle of a function, whose variables the block changes.
#[test]
fn a_block_in_the_middle_of_a_function() {
    let service = Service::failing(2, &Error::Timeout, 4);
    let mut tried = Vec::new();
    let answer =
        Retry::new(Policy::fixed(millis(100)).max_attempts(5)).on(Error::is_transient).call_with(paused, || {
            tried.push(service.calls());
            service.ask()
        });
    assert_eq!((answer, tried, pauses()), (Ok(4), vec![0, 1, 2], vec![100, 100]));
}

/// Home automation: `stop_after_attempt(8) | stop_after_delay(30)`, whichever comes first; attempts take time of their own.
#[tokio::test(start_paused = true)]
async fn whichever_limit_comes_first() {
    #[retry(exponential(initial = 1s), max_attempts = 8, max_elapsed = 30s, on(Error::Timeout))]
    async fn connect(device: &Service, takes: u64) -> Result<u32, Error> {
        tokio::time::sleep(seconds(takes)).await;
        device.ask()
    }
    for (takes, calls) in [(0, 5), (10, 3)] {
        let device = Service::failing(99, &Error::Timeout, 0);
        assert_eq!(connect(&device, takes).await, Err(Error::Timeout));
        assert_eq!(device.calls(), calls);
    }
}
