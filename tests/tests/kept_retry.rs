//! A `Retry` is a value with a name: a field, a parameter, a static, called often.

use std::cell::Cell;

use retry_runtime::judge::{ByClassify, Judge, On, OnResult};
use retry_runtime::observe::{Hooks, Silent, Watch};
use retry_runtime::{Event, Policy, Report, Retry, Verdict};

#[derive(Debug, PartialEq, Eq)]
struct Error(u16);

impl Error {
    const fn is_transient(&self) -> bool {
        self.0 >= 500
    }
}

type Transient = On<fn(&Error) -> bool, bool>;
type Observed = Hooks<Silent, Silent, Silent, fn(&Event<'_, Error>)>;
type UntilDone = OnResult<fn(&Option<bool>) -> Verdict, Verdict>;

/// Named, kept, and called from several methods.
struct Client {
    retry: Retry<'static, Transient>,
    observed: Retry<'static, Transient, (), Observed>,
    until_done: Retry<'static, UntilDone>,
    calls: Cell<u16>,
}

thread_local! {
    static HEARD: Cell<u32> = const { Cell::new(0) };
}

impl Client {
    fn new() -> Self {
        let policy = Policy::immediate().max_attempts(3);
        Self {
            retry: Retry::new(policy).name("client").on(Error::is_transient),
            // The predicate's type is a pointer's where more follows.
            observed: Retry::new(policy)
                .on(Error::is_transient as fn(&Error) -> bool)
                .observe(|_| HEARD.set(HEARD.get() + 1)),
            until_done: Retry::new(policy).on_result(|done| Verdict::from(*done == Some(false))),
            calls: Cell::new(0),
        }
    }

    fn answer(&self) -> Result<u16, Error> {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get().is_multiple_of(3) { Ok(self.calls.get()) } else { Err(Error(503)) }
    }

    fn read(&self) -> Result<u16, Error> {
        self.retry.call(|| self.answer())
    }

    async fn write(&self) -> Result<u16, Error> {
        self.retry.call_async(async || self.answer()).await
    }

    fn write_observed(&self) -> Report<Result<u16, Error>> {
        self.observed.call_report(|| self.answer())
    }

    fn poll(&self) -> Option<bool> {
        self.until_done.call_attempt(|attempt| Some(attempt.is_last()))
    }
}

#[tokio::test]
async fn a_retry_can_be_a_field_and_is_called_often() {
    let client = Client::new();
    assert_eq!(client.read(), Ok(3));
    assert_eq!(client.read(), Ok(6));
    assert_eq!(client.write().await, Ok(9));
    assert_eq!(client.write_observed().attempts, 3);
    assert_eq!(HEARD.get(), 3, "two retries and a recovery");
    assert_eq!(client.poll(), Some(true));
    let copy = client.retry;
    assert_eq!(copy.call(|| Err::<(), _>(Error(404))), Err(Error(404)));
    assert_eq!(client.retry.call_report(|| Err::<(), _>(Error(500))).attempts, 3);
}

/// What is retried and who listens is the caller's business.
#[derive(Clone)]
struct Generic<J, W> {
    retry: Retry<'static, J, (), W>,
}

impl<J: Judge<Result<u8, Error>> + Clone, W: Watch<J::Error> + Clone> Generic<J, W> {
    fn attempts(&self, code: u16) -> u32 {
        self.retry.clone().call_report(|| Err(Error(code))).attempts
    }

    async fn attempts_async(&self, code: u16) -> u32 {
        self.retry.clone().call_report_async(async || Err(Error(code))).await.attempts
    }
}

#[tokio::test]
async fn a_retry_can_be_generic() {
    let policy = Policy::immediate().max_attempts(3);
    let client = Generic { retry: Retry::new(policy).on(Error::is_transient) };
    assert_eq!((client.attempts(500), client.attempts(404)), (3, 1));
    assert_eq!((client.attempts_async(500).await, client.attempts_async(404).await), (3, 1));

    // A predicate that owns what it looks at, and a hook that borrows.
    let codes = [404].to_vec();
    let heard: &'static Cell<u32> = Box::leak(Box::default());
    let retry = Retry::new(policy).on(move |error: &Error| codes.contains(&error.0));
    let client = Generic { retry: retry.on_give_up(|_: &Event<'_, Error>| heard.set(heard.get() + 1)) };
    assert_eq!((client.attempts(500), client.attempts(404)), (1, 3));
    assert_eq!(client.clone().attempts_async(404).await, 3);
    assert_eq!(heard.get(), 3);
}

/// `new` and `name` can be called in constants. What replaces a part of a `Retry` cannot: it may have to drop what was there.
static BARE: Retry<'static, ByClassify> = Retry::new(Policy::immediate().max_attempts(2)).name("bare");

static FILLED: std::sync::LazyLock<Retry<'static, Transient>> =
    std::sync::LazyLock::new(|| Retry::new(Policy::immediate().max_attempts(2)).on(Error::is_transient));

#[tokio::test]
async fn a_retry_can_be_a_static() {
    assert_eq!(BARE.call_report(|| None::<u8>).attempts, 2);
    assert_eq!(BARE.call_report_async(async || None::<u8>).await.attempts, 2);
    assert_eq!(FILLED.call_report(|| Err::<u8, _>(Error(500))).attempts, 2);
    assert_eq!(FILLED.call_report_async(async || Err::<u8, _>(Error(404))).await.attempts, 1);
}

/// The later predicate replaces the earlier one, whatever it owns.
#[test]
fn a_part_can_be_replaced() {
    let owned = String::from("busy");
    let retry = Retry::new(Policy::immediate().max_attempts(2)).on(move |error: &String| *error == owned);
    let report = retry.on(|_: &String| true).call_report(|| Err::<(), _>("gone".to_owned()));
    assert_eq!(report.attempts, 2);
}
