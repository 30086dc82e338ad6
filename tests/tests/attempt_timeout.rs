//! `attempt_timeout`: an attempt that takes too long is dropped, fails with `TimedOut`, and is retried.
#![allow(
    clippy::manual_async_fn,
    clippy::unused_async,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "true of the shapes themselves, with or without the attribute"
)]

use std::cell::{Cell, RefCell};
use std::future::{pending, ready};
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use retry_runtime::{Budget, Event, StopReason, TimedOut, Verdict, retry};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);

#[derive(Debug, PartialEq)]
enum Error {
    Slow(TimedOut),
    Fatal,
}

impl From<TimedOut> for Error {
    fn from(error: TimedOut) -> Self {
        Self::Slow(error)
    }
}

fn slow(result: Result<u32, Error>) -> (Duration, u32) {
    match result {
        Err(Error::Slow(error)) => (error.limit(), error.attempts()),
        other => panic!("{other:?}"),
    }
}

/// Sleeps so long in each attempt, the last one again and again.
struct Server {
    takes: Vec<Duration>,
    attempts: Cell<usize>,
}

impl Server {
    fn new(takes: &[u64]) -> Self {
        Self { takes: takes.iter().map(|millis| Duration::from_millis(*millis)).collect(), attempts: Cell::new(0) }
    }

    async fn answer(&self) -> u32 {
        let attempt = self.attempts.get();
        self.attempts.set(attempt + 1);
        sleep(*self.takes.get(attempt).or(self.takes.last()).unwrap()).await;
        u32::try_from(attempt).unwrap() + 1
    }
}

/// Never asked for an attempt that was cut.
fn never(_: &Error) -> bool {
    panic!("asked")
}

#[retry(fixed = 1s, max_attempts = 3, attempt_timeout = 2s, on = never)]
async fn fetch(server: &Server) -> Result<u32, Error> {
    Ok(server.answer().await)
}

#[tokio::test(start_paused = true)]
async fn a_slow_attempt_is_dropped_and_made_again() {
    let begun = Instant::now();
    assert_eq!(fetch(&Server::new(&[5_000, 10])).await, Ok(2));
    assert_eq!(begun.elapsed(), Duration::from_millis(2_000 + 1_000 + 10));
}

#[tokio::test(start_paused = true)]
async fn the_last_one_too_is_an_error() {
    let (begun, server) = (Instant::now(), Server::new(&[5_000]));
    assert_eq!(slow(fetch(&server).await), (2 * SECOND, 3));
    assert_eq!((begun.elapsed(), server.attempts.get()), (8 * SECOND, 3));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_ends_at_the_limit_counts() {
    assert_eq!(fetch(&Server::new(&[2_000])).await, Ok(1));
    assert_eq!(slow(fetch(&Server::new(&[2_001])).await).1, 3);
}

#[tokio::test(start_paused = true)]
async fn other_failures_are_judged() {
    #[retry(immediate, attempt_timeout = 2s, on = |error| { asked.set(asked.get() + 1); *error != Error::Fatal })]
    async fn fail(asked: &Cell<u32>, slow: &Cell<bool>) -> Result<u32, Error> {
        if slow.take() {
            pending::<()>().await;
        }
        Err(Error::Fatal)
    }
    let asked = Cell::new(0);
    assert_eq!(fail(&asked, &Cell::new(true)).await, Err(Error::Fatal));
    assert_eq!(asked.get(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_an_attempt_held_is_gone_before_the_wait() {
    struct Held<'c>(&'c Cell<u32>);
    impl Drop for Held<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    #[retry(fixed = 1s, max_attempts = 2, attempt_timeout = 1s, on = any, before_retry = |_| assert_eq!(dropped.get(), 1))]
    async fn hold(dropped: &Cell<u32>) -> Option<u32> {
        let _held = Held(dropped);
        pending().await
    }
    let dropped = Cell::new(0);
    assert_eq!(hold(&dropped).await, None);
    assert_eq!(dropped.get(), 2);
}

#[tokio::test(start_paused = true)]
async fn events_call_it_transient() {
    fn note(log: &RefCell<Vec<String>>, event: &Event<'_, Error>) {
        assert_eq!(event.verdict(), Some(Verdict::Transient));
        log.borrow_mut().push(format!("{} {:?} {:?}", event.attempt(), event.delay(), event.reason()));
    }
    #[retry(fixed = 1s, max_attempts = 2, attempt_timeout = 2s, on = any, observe = |event| note(log, event))]
    async fn hang(log: &RefCell<Vec<String>>) -> Result<u32, Error> {
        pending().await
    }
    let log = RefCell::default();
    assert_eq!(slow(hang(&log).await), (2 * SECOND, 2));
    assert_eq!(log.into_inner(), ["1 Some(1s) None", "2 None Some(MaxAttempts)"]);
    assert_eq!(StopReason::MaxAttempts.to_string(), "no attempts left");
}

#[tokio::test(start_paused = true)]
async fn ready_error_types() {
    #[retry(immediate, attempt_timeout = 2s)]
    async fn of_io() -> io::Result<u32> {
        pending().await
    }
    #[retry(immediate, attempt_timeout = 2s)]
    async fn boxed() -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
        pending().await
    }
    #[retry(immediate, attempt_timeout = 2s, on = any)]
    async fn option() -> Option<u32> {
        pending().await
    }
    assert_eq!(of_io().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    assert_eq!(boxed().await.unwrap_err().downcast_ref::<TimedOut>().map(TimedOut::attempts), Some(4));
    assert_eq!(option().await, None);
}

#[tokio::test(start_paused = true)]
async fn with_on_result_nobody_is_asked_either() {
    #[retry(immediate, attempt_timeout = 2s, on_result = |page: &Result<u32, Error>| { assert!(page.is_ok()); page == &Ok(1) })]
    async fn page(server: &Server) -> Result<u32, Error> {
        Ok(server.answer().await)
    }
    assert_eq!(page(&Server::new(&[10, 5_000, 10])).await, Ok(3));
}

#[tokio::test(start_paused = true)]
async fn computed_at_each_call() {
    struct Client {
        limit: Duration,
    }
    impl Client {
        #[retry(immediate, max_attempts = 1, attempt_timeout = (self.limit * factor), on = any)]
        async fn hang(&self, factor: u32) -> Result<u32, Error> {
            pending().await
        }
    }
    const LIMIT: Duration = Duration::from_secs(7);
    #[retry(immediate, max_attempts = 1, attempt_timeout = LIMIT, on = any)]
    async fn constant() -> Result<u32, Error> {
        pending().await
    }
    trait Limited {
        const LIMIT: Duration;
    }
    impl Limited for Client {
        const LIMIT: Duration = Duration::from_secs(9);
    }
    #[retry(immediate, max_attempts = 1, attempt_timeout = T::LIMIT, on = any)]
    async fn generic<T: Limited>(_: &T) -> Result<u32, Error> {
        pending().await
    }
    assert_eq!(slow(generic(&Client { limit: SECOND }).await).0, 9 * SECOND);
    assert_eq!(slow(Client { limit: SECOND }.hang(3).await).0, 3 * SECOND);
    assert_eq!(slow(Client { limit: Duration::MAX }.hang(0).await).0, Duration::from_nanos(1), "clamped");
    assert_eq!(slow(constant().await).0, 7 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_polled_once_whatever_the_limit() {
    #[retry(immediate, attempt_timeout = (limit), on = any)]
    async fn now(limit: Duration) -> Result<u32, Error> {
        ready(Ok(7)).await
    }
    assert_eq!(now(Duration::ZERO).await, Ok(7));
    assert_eq!(now(Duration::MAX).await, Ok(7));
}

#[tokio::test(start_paused = true)]
async fn on_any_sleeper() {
    #[retry(fixed = 1s, max_attempts = 3, attempt_timeout = 2s, on = any, sleep = |time| { asked.borrow_mut().push(time); sleep(time) })]
    async fn hang(asked: &RefCell<Vec<Duration>>) -> Result<u32, Error> {
        pending().await
    }
    let asked = RefCell::default();
    assert_eq!(slow(hang(&asked).await).1, 3);
    assert_eq!(asked.into_inner(), [2, 1, 2, 1, 2].map(|seconds| seconds * SECOND));
}

/// A task that is always busy uses up tokio's budget in every poll, after which no timer of tokio's is ready.
#[tokio::test(start_paused = true)]
async fn a_busy_attempt_is_cut_too() {
    #[retry(immediate, max_attempts = 1, attempt_timeout = 2s, on = any)]
    async fn busy() -> Result<u32, Error> {
        loop {
            tokio::task::consume_budget().await;
        }
    }
    let advancing = tokio::spawn(async { tokio::time::advance(3 * SECOND).await });
    assert_eq!(slow(busy().await), (2 * SECOND, 1));
    advancing.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn tokens_of_a_budget() {
    static BUDGET: Budget = Budget::new().min_tokens(2);
    #[retry(immediate, max_attempts = 9, attempt_timeout = 2s, on = any, budget = BUDGET)]
    async fn hang() -> Result<u32, Error> {
        pending().await
    }
    assert_eq!(slow(hang().await).1, 3);
}

// Function shapes.

struct Service {
    calls: u32,
}

#[async_trait::async_trait]
trait Fetch {
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Error>;
}

#[async_trait::async_trait]
impl Fetch for Service {
    #[retry(immediate, attempt_timeout = 2s, on = any, clone(body), attempt = attempt)]
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Error> {
        self.calls += 1;
        if attempt.is_first() {
            return pending().await;
        }
        Ok(path.to_owned() + &body)
    }
}

impl Service {
    #[retry(immediate, attempt_timeout = 2s, on = any)]
    async fn mutate<T: Clone + Send>(&mut self, seen: &mut Vec<T>, item: T, mut left: u32) -> Result<u32, Error> {
        self.calls += 1;
        left -= 1;
        seen.push(item.clone());
        if self.calls < 3 {
            sleep(10 * SECOND).await;
        }
        let early: Result<(), Error> = Ok(());
        early?;
        if self.calls == 3 {
            return Err(Error::Fatal);
        }
        Ok(left)
    }

    #[retry(immediate, attempt_timeout = 2s, on = any)]
    fn boxed<'s>(&'s self, text: &'s str) -> Pin<Box<dyn Future<Output = Result<usize, Error>> + Send + 's>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(text.len())
        })
    }

    #[retry(immediate, max_attempts = 2, attempt_timeout = 2s, on = any)]
    fn opaque(&self) -> impl Future<Output = Result<impl Iterator<Item = u32> + use<>, Error>> + Send {
        async {
            tokio::task::yield_now().await;
            Ok(0..3)
        }
    }
}

fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::test(start_paused = true)]
async fn all_shapes() {
    let mut service = Service { calls: 0 };
    assert_eq!(must_be_send(service.fetch("a", "b".to_owned())).await, Ok("ab".to_owned()));
    let (mut service, mut seen) = (Service { calls: 0 }, Vec::new());
    assert_eq!(must_be_send(service.mutate(&mut seen, 'x', 5)).await, Ok(4));
    assert_eq!((service.calls, seen.len()), (4, 4));
    assert_eq!(must_be_send(service.boxed("four")).await, Ok(4));
    assert_eq!(must_be_send(service.opaque()).await.map(Iterator::count), Ok(3));
}

/// Nothing is kept of a failure: it need not be `Send`.
#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_send_is_gone_before_the_wait() {
    struct Local(#[expect(dead_code, reason = "not `Send`")] Rc<str>);
    impl From<TimedOut> for Local {
        fn from(error: TimedOut) -> Self {
            Self(error.to_string().into())
        }
    }
    #[retry(fixed = 1s, attempt_timeout = 2s, on = any)]
    async fn hang() -> Result<u32, Local> {
        pending().await
    }
    assert!(must_be_send(hang()).await.is_err());
}

/// The body lies in the future once; beside it there are a timer and a few words.
#[test]
fn bytes_of_a_future() {
    async fn by_hand() -> Result<u32, Error> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    #[retry(fixed = 1s, on = any)]
    async fn plain() -> Result<u32, Error> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    #[retry(fixed = 1s, attempt_timeout = 2s, on = any)]
    async fn timed() -> Result<u32, Error> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    let [hand, bare, timed] = [size_of_val(&by_hand()), size_of_val(&plain()), size_of_val(&timed())];
    let sleep = size_of::<tokio::time::Sleep>();
    assert!(bare <= hand + 64, "{hand} {bare}");
    assert!(timed <= bare + sleep + 64, "{hand} {bare} {timed}, a timer: {sleep}");
}

/// The library's own error types can be made of a time-out, since nobody else may write that.
#[tokio::test(start_paused = true)]
async fn failures_and_refused_requests_can_be_cut_short() {
    use retry_runtime::reqwest::Refused;
    use retry_runtime::{Classify, Failure};

    #[retry(fixed = 1s, max_attempts = 2, attempt_timeout = 2s)]
    async fn failure() -> Result<(), Failure<Error>> {
        pending().await
    }
    let cut = failure().await.unwrap_err();
    assert_eq!((cut.verdict(), slow(Err(cut.into_inner())).1), (Verdict::Transient, 2));

    #[retry(fixed = 1s, max_attempts = 2, deadline = 2s)]
    async fn refused() -> Result<(), Refused> {
        pending().await
    }
    let cut = refused().await.unwrap_err();
    assert_eq!(
        (cut.to_string().as_str(), cut.classify(), cut.status()),
        ("no answer in time", Verdict::Transient, None)
    );
    assert!(std::error::Error::source(&cut).is_some_and(<dyn std::error::Error>::is::<TimedOut>), "{cut:?}");
}
