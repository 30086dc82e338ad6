//! tower's retry layer and reqwest's middleware: vector, uv, linkerd, AWS, clients of the Internet Computer.

use retry_runtime::{Budget, Verdict, retry};

use super::{Error, Service, log, logged, millis, seconds};

/// vector: `FibonacciRetryPolicy` with the logic of each sink, which looks at errors and at responses, clones the request.
#[tokio::test(start_paused = true)]
async fn a_sink_that_looks_at_responses_too() {
    fn logic(result: &Result<u16, Error>) -> bool {
        match result {
            Ok(status) => matches!(status, 408 | 429 | 500..),
            Err(error) => error.is_transient(),
        }
    }
    #[retry(fibonacci(initial = 1s), max_delay = 1h, max_attempts = 10, on_result = logic, clone(batch))]
    async fn deliver(sink: &Service<u16>, batch: Vec<u8>) -> Result<u16, Error> {
        drop(batch);
        sink.ask()
    }
    let sink = Service::answering([Ok(503), Err(Error::Timeout), Ok(429), Ok(400)]);
    assert_eq!(deliver(&sink, vec![1]).await, Ok(400));
    assert_eq!(sink.waits(), [1000, 1000, 2000]);
}

/// The Internet Computer: the policy doubles `max_response_bytes` of the request when the error says that the response was too big.
#[tokio::test(start_paused = true)]
async fn a_request_that_is_changed_for_the_next_attempt() {
    const MOST: u64 = 2_000_000;
    #[retry(immediate, on = |error| *error == Error::Status(413) && *bytes < MOST, max_attempts = 12, before_retry = |_| *bytes = (*bytes * 2).min(MOST))]
    async fn call(bytes: &mut u64, needed: u64) -> Result<u64, Error> {
        if *bytes < needed { Err(Error::Status(413)) } else { Ok(*bytes) }
    }
    assert_eq!(call(&mut 1000, 3500).await, Ok(4000));
    assert_eq!(call(&mut 1_999_999, 9_000_000).await, Err(Error::Status(413)));
}

/// AWS's transfer manager: `TpsBudget` and 2 attempts left for chunks; a success deposits.
#[tokio::test(start_paused = true)]
async fn chunks_that_share_a_budget() {
    static CHUNKS: Budget = Budget::new().min_tokens(2);
    #[retry(immediate, max_attempts = 3, on(Error::Timeout), budget = CHUNKS)]
    async fn chunk(store: &Service) -> Result<u32, Error> {
        store.ask()
    }
    let down = Service::failing(99, &Error::Timeout, 0);
    for _ in 0..5 {
        assert!(chunk(&down).await.is_err());
    }
    assert_eq!(down.calls(), 5 + 2);
}

/// reqwest-retry: `retry_bounds(3 s, 10 s)`, 3 retries, transient statuses and errors; `Retry-After`, which that crate does not read.
#[tokio::test(start_paused = true)]
async fn a_client_with_a_middleware() {
    fn strategy(error: &Error) -> Verdict {
        match error {
            Error::Busy(Some(wait)) => Verdict::RetryAfter(*wait),
            Error::Status(408 | 429 | 500..=599) | Error::Timeout | Error::Refused => Verdict::Transient,
            _ => Verdict::Permanent,
        }
    }
    #[retry(exponential(initial = 3s, max = 10s), jitter, max_retries = 3, max_retry_after = 1m, on = strategy)]
    async fn get(server: &Service) -> Result<u32, Error> {
        server.ask()
    }
    let server = Service::answering([Err(Error::Status(500)), Err(Error::Busy(Some(seconds(20)))), Ok(1)]);
    assert_eq!(get(&server).await, Ok(1));
    let waits = server.waits();
    assert!((3000..=6000).contains(&waits[0]) && (20_000..=40_000).contains(&waits[1]), "{waits:?}");
    let server = Service::failing(1, &Error::Busy(Some(seconds(300))), 1);
    assert!(get(&server).await.is_err());
}

/// A client of an RPC with several endpoints: an index in an atomic, moved on when an endpoint fails.
#[tokio::test(start_paused = true)]
async fn the_next_endpoint_after_a_failure() {
    struct Client {
        endpoints: Vec<Service>,
        active: usize,
    }
    impl Client {
        #[retry(fixed = 100ms, max_attempts = 4, on = Error::is_transient, before_retry = |_| self.active = (self.active + 1) % self.endpoints.len())]
        async fn call(&mut self) -> Result<u32, Error> {
            self.endpoints[self.active].ask()
        }
    }
    let mut client = Client {
        endpoints: vec![Service::failing(9, &Error::Refused, 0), Service::failing(0, &Error::Wrong, 5)],
        active: 0,
    };
    assert_eq!((client.call().await, client.call().await), (Ok(5), Ok(5)));
    assert_eq!(client.endpoints[0].calls(), 1);
}

/// uv: whether to retry is found by walking the chain of sources down to an `io::Error`; a line names the URL and the number.
#[tokio::test(start_paused = true)]
async fn the_chain_of_an_error_decides() {
    use std::error::Error as StdError;
    use std::io;

    fn is_transient(error: &(dyn StdError + 'static)) -> bool {
        let mut next = Some(error);
        while let Some(error) = next {
            if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof) {
                return true;
            }
            next = error.source();
        }
        false
    }
    #[retry(exponential(initial = 1s), jitter, max_retries = 3, on = |error| is_transient(&**error), before_retry = |event| log(format!("{url}, attempt {}", event.attempt())))]
    async fn wheel(server: &Service<u32, io::ErrorKind>, url: &str) -> Result<u32, Box<dyn StdError + Send + Sync>> {
        Ok(server.ask().map_err(io::Error::from)?)
    }
    assert_eq!(wheel(&Service::failing(2, &io::ErrorKind::UnexpectedEof, 1), "u").await.unwrap(), 1);
    assert!(wheel(&Service::failing(2, &io::ErrorKind::NotFound, 1), "u").await.is_err());
    assert_eq!(logged(), ["u, attempt 1", "u, attempt 2"]);
}

/// Keycloak's clients: 401 renews the token once and asks again at once; a second 401 counts, and 503 is an ordinary failure.
#[tokio::test(start_paused = true)]
async fn a_token_that_is_renewed_once() {
    struct Client {
        token: u32,
        server: Service,
    }
    impl Client {
        #[retry(exponential(initial = 100ms), max_attempts = 3, attempt = attempt, on = |error| match error {
            Error::Status(401) => attempt.is_first(),
            error => error.is_transient(),
        })]
        async fn users(&mut self) -> Result<u32, Error> {
            self.server.ask().inspect_err(|error| {
                if *error == Error::Status(401) {
                    self.token += 1;
                }
            })
        }
    }
    let mut client = Client { token: 0, server: Service::failing(1, &Error::Status(401), 9) };
    assert_eq!((client.users().await, client.token), (Ok(9), 1));
    let mut client = Client { token: 0, server: Service::failing(2, &Error::Status(401), 9) };
    assert_eq!(client.users().await, Err(Error::Status(401)));
    assert_eq!(client.server.waits(), [millis(100).as_millis()]);
}
