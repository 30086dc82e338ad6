//! Values that are known when the call begins, and waits: dbt, ironic, Airflow, quilkin, package managers.

use std::time::Duration;

use retry_runtime::retry;

use super::{Error, Service, millis, paused, pauses, seconds};

/// Command line tools: `if max_retries == 0 { once } else { Retry::spawn(from_millis(self.base).map(jitter).take(self.max_retries), …) }`.
#[tokio::test(start_paused = true)]
async fn retries_from_the_command_line() {
    struct Client {
        base: Duration,
        retries: u32,
    }
    impl Client {
        #[retry(exponential(initial = (self.base)), jitter = full, max_retries = (self.retries), on = Error::is_transient)]
        async fn get(&self, server: &Service) -> Result<u32, Error> {
            server.ask()
        }
    }
    for (retries, calls) in [(0, 1), (1, 2), (3, 4)] {
        let server = Service::failing(9, &Error::Timeout, 0);
        let client = Client { base: millis(200), retries };
        assert_eq!((client.get(&server).await, server.calls()), (Err(Error::Timeout), calls));
    }
}

/// ironic: `stop_after_attempt(CONF.retries + 1)`, `wait_fixed(CONF.interval)`, for errors of the connection.
#[test]
fn attempts_of_the_configuration_and_one_more() {
    struct Conf {
        retries: u32,
        interval: Duration,
    }
    #[retry(fixed = (conf.interval), max_attempts = (conf.retries + 1), on(Error::Refused | Error::Timeout), sleep = paused)]
    fn inspect(node: &Service, conf: &Conf) -> Result<u32, Error> {
        node.ask()
    }
    let conf = Conf { retries: 2, interval: seconds(5) };
    assert!(inspect(&Service::failing(9, &Error::Refused, 0), &conf).is_err());
    assert_eq!(pauses(), [5000, 5000]);
}

/// dbt's adapters: attempts, multiplier, base and cap from the configuration, and a predicate that uses `self` and the arguments.
#[test]
fn everything_from_the_configuration() {
    struct Adapter {
        attempts: u32,
        multiplier: Duration,
        base: f64,
        max_delay: Duration,
        catalog: &'static str,
    }
    impl Adapter {
        #[retry(
            exponential(initial = (self.multiplier), factor = (self.base), max = (self.max_delay)),
            max_attempts = (self.attempts),
            on = |error| *error == Error::Wrong && table == self.catalog,
            sleep = paused,
        )]
        fn columns(&self, warehouse: &Service, table: &str) -> Result<u32, Error> {
            warehouse.ask()
        }
    }
    let adapter = Adapter { attempts: 4, multiplier: seconds(1), base: 3.0, max_delay: seconds(5), catalog: "orders" };
    assert!(adapter.columns(&Service::failing(9, &Error::Wrong, 0), "orders").is_err());
    assert_eq!(pauses(), [1000, 3000, 5000]);
}

/// Machine-learning operators: ask for a job's status every 10 s, for its own time limit and 5 minutes; "timed out" in the place of
/// `RetryError`.
#[tokio::test(start_paused = true)]
async fn a_limit_of_the_caller_and_five_minutes() {
    #[derive(Clone, Debug, PartialEq)]
    enum Job {
        Running,
        TimedOut,
    }
    #[retry(
        fixed = 10s,
        max_attempts = unlimited,
        max_elapsed = (timeout + seconds(300)),
        on_result = |job| *job == Job::Running,
        fallback = |_, _| Job::TimedOut,
    )]
    async fn outcome(cluster: &Service<Job>, timeout: Duration) -> Job {
        cluster.ask().unwrap_or(Job::Running)
    }
    let cluster = Service::answering([Ok(Job::Running)]);
    assert_eq!((outcome(&cluster, seconds(60)).await, cluster.calls()), (Job::TimedOut, 37));
}

/// A bot's data set: `wait_random(min=3, max=10)`, three kinds of errors, 5 attempts.
#[tokio::test(start_paused = true)]
async fn a_random_wait_between_two_limits() {
    #[retry(random(min = 3s, max = 10s), max_attempts = 5, on(Error::Refused | Error::Timeout | Error::Busy(_)))]
    async fn image(server: &Service) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::failing(4, &Error::Refused, 1);
    assert_eq!(image(&server).await, Ok(1));
    assert!(server.waits().iter().all(|wait| (3000..=10_000).contains(wait)));
}

/// tenacity's `wait_fixed(3) + wait_random(0, 2)`, in operators and in Airflow.
#[tokio::test(start_paused = true)]
async fn a_fixed_wait_and_up_to_two_seconds() {
    #[retry(fixed = 3s, jitter = 2s, max_attempts = 4, on = any)]
    async fn relation(unit: &Service) -> Result<u32, Error> {
        unit.ask()
    }
    let unit = Service::failing(3, &Error::Wrong, 1);
    assert_eq!(relation(&unit).await, Ok(1));
    assert!(unit.waits().iter().all(|wait| (3000..=5000).contains(wait)));
}

/// quilkin: a backoff of its own, 500 ms doubling up to 30 s, and up to 2 s of jitter on top.
#[tokio::test(start_paused = true)]
async fn two_seconds_of_jitter_on_a_backoff_that_doubles() {
    #[retry(exponential(initial = 500ms, max = 30s), jitter = 2s, max_retries = 10, on = any)]
    async fn update(source: &Service) -> Result<u32, Error> {
        source.ask()
    }
    let source = Service::failing(10, &Error::Refused, 1);
    assert_eq!(update(&source).await, Ok(1));
    assert!((500..=2500).contains(&source.waits()[0]));
    assert!(source.waits().iter().all(|wait| *wait <= 30_000));
}

/// A publisher: the first retry at once (the connection was idle too long), then every 30 s.
#[tokio::test(start_paused = true)]
async fn the_first_retry_at_once() {
    #[retry(delays(0s, 30s), max_attempts = 4, on = Error::is_transient)]
    async fn publish(broker: &Service) -> Result<u32, Error> {
        broker.ask()
    }
    let broker = Service::failing(3, &Error::Refused, 1);
    assert_eq!(publish(&broker).await, Ok(1));
    assert_eq!(broker.waits(), [0, 30_000, 30_000]);
}
