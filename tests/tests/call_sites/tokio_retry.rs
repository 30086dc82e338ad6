//! tokio-retry: risingwave, indexers, package managers.

use std::rc::{Rc, Weak};

use retry_runtime::{Attempts, Classify, Decision, Failure, Jitter, Policy, Profile, Verdict, retry};

use super::{Error, Service, log, logged, millis, seconds};

/// A helper that every query of a service goes through: `RetryIf::spawn(default_strategy(), || operation(), is_transient)`, with a
/// warning for each failure.
#[tokio::test(start_paused = true)]
async fn a_helper_for_every_query() {
    static SQL: Profile<Error> =
        Profile::new(Policy::exponential(millis(200)).jitter(Jitter::Full).max_delay(seconds(2)).max_retries(5))
            .on(Error::is_transient)
            .observe(|event| log(format!("{:?}", event.error())));

    let (users, pool) = (Service::failing(2, &Error::Timeout, 6), Service::failing(9, &Error::Wrong, 0));
    assert_eq!(SQL.call_async(async || users.ask()).await, Ok(6));
    assert_eq!(SQL.call_async(async || pool.ask()).await, Err(Error::Wrong));
    assert_eq!(logged(), ["Some(Timeout)", "Some(Timeout)", "None", "Some(Wrong)"]);
}

/// A package manager: a counter outside of the closure, for "retry 3/10" in the log and for the URL of a mirror.
#[tokio::test(start_paused = true)]
async fn the_number_of_the_attempt() {
    #[retry(exponential(initial = 200ms), max_attempts = 10, on = any, attempt = attempt)]
    async fn tarball(registry: &Service, mirrors: &[&'static str]) -> Result<&'static str, Error> {
        let mirror = mirrors[(attempt.number() as usize - 1) % mirrors.len()];
        registry.ask().map(|_| mirror).inspect_err(|error| {
            log(format!("{}/10 {mirror}: {error:?}", attempt.number()));
        })
    }
    assert_eq!(tarball(&Service::failing(2, &Error::Refused, 0), &["a", "b"]).await, Ok("a"));
    assert_eq!(logged(), ["1/10 a: Refused", "2/10 b: Refused"]);
}

/// A bitcoin client: `Ok(Err(error))` from the closure, so that only errors of the connection are tried again.
#[tokio::test(start_paused = true)]
async fn errors_of_the_connection_only() {
    struct Client {
        node: Service,
        retries: Policy,
    }
    impl Client {
        #[retry(policy = self.retries, on(Error::Timeout | Error::Refused))]
        async fn block_count(&self) -> Result<u32, Error> {
            self.node.ask()
        }
    }
    let retries = Policy::exponential(millis(50)).jitter(Jitter::Full).max_attempts(4);
    let client = Client { node: Service::answering([Err(Error::Refused), Err(Error::Wrong)]), retries };
    assert_eq!(client.block_count().await, Err(Error::Wrong));
    assert_eq!(client.node.calls(), 2);
}

/// A notes application: `RetryIf` with a condition that holds a `Weak`, and retries only while the database is still open.
#[tokio::test(start_paused = true)]
async fn while_somebody_wants_it() {
    #[retry(fixed = 5s, max_retries = 3, on = |_| database.upgrade().is_some())]
    async fn fetch(database: &Weak<Service>) -> Result<u32, Error> {
        let database = database.upgrade().ok_or(Error::Wrong)?;
        database.ask()
    }
    let database = Rc::new(Service::failing(1, &Error::Timeout, 3));
    assert_eq!(fetch(&Rc::downgrade(&database)).await, Ok(3));
    let weak = Rc::downgrade(&database);
    drop(database);
    assert_eq!(fetch(&weak).await, Err(Error::Wrong));
}

/// Cloud prices: filters cloned twice for the closure, 3 retries, and `.ok()`.
#[tokio::test(start_paused = true)]
async fn an_argument_that_the_request_consumes() {
    #[retry(exponential(initial = 500ms), max_retries = 3, on = any, clone(filters))]
    async fn fetch(client: &Service, filters: Vec<String>) -> Result<Vec<String>, Error> {
        client.ask()?;
        Ok(filters)
    }
    let filters = vec!["gp3".to_owned()];
    assert_eq!(fetch(&Service::failing(3, &Error::Timeout, 0), filters.clone()).await.ok(), Some(filters.clone()));
    assert_eq!(fetch(&Service::failing(4, &Error::Timeout, 0), filters).await.ok(), None);
}

/// A database console: what is transient is found by words in the error's text.
#[tokio::test(start_paused = true)]
async fn words_in_the_text_of_an_error() {
    fn is_of_the_network(error: &str) -> bool {
        let text = error.to_lowercase();
        ["timed out", "network", "reset", "refused"].iter().any(|word| text.contains(word))
    }
    #[retry(exponential(initial = 100ms, max = 2s), jitter, max_retries = 3, on = |error| is_of_the_network(error))]
    async fn connect(database: &Service<u32, String>) -> Result<u32, String> {
        database.ask()
    }
    assert_eq!(connect(&Service::failing(3, &"Connection RESET".to_owned(), 1)).await, Ok(1));
    assert_eq!(connect(&Service::failing(1, &"wrong password".to_owned(), 1)).await, Err("wrong password".to_owned()));
}

/// risingwave: an iterator of delays lives in a long-running observer, and begins anew when a message came through.
#[tokio::test(start_paused = true)]
async fn an_observer_that_subscribes_again() {
    struct Observer {
        attempts: Attempts<'static>,
        seen: Vec<u32>,
    }
    impl Observer {
        async fn run(&mut self, meta: &Service) -> Error {
            loop {
                match meta.ask() {
                    Ok(notification) => {
                        self.seen.push(notification);
                        self.attempts.reset();
                    }
                    Err(error) => {
                        let verdict = Verdict::from(error.is_transient());
                        let decision = self.attempts.failed(verdict, retry_runtime::now(), &mut retry_runtime::rng());
                        let Decision::Retry { after } = decision else { return error };
                        retry_runtime::sleep(after).await;
                        self.attempts.retrying();
                    }
                }
            }
        }
    }
    let policy = Policy::exponential(millis(100)).max_attempts(3);
    let mut observer = Observer { attempts: Attempts::start(&policy, retry_runtime::now()), seen: vec![] };
    let lost = Err(Error::Refused);
    let meta =
        Service::answering([lost.clone(), lost.clone(), Ok(1), lost.clone(), Ok(2), lost.clone(), lost.clone(), lost]);
    assert_eq!(observer.run(&meta).await, Error::Refused);
    assert_eq!(observer.seen, [1, 2]);
    assert_eq!(meta.waits(), [100, 200, 0, 100, 0, 100, 200]);
}

/// tokio-retry2: `RetryError::to_transient(error)`, `to_permanent`, `retry_after` at each place in the closure.
#[tokio::test(start_paused = true)]
async fn each_place_says_what_its_error_means() {
    #[retry(fixed = 1s, max_attempts = 3)]
    async fn manifest(registry: &Service) -> Result<u32, Failure<Error>> {
        let status = registry.ask().map_err(Failure::transient)?;
        match status {
            200 => Ok(status),
            429 => Err(Failure::after(seconds(30), Error::Busy(None))),
            _ => Err(Failure::permanent(Error::Wrong)),
        }
    }
    let registry = Service::answering([Err(Error::Refused), Ok(429), Ok(404)]);
    let failure = manifest(&registry).await.unwrap_err();
    assert_eq!((failure.classify(), failure.into_inner()), (Verdict::Permanent, Error::Wrong));
    assert_eq!(registry.waits(), [1000, 30_000]);
}
