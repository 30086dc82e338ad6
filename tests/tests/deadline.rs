//! `deadline`: the whole call ends by then, the running attempt included.
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
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::Duration;

use retry_runtime::{Budget, Event, Policy, StopReason, TimedOut, Verdict, now, retry};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);

#[derive(Debug, PartialEq)]
enum Error {
    Slow(TimedOut),
    Busy(u32),
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

type Log = RefCell<Vec<String>>;

/// What a hook hears: which attempt, the wait, the reason, when.
fn note(log: &Log, event: &Event<'_, Error>) {
    assert_eq!(event.verdict(), Some(Verdict::Transient));
    let (delay, reason, elapsed) = (event.delay(), event.reason(), event.elapsed());
    log.borrow_mut().push(format!("{} {delay:?} {reason:?} at {elapsed:?}", event.attempt()));
}

/// Fails so often after a second each, then hangs.
#[retry(fixed = 1s, max_attempts = unlimited, deadline = 10s, on = any, observe = |event| note(log, event))]
async fn fail_then_hang(failures: u32, attempts: &Cell<u32>, log: &Log) -> Result<u32, Error> {
    attempts.set(attempts.get() + 1);
    if attempts.get() > failures {
        return pending().await;
    }
    sleep(SECOND).await;
    Err(Error::Busy(attempts.get()))
}

#[tokio::test(start_paused = true)]
async fn a_first_attempt_that_hangs_is_cut() {
    let (begun, log) = (Instant::now(), Log::default());
    assert_eq!(slow(fail_then_hang(0, &Cell::new(0), &log).await), (10 * SECOND, 1));
    assert_eq!(begun.elapsed(), 10 * SECOND);
    assert_eq!(log.into_inner(), ["1 None Some(Deadline) at 10s"]);
}

#[tokio::test(start_paused = true)]
async fn the_failure_before_is_returned() {
    let (begun, log) = (Instant::now(), Log::default());
    assert_eq!(fail_then_hang(2, &Cell::new(0), &log).await, Err(Error::Busy(2)));
    assert_eq!(begun.elapsed(), 10 * SECOND);
    let heard = ["1 Some(1s) None at 1s", "2 Some(1s) None at 3s", "3 None Some(Deadline) at 10s"];
    assert_eq!(log.into_inner(), heard);
}

#[tokio::test(start_paused = true)]
async fn no_retry_is_waited_for_that_could_not_start_before_it() {
    let (begun, log, attempts) = (Instant::now(), Log::default(), Cell::new(0));
    // Failures at 1 s, 3 s, 5 s, 7 s and 9 s; a sixth attempt would start at the deadline.
    assert_eq!(fail_then_hang(9, &attempts, &log).await, Err(Error::Busy(5)));
    assert_eq!((begun.elapsed(), attempts.get()), (9 * SECOND, 5));
    assert_eq!(log.borrow().last().unwrap(), "5 None Some(Deadline) at 9s");
}

#[tokio::test(start_paused = true)]
async fn a_success_before_it_is_returned() {
    #[retry(fixed = 1s, deadline = 10s, on = any)]
    async fn takes(time: Duration) -> Result<u32, Error> {
        sleep(time).await;
        Ok(7)
    }
    assert_eq!(takes(10 * SECOND).await, Ok(7), "exactly then");
    assert_eq!(slow(takes(10 * SECOND + Duration::from_millis(1)).await).1, 1);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_gets_what_remains() {
    #[retry(fixed = 1s, max_attempts = 9, attempt_timeout = 3s, deadline = 10s, on = any, observe = |event| note(log, event))]
    async fn hang(log: &Log) -> Result<u32, Error> {
        pending().await
    }
    let (begun, log) = (Instant::now(), Log::default());
    assert_eq!(slow(hang(&log).await), (3 * SECOND, 2));
    assert_eq!(begun.elapsed(), 10 * SECOND);
    let heard = ["1 Some(1s) None at 3s", "2 Some(1s) None at 7s", "3 None Some(Deadline) at 10s"];
    assert_eq!(log.into_inner(), heard);
}

/// Also where the time of the attempt is over at the same moment.
#[tokio::test(start_paused = true)]
async fn the_deadline_comes_first() {
    #[retry(fixed = 1s, attempt_timeout = 3s, deadline = (7 * SECOND), on = any, observe = |event| note(log, event))]
    async fn hang(log: &Log) -> Result<u32, Error> {
        pending().await
    }
    let log = Log::default();
    assert_eq!(slow(hang(&log).await), (3 * SECOND, 1));
    assert_eq!(log.into_inner(), ["1 Some(1s) None at 3s", "2 None Some(Deadline) at 7s"]);
}

#[tokio::test(start_paused = true)]
async fn the_earlier_limit_is_the_reason() {
    fn reason(event: &Event<'_, Error>, reasons: &Cell<Option<StopReason>>) {
        reasons.set(event.reason());
    }
    macro_rules! ends_by {
        ($($limits:tt)*) => {{
            #[retry(fixed = 5s, max_attempts = 9, $($limits)*, on = any, on_give_up = |event| reason(event, reasons))]
            async fn fail(reasons: &Cell<Option<StopReason>>) -> Result<u32, Error> {
                ready(Err(Error::Busy(1))).await
            }
            let reasons = Cell::default();
            assert_eq!(fail(&reasons).await, Err(Error::Busy(1)));
            reasons.get().unwrap()
        }};
    }
    assert_eq!(ends_by!(max_elapsed = 12s, deadline = 14s), StopReason::MaxElapsed);
    assert_eq!(ends_by!(max_elapsed = 14s, deadline = (12 * SECOND)), StopReason::Deadline);
    assert_eq!(ends_by!(max_elapsed = 12s, deadline = 20s), StopReason::MaxElapsed);
    assert_eq!(ends_by!(max_elapsed = 20s, deadline = (12 * SECOND)), StopReason::Deadline);
}

#[tokio::test(start_paused = true)]
async fn a_last_attempt_that_hangs_ends_by_the_deadline_too() {
    #[retry(fixed = 1s, max_attempts = 1, deadline = 10s, on = any, observe = |event| note(log, event))]
    async fn hang(log: &Log) -> Result<u32, Error> {
        pending().await
    }
    let log = Log::default();
    assert_eq!(slow(hang(&log).await).1, 1);
    assert_eq!(log.into_inner(), ["1 None Some(Deadline) at 10s"]);
}

/// A `Duration` or an `Instant`, written down, constant or computed.
#[tokio::test(start_paused = true)]
async fn all_forms() {
    const LIMIT: Duration = Duration::from_secs(4);
    struct Client {
        limit: Duration,
    }
    impl Client {
        #[retry(immediate, deadline = (self.limit * factor.parse().unwrap()), on = any, clone(factor))]
        async fn field(&self, factor: String) -> Result<u32, Error> {
            drop(factor);
            pending().await
        }
    }
    #[retry(immediate, deadline = (until), on = any)]
    async fn tokios(until: Instant) -> Result<u32, Error> {
        pending().await
    }
    #[retry(immediate, deadline = (until), on = any)]
    async fn standard(until: std::time::Instant) -> Result<u32, Error> {
        pending().await
    }
    #[retry(immediate, deadline = LIMIT, on = any)]
    async fn constant() -> Result<u32, Error> {
        pending().await
    }
    #[retry(immediate, deadline = "1m 30s", on = any)]
    async fn text() -> Result<u32, Error> {
        pending().await
    }
    #[retry(immediate, deadline = (1.5s), on = any)]
    async fn in_parentheses() -> Result<u32, Error> {
        pending().await
    }
    let begun = Instant::now();
    assert_eq!(slow(Client { limit: SECOND }.field("3".to_owned()).await), (3 * SECOND, 1));
    assert_eq!(slow(tokios(Instant::now() + 5 * SECOND).await), (5 * SECOND, 1));
    assert_eq!(slow(standard(Instant::now().into_std() + 2 * SECOND).await), (2 * SECOND, 1));
    assert_eq!(slow(constant().await), (4 * SECOND, 1));
    assert_eq!(slow(text().await), (90 * SECOND, 1));
    assert_eq!(slow(in_parentheses().await), (Duration::from_millis(1_500), 1));
    assert_eq!(begun.elapsed(), Duration::from_millis(105_500));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_has_passed_still_polls_the_first_attempt() {
    #[retry(immediate, deadline = (until), on = any, observe = |event| note(log, event))]
    async fn at_once(until: Instant, result: Result<u32, u32>, log: &Log) -> Result<u32, Error> {
        match result {
            Ok(0) => pending().await,
            Ok(value) => Ok(value),
            Err(error) => Err(Error::Busy(error)),
        }
    }
    let past = Instant::now();
    tokio::time::advance(SECOND).await;
    let begun = Instant::now();
    for until in [past, Instant::now()] {
        let log = Log::default();
        assert_eq!(at_once(until, Ok(7), &log).await, Ok(7));
        assert_eq!(at_once(until, Err(3), &log).await, Err(Error::Busy(3)));
        assert_eq!(slow(at_once(until, Ok(0), &log).await), (Duration::ZERO, 1));
        let reasons = log.into_inner();
        assert!(
            reasons.len() == 2 && reasons.iter().all(|told| told.starts_with("1 None Some(Deadline)")),
            "{reasons:?}"
        );
    }
    // Tokio's timer counts in milliseconds, and rounds up.
    assert!(begun.elapsed() <= Duration::from_millis(2), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn never_is_a_deadline_too() {
    #[retry(immediate, deadline = Duration::MAX, on = any)]
    async fn work() -> Result<u32, Error> {
        sleep(SECOND).await;
        Ok(1)
    }
    assert_eq!(work().await, Ok(1));
}

/// A hint that leads behind the deadline ends the call at once.
#[tokio::test(start_paused = true)]
async fn a_hint_behind_it() {
    #[retry(fixed = 1s, deadline = 10s, on = |_| Verdict::RetryAfter(30 * SECOND), on_give_up = |event| reason.set(event.reason()))]
    async fn busy(reason: &Cell<Option<StopReason>>) -> Result<u32, Error> {
        ready(Err(Error::Busy(1))).await
    }
    let (begun, reason) = (Instant::now(), Cell::default());
    assert_eq!(busy(&reason).await, Err(Error::Busy(1)));
    assert_eq!((begun.elapsed(), reason.get()), (Duration::ZERO, Some(StopReason::Deadline)));
}

#[tokio::test(start_paused = true)]
async fn with_on_result_the_last_value_is_returned() {
    #[retry(fixed = 1s, deadline = 10s, on_result = |page: &Result<u32, Error>| page == &Ok(0))]
    async fn page(hangs: &Cell<bool>) -> Result<u32, Error> {
        if hangs.replace(true) { pending().await } else { Ok(0) }
    }
    assert_eq!(page(&Cell::new(false)).await, Ok(0));
    assert_eq!(slow(page(&Cell::new(true)).await).1, 1);
}

#[tokio::test(start_paused = true)]
async fn what_the_body_sees_of_it() {
    #[retry(fixed = 1s, max_attempts = 3, deadline = 10s, on = any, attempt = attempt)]
    async fn elapsed(seen: &RefCell<Vec<Duration>>) -> Result<u32, Error> {
        seen.borrow_mut().push(attempt.elapsed());
        sleep(SECOND).await;
        Err(Error::Busy(attempt.number()))
    }
    let seen = RefCell::default();
    assert_eq!(elapsed(&seen).await, Err(Error::Busy(3)));
    assert_eq!(seen.into_inner(), [0, 2, 4].map(|seconds| seconds * SECOND));
}

/// Retried by a policy that is known at run time, with a budget, on no runtime at all: a call that is dropped at any poll gives back
/// what it took.
#[test]
fn dropped_at_any_poll() {
    let policy = Policy::fixed(SECOND);
    #[retry(policy = policy, max_attempts = 4, deadline = 1h, attempt_timeout = 1m, on = any, budget = budget, sleep = doze)]
    async fn doze_and_fail(policy: &Policy, budget: &Budget, attempts: &Cell<u32>) -> Result<u32, Error> {
        attempts.set(attempts.get() + 1);
        doze(SECOND).await;
        Err(Error::Busy(attempts.get()))
    }
    /// Ready when it is polled for the third time.
    async fn doze(_: Duration) {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }
    let mut ready = false;
    for polls in 0..40 {
        let (budget, attempts) = (Budget::new().min_tokens(9), Cell::new(0));
        {
            let mut call = pin!(doze_and_fail(&policy, &budget, &attempts));
            for _ in 0..polls {
                ready |= call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
                if ready {
                    break;
                }
            }
        }
        let retries = f64::from(attempts.get().max(1) - 1);
        assert!((budget.balance(now()) - (9.0 - retries)).abs() < 1e-9, "{polls} polls, {retries} retries");
        if ready {
            assert_eq!(attempts.get(), 4);
            return;
        }
    }
    panic!("never ready");
}

// Function shapes.

#[async_trait::async_trait]
trait Fetch {
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Error>;
}

struct Service {
    calls: u32,
    until: Instant,
}

#[async_trait::async_trait]
impl Fetch for Service {
    #[retry(fixed = 1s, deadline = (self.until), on = any, clone(body))]
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Error> {
        self.calls += 1;
        match self.calls {
            1 => Err(Error::Busy(1))?,
            2 => pending().await,
            _ => Ok(path.to_owned() + &body),
        }
    }
}

impl Service {
    #[retry(immediate, deadline = 10s, on = any)]
    async fn mutate<T: Clone + Send + Sync>(
        &mut self,
        seen: &mut Vec<T>,
        item: T,
        mut left: u32,
    ) -> Result<u32, Error> {
        self.calls += 1;
        left -= 1;
        seen.push(item.clone());
        if self.calls < 3 {
            return Err(Error::Busy(self.calls));
        }
        Ok(left)
    }

    #[retry(immediate, deadline = 10s, on = any)]
    fn boxed<'s>(&'s self, text: &'s str) -> Pin<Box<dyn Future<Output = Result<&'s str, Error>> + Send + 's>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(text)
        })
    }

    #[retry(immediate, deadline = 10s, on = any)]
    fn opaque(&self) -> impl Future<Output = Result<impl Iterator<Item = u32> + use<>, Error>> + Send {
        async {
            tokio::task::yield_now().await;
            Ok(0..3)
        }
    }

    #[retry(immediate, deadline = 10s, on = any)]
    async fn io(&self, fails: &Cell<bool>) -> io::Result<()> {
        if fails.take() { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
    }

    #[retry(immediate, deadline = 10s)]
    async fn option(&self, fails: &Cell<bool>) -> Option<u32> {
        if fails.take() { None } else { Some(1) }
    }
}

fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::test(start_paused = true)]
async fn all_shapes() {
    let mut service = Service { calls: 0, until: Instant::now() + 5 * SECOND };
    assert_eq!(must_be_send(service.fetch("a", "b".to_owned())).await, Err(Error::Busy(1)));
    service.until = Instant::now() + 5 * SECOND;
    assert_eq!(must_be_send(service.fetch("a", "b".to_owned())).await, Ok("ab".to_owned()));
    let mut seen = Vec::new();
    service.calls = 0;
    assert_eq!(must_be_send(service.mutate(&mut seen, 'x', 5)).await, Ok(4));
    assert_eq!(seen.len(), 3);
    assert_eq!(must_be_send(service.boxed("four")).await, Ok("four"));
    assert_eq!(must_be_send(service.opaque()).await.map(Iterator::count), Ok(3));
    assert!(service.io(&Cell::new(true)).await.is_ok());
    assert_eq!(service.option(&Cell::new(true)).await, Some(1));
}

/// What is kept need not be `Send` where the future is not sent.
#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_send() {
    #[retry(fixed = 1s, deadline = 10s, on = any)]
    async fn hang(hangs: &Cell<bool>) -> Result<u32, Rc<str>> {
        if hangs.replace(true) { pending().await } else { Err("busy".into()) }
    }
    #[derive(Debug, PartialEq)]
    struct Rc<T: ?Sized>(std::rc::Rc<T>);
    impl From<TimedOut> for Rc<str> {
        fn from(_: TimedOut) -> Self {
            "slow".into()
        }
    }
    impl From<&str> for Rc<str> {
        fn from(text: &str) -> Self {
            Self(text.into())
        }
    }
    assert_eq!(hang(&Cell::new(false)).await, Err("busy".into()));
    assert_eq!(hang(&Cell::new(true)).await, Err("slow".into()));
}

/// The body lies in the future once; beside it there are a timer, the last failure and a few words.
#[test]
fn bytes_of_a_future() {
    #[retry(fixed = 1s, on = any)]
    async fn plain() -> Result<u32, Error> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    #[retry(fixed = 1s, deadline = 10s, on = any)]
    async fn timed() -> Result<u32, Error> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    let [bare, timed] = [size_of_val(&plain()), size_of_val(&timed())];
    let (sleep, failure) = (size_of::<tokio::time::Sleep>(), size_of::<Option<Result<u32, Error>>>());
    assert!(timed <= bare + sleep + failure + 12 * size_of::<usize>(), "{bare} {timed}, a timer: {sleep}");
}

/// Only the error of the last failure is kept for the deadline.
#[test]
fn the_future_is_send_where_the_error_is() {
    fn spawnable<T: Send>(_: &T) {}
    #[retry(fixed = 1s, on = any, deadline = 20s)]
    async fn fetch() -> Result<std::rc::Rc<u8>, std::io::Error> {
        Ok(std::rc::Rc::new(1))
    }
    spawnable(&fetch());
}
