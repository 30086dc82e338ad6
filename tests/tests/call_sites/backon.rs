//! backon: opendal, iceberg, forest, optimism, i3status.

use std::time::Duration;

use retry_runtime::{Event, EventKind, Jitter, Policy, Profile, Retry, Verdict, retry};

use super::{Error, Service, count, counted, log, logged, millis, paused, pauses, seconds};

/// i3status: `ExponentialBuilder::default()` around a closure: 3 retries, from 1 s, and every error.
#[tokio::test(start_paused = true)]
async fn as_it_comes() {
    #[retry(exponential, max_retries = 3, on = any)]
    async fn location(api: &Service) -> Result<u32, Error> {
        api.ask()
    }
    let api = Service::failing(9, &Error::Wrong, 0);
    assert_eq!(location(&api).await, Err(Error::Wrong));
    assert_eq!(api.waits(), [1000, 2000, 4000]);
}

/// opendal: 22 operations of one layer with one builder, what to retry as the error says, and an interceptor that is told all.
#[tokio::test(start_paused = true)]
async fn a_layer_of_many_operations() {
    static STORAGE: Profile<Error> =
        Profile::new(Policy::exponential(seconds(1)).jitter(Jitter::Additive).max_retries(3))
            .on(Error::is_transient)
            .before_retry(intercepted);

    fn intercepted(event: &Event<'_, Error>) {
        log(event.name().rsplit("::").next().unwrap_or_default());
    }

    struct Layer(Service);
    impl Layer {
        #[retry(with = STORAGE)]
        async fn read(&self) -> Result<u32, Error> {
            self.0.ask()
        }

        #[retry(with = STORAGE, max_retries = 1)]
        async fn write(&self, data: &[u8]) -> Result<u32, Error> {
            self.0.ask().map(|written| written + u32::from(data[0]))
        }

        /// Written as a closure, as in iterators and streams.
        async fn list(&self) -> Result<u32, Error> {
            STORAGE.name("list").call_async(async || self.0.ask()).await
        }
    }
    let layer = || Layer(Service::failing(2, &Error::Timeout, 1));
    assert_eq!(layer().read().await, Ok(1));
    assert_eq!(layer().write(&[1]).await, Err(Error::Timeout));
    assert_eq!(layer().list().await, Ok(1));
    assert_eq!(logged(), ["read", "read", "write", "list", "list"]);
}

/// iceberg: a commit with limits from the table's properties; every attempt loads the table anew and applies the change to it.
#[tokio::test(start_paused = true)]
async fn a_commit_to_a_table_that_others_change() {
    struct Properties {
        min_wait: Duration,
        max_wait: Duration,
        retries: u32,
        total: Duration,
    }
    #[retry(
        exponential(initial = (table.min_wait), max = (table.max_wait)),
        max_retries = (table.retries),
        max_elapsed = (table.total),
        on(Error::Status(409))
    )]
    async fn commit(table: &Properties, catalog: &Service, versions: &Service) -> Result<u32, Error> {
        let base = versions.ask()?;
        catalog.ask()?;
        Ok(base + 1)
    }
    let table = Properties { min_wait: millis(100), max_wait: seconds(60), retries: 4, total: seconds(1800) };
    let (catalog, versions) = (Service::failing(2, &Error::Status(409), 0), Service::answering([Ok(3), Ok(5), Ok(8)]));
    assert_eq!(commit(&table, &catalog, &versions).await, Ok(9));
    assert_eq!(catalog.waits(), [100, 200]);
}

/// forest: `notify` writes the error and the wait, each attempt opens the download again.
#[tokio::test(start_paused = true)]
async fn a_download_that_says_why_it_starts_again() {
    #[retry(exponential, max_retries = 3, on = any, before_retry = |event| {
        log(format!("retrying {cid} after {:?}: {:?}", event.delay().unwrap_or_default(), event.error()));
    })]
    async fn download(gateway: &Service, cid: &str) -> Result<u32, Error> {
        gateway.ask()
    }
    assert_eq!(download(&Service::failing(1, &Error::Refused, 2), "bafy").await, Ok(2));
    assert_eq!(logged(), ["retrying bafy after 1s: Some(Refused)"]);
}

/// `.adjust(|error, delay| …)`: the server's `Retry-After`, where the error has one.
#[tokio::test(start_paused = true)]
async fn a_wait_that_the_error_knows() {
    fn verdict(error: &Error) -> Verdict {
        match error {
            Error::Busy(Some(wait)) => Verdict::RetryAfter(*wait),
            error => error.is_transient().into(),
        }
    }
    #[retry(exponential, max_attempts = 4, on = verdict)]
    async fn search(api: &Service) -> Result<u32, Error> {
        api.ask()
    }
    let api = Service::answering([Err(Error::Busy(Some(seconds(7)))), Err(Error::Busy(None)), Ok(1)]);
    assert_eq!(search(&api).await, Ok(1));
    assert_eq!(api.waits(), [7000, 2000]);
}

/// optimism: `.context(self)` hands a driver, by value, from attempt to attempt.
#[tokio::test(start_paused = true)]
async fn state_that_goes_from_attempt_to_attempt() {
    struct Driver {
        ports: Vec<u16>,
    }
    impl Driver {
        #[retry(exponential, max_retries = 3, on = any, before_retry = |event| log(format!("{:?}", event.error())))]
        async fn start(&mut self, network: &Service<u16>) -> Result<u16, Error> {
            let port = 9000 + u16::try_from(self.ports.len()).unwrap_or_default();
            self.ports.push(port);
            network.ask().map(|_| port)
        }
    }
    let mut driver = Driver { ports: vec![] };
    assert_eq!(driver.start(&Service::failing(2, &Error::Refused, 0)).await, Ok(9002));
    assert_eq!((driver.ports.len(), logged().len()), (3, 2));
}

/// A betting service: a query in the middle of a handler, with a shared predicate; the handler goes on with what was found.
#[tokio::test(start_paused = true)]
async fn a_query_in_the_middle_of_a_handler() {
    async fn handle(pool: &Service<Option<u32>>, id: u32) -> String {
        let found = Retry::new(Policy::exponential(seconds(1)).jitter(Jitter::Additive).max_retries(3))
            .on(Error::is_transient)
            .call_async(async || pool.ask().map(|row| row.filter(|row| *row == id)))
            .await;
        match found {
            Ok(Some(row)) => format!("paid {row}"),
            Ok(None) => "refund".to_owned(),
            Err(error) => format!("{error:?}"),
        }
    }
    assert_eq!(handle(&Service::failing(1, &Error::Timeout, Some(4)), 4).await, "paid 4");
    assert_eq!(handle(&Service::failing(1, &Error::Timeout, Some(4)), 5).await, "refund");
    assert_eq!(handle(&Service::failing(1, &Error::Wrong, None), 5).await, "Wrong");
}

/// SQLite's users: a blocking statement while the file is locked, 20 times 50 ms.
#[test]
fn a_file_that_another_process_locks() {
    #[retry(fixed = 50ms, max_retries = 20, on(Error::Busy(_)), sleep = paused)]
    fn checkpoint(file: &Service) -> Result<u32, Error> {
        file.ask()
    }
    assert_eq!(checkpoint(&Service::failing(20, &Error::Busy(None), 1)), Ok(1));
    assert_eq!(pauses(), [50; 20]);
}

/// A metrics pipeline: one function for all three ends, which counts them by kind.
#[test]
fn one_hook_counts_every_event() {
    #[retry(immediate, max_attempts = 3, on = Error::is_transient, observe = |event| match event.kind() {
        EventKind::Retry => count(),
        kind => log(format!("{kind:?}")),
    })]
    fn push(gateway: &Service) -> Result<u32, Error> {
        gateway.ask()
    }
    assert_eq!(push(&Service::failing(2, &Error::Timeout, 1)), Ok(1));
    assert!(push(&Service::failing(3, &Error::Timeout, 1)).is_err());
    assert_eq!((counted(), logged()), (4, vec!["Recovered".to_owned(), "GaveUp".to_owned()]));
}
