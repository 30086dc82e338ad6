//! `cancel`: ends the wait and starts no further attempt; a running one finishes.
#![allow(
    clippy::manual_async_fn,
    clippy::unused_async,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "true of the shapes themselves, with or without the attribute"
)]

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, ready};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use retry_runtime::{Budget, Event, EventKind, Policy, TimedOut, Verdict, now, retry};
use tokio::sync::{Notify, oneshot, watch};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

#[derive(Debug, PartialEq)]
struct Busy(u32);

impl From<TimedOut> for Busy {
    fn from(_: TimedOut) -> Self {
        Self(99)
    }
}

type Log = RefCell<Vec<String>>;

/// What a hook hears: which attempt failed, the wait, the reason, when, how long the call has waited.
fn note(log: &Log, event: &Event<'_, Busy>) {
    if event.kind() == EventKind::Recovered {
        return log.borrow_mut().push(format!("{} recovered", event.attempt()));
    }
    assert_eq!(event.error().map(|error| error.0), Some(event.attempt()));
    let (delay, reason) = (event.delay(), event.reason());
    let (elapsed, waited) = (event.elapsed(), event.waited());
    log.borrow_mut().push(format!("{} {delay:?} {reason:?} at {elapsed:?}, waited {waited:?}", event.attempt()));
}

/// Every attempt takes a second, and succeeds in the end.
#[retry(fixed = 5s, max_attempts = 9, on = any, cancel = token.cancelled(), observe = |event| note(log, event), attempt = attempt)]
async fn fetch(token: &CancellationToken, succeeds: u32, log: &Log) -> Result<u32, Busy> {
    sleep(SECOND).await;
    if attempt.number() < succeeds { Err(Busy(attempt.number())) } else { Ok(attempt.number()) }
}

/// The call's result, what was heard, and how long it took, where it is cancelled then.
async fn cancelled_after(time: Duration, succeeds: u32) -> (Result<u32, Busy>, Vec<String>, Duration) {
    let (token, log, begun) = (CancellationToken::new(), Log::default(), Instant::now());
    let cancelling = async {
        sleep(time).await;
        token.cancel();
    };
    let call = async {
        let result = fetch(&token, succeeds, &log).await;
        (result, begun.elapsed())
    };
    let ((result, took), ()) = tokio::join!(call, cancelling);
    (result, log.into_inner(), took)
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_the_last_failure() {
    let (result, heard, took) = cancelled_after(8 * SECOND, 9).await;
    assert_eq!((result, took), (Err(Busy(2)), 8 * SECOND));
    let expected = [
        "1 Some(5s) None at 1s, waited 0ns",
        "2 Some(5s) None at 7s, waited 5s",
        "2 None Some(Cancelled) at 8s, waited 5s",
    ];
    assert_eq!(heard, expected);
}

#[tokio::test(start_paused = true)]
async fn a_running_attempt_finishes() {
    let (result, heard, took) = cancelled_after(Duration::from_millis(6_500), 2).await;
    assert_eq!((result, took), (Ok(2), 7 * SECOND));
    assert_eq!(heard, ["1 Some(5s) None at 1s, waited 0ns", "2 recovered"]);
}

#[tokio::test(start_paused = true)]
async fn and_then_no_wait_begins() {
    let (result, heard, took) = cancelled_after(Duration::from_millis(6_500), 9).await;
    assert_eq!((result, took), (Err(Busy(2)), 7 * SECOND));
    assert_eq!(heard, ["1 Some(5s) None at 1s, waited 0ns", "2 None Some(Cancelled) at 7s, waited 5s"]);
}

#[tokio::test(start_paused = true)]
async fn the_first_attempt_is_always_made() {
    let (result, heard, took) = cancelled_after(Duration::ZERO, 9).await;
    assert_eq!((result, took), (Err(Busy(1)), SECOND));
    assert_eq!(heard, ["1 None Some(Cancelled) at 1s, waited 0ns"]);
    assert_eq!(cancelled_after(Duration::ZERO, 1).await.0, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_nobody_cancels() {
    let (result, _, took) = cancelled_after(99 * SECOND, 9).await;
    assert_eq!((result, took), (Ok(9), 49 * SECOND));
    let (result, heard, _) = cancelled_after(99 * SECOND, 10).await;
    assert_eq!(result, Err(Busy(9)));
    assert_eq!(heard.last().unwrap(), "9 None Some(MaxAttempts) at 49s, waited 40s");
}

/// What is final anyway is called by its own name.
#[tokio::test(start_paused = true)]
async fn a_permanent_failure_is_no_cancellation() {
    #[retry(fixed = 1s, max_attempts = 2, on = |error| error.0 > 0, cancel = ready(()), on_give_up = |event| note(log, event))]
    async fn fail(log: &Log) -> Result<u32, Busy> {
        Err(Busy(1)).or(Err(Busy(0)))
    }
    fn note(log: &Log, event: &Event<'_, Busy>) {
        log.borrow_mut().push(format!("{:?}", event.reason()));
    }
    let log = Log::default();
    assert_eq!(fail(&log).await, Err(Busy(0)));
    assert_eq!(log.into_inner(), ["Some(Permanent)"]);
}

#[tokio::test(start_paused = true)]
async fn the_predicate_is_asked_once_and_its_verdict_told() {
    #[retry(
        fixed = 1s, cancel = sleep(2 * SECOND), max_retry_after = 1h,
        on = |_| { asked.set(asked.get() + 1); Verdict::RetryAfter(60 * SECOND) },
        on_give_up = |event| assert_eq!(event.verdict(), Some(Verdict::RetryAfter(60 * SECOND))),
    )]
    async fn fail(asked: &Cell<u32>) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let asked = Cell::new(0);
    assert_eq!(fail(&asked).await, Err(Busy(1)));
    assert_eq!(asked.get(), 1);
}

/// Whatever can be awaited, as it is.
#[tokio::test(start_paused = true)]
async fn anything_that_can_be_awaited() {
    async fn told_after_a_second(
        cancel: impl AsyncFnOnce(),
        call: impl Future<Output = Result<u32, Busy>>,
    ) -> Duration {
        let begun = Instant::now();
        let telling = async {
            sleep(SECOND).await;
            cancel().await;
        };
        let (result, ()) = tokio::join!(call, telling);
        assert_eq!(result, Err(Busy(1)));
        begun.elapsed()
    }
    #[retry(fixed = 60s, cancel = notify.notified(), on = any)]
    async fn notified(notify: &Notify) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let notify = Notify::new();
    assert_eq!(told_after_a_second(async || notify.notify_waiters(), notified(&notify)).await, SECOND);

    #[retry(fixed = 60s, cancel = stop.changed(), on = any)]
    async fn watching(mut stop: watch::Receiver<bool>) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let (sender, receiver) = watch::channel(false);
    assert_eq!(told_after_a_second(async || sender.send(true).unwrap(), watching(receiver)).await, SECOND);

    #[retry(fixed = 60s, cancel = stop, on = any)]
    async fn once(stop: oneshot::Receiver<()>) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let (sender, receiver) = oneshot::channel();
    assert_eq!(told_after_a_second(async || drop(sender), once(receiver)).await, SECOND);

    #[retry(fixed = 60s, cancel = &mut *stop, on = any)]
    async fn lent(stop: &mut oneshot::Receiver<()>) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let (sender, mut receiver) = oneshot::channel();
    assert_eq!(told_after_a_second(async || drop(sender), lent(&mut receiver)).await, SECOND);

    #[retry(fixed = 60s, cancel = async { token.cancelled().await }, on = any, clone(token))]
    async fn owned(token: CancellationToken) -> Result<u32, Busy> {
        drop(token);
        Err(Busy(1))
    }
    let token = CancellationToken::new();
    assert_eq!(told_after_a_second(async || token.cancel(), owned(token.clone())).await, SECOND);
}

/// Evaluated once a call, before the first attempt; never polled again after it was ready; and dropped with the call.
#[tokio::test(start_paused = true)]
async fn one_future_a_call() {
    #[retry(fixed = 1s, max_attempts = 3, cancel = { log.borrow_mut().push("made"); ready_at(polls, 5) }, on = any)]
    async fn fail(log: &RefCell<Vec<&'static str>>, polls: &Cell<u32>) -> Result<u32, Busy> {
        log.borrow_mut().push("attempt");
        Err(Busy(1))
    }
    /// Ready when it is polled for that time; panics after that.
    fn ready_at(polls: &Cell<u32>, last: u32) -> impl Future<Output = ()> {
        poll_fn(move |_| {
            polls.set(polls.get() + 1);
            assert!(polls.get() <= last, "polled after it was ready");
            if polls.get() == last { Poll::Ready(()) } else { Poll::Pending }
        })
    }
    let (log, polls) = (RefCell::default(), Cell::new(0));
    assert_eq!(fail(&log, &polls).await, Err(Busy(1)));
    assert_eq!(log.into_inner(), ["made", "attempt", "attempt"]);

    #[retry(fixed = 1s, max_attempts = 3, cancel = ready_at(polls, 1), on = any)]
    async fn at_once(polls: &Cell<u32>) -> Result<u32, Busy> {
        Err(Busy(1))
    }
    let polls = Cell::new(0);
    assert_eq!(at_once(&polls).await, Err(Busy(1)));
    assert_eq!(polls.get(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_nothing_yields_and_asks() {
    #[retry(immediate, max_attempts = forever(), cancel = stop.notified(), on = any)]
    async fn fail(stop: &Notify, attempts: &Cell<u32>) -> Result<u32, Busy> {
        attempts.set(attempts.get() + 1);
        Err(Busy(attempts.get()))
    }
    const fn forever() -> u32 {
        u32::MAX
    }
    let (stop, attempts) = (Notify::new(), Cell::new(0));
    let stopping = async {
        while attempts.get() < 5 {
            tokio::task::yield_now().await;
        }
        stop.notify_waiters();
    };
    let (result, ()) = tokio::join!(fail(&stop, &attempts), stopping);
    assert!((5..8).contains(&result.unwrap_err().0));
}

#[tokio::test(start_paused = true)]
async fn without_another_end() {
    #[retry(fixed = 1s, max_attempts = unlimited, cancel = sleep(10 * SECOND), on = any, sleep = sleep)]
    async fn fail(attempts: &Cell<u32>) -> Result<u32, Busy> {
        attempts.set(attempts.get() + 1);
        Err(Busy(attempts.get()))
    }
    let policy = Policy::fixed(SECOND).unlimited();
    #[retry(policy = policy, max_attempts = unlimited, cancel = sleep(10 * SECOND), on = any)]
    async fn by_policy(policy: Policy, attempts: &Cell<u32>) -> Result<u32, Busy> {
        attempts.set(attempts.get() + 1);
        Err(Busy(attempts.get()))
    }
    assert_eq!(fail(&Cell::new(0)).await, Err(Busy(10)));
    assert_eq!(by_policy(policy, &Cell::new(0)).await, Err(Busy(10)));
}

/// With all of it: a budget, a deadline, time-outs, clones. The token of the retry that is not made goes back.
#[tokio::test(start_paused = true)]
async fn the_token_goes_back() {
    #[retry(
        fixed = 5s, max_attempts = 9, attempt_timeout = 2s, deadline = 30s, cancel = token.cancelled(), budget = budget,
        on = any, clone(body), attempt = attempt, on_give_up = |event| given_up.set(event.attempt()),
    )]
    async fn send(token: &CancellationToken, budget: &Budget, body: String, given_up: &Cell<u32>) -> Result<u32, Busy> {
        drop(body);
        if attempt.is_first() { pending().await } else { Err(Busy(attempt.number())) }
    }
    // Cut at 2 s, retried at 7 s: cancelled in the first wait, in the second one, and never.
    for (time, expected, attempts, spent) in [(6, Busy(99), 1, 0.0), (9, Busy(2), 2, 1.0), (99, Busy(6), 6, 5.0)] {
        let (token, budget, given_up) = (CancellationToken::new(), Budget::new().min_tokens(9), Cell::new(0));
        let cancelling = async {
            sleep(time * SECOND).await;
            token.cancel();
        };
        let (result, ()) = tokio::join!(send(&token, &budget, "body".to_owned(), &given_up), cancelling);
        assert_eq!((result, given_up.get()), (Err(expected), attempts));
        assert!((budget.balance(now()) - (9.0 - spent)).abs() < 1e-9, "{}", budget.balance(now()));
    }
}

/// A call that is dropped at any poll gives back what it took; so does one that is cancelled at any poll.
#[test]
fn dropped_or_cancelled_at_any_poll() {
    #[retry(fixed = 1s, max_attempts = 4, cancel = until(cancelled), on = any, budget = budget, sleep = |_| doze())]
    async fn doze_and_fail(cancelled: &Cell<bool>, budget: &Budget, attempts: &Cell<u32>) -> Result<u32, Busy> {
        attempts.set(attempts.get() + 1);
        doze().await;
        Err(Busy(attempts.get()))
    }
    async fn doze() {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }
    fn until(cancelled: &Cell<bool>) -> impl Future<Output = ()> {
        poll_fn(|_| if cancelled.get() { Poll::Ready(()) } else { Poll::Pending })
    }
    for polls in 0..20 {
        for cancels in [false, true] {
            let (budget, attempts, cancelled) = (Budget::new().min_tokens(9), Cell::new(0), Cell::new(false));
            {
                let mut call = pin!(doze_and_fail(&cancelled, &budget, &attempts));
                let mut poll = || call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                let ended = (0..polls).any(|_| poll().is_ready());
                cancelled.set(cancels);
                if cancels && !ended {
                    let before = attempts.get();
                    let result = (0..9).find_map(|_| match poll() {
                        Poll::Ready(result) => Some(result),
                        Poll::Pending => None,
                    });
                    assert_eq!(result, Some(Err(Busy(before.max(1)))), "after {polls} polls");
                }
                assert_eq!(ended, polls >= 15, "{polls}");
            }
            let retries = f64::from(attempts.get().max(1) - 1);
            assert!((budget.balance(now()) - (9.0 - retries)).abs() < 1e-9, "{polls} polls, {retries} retries");
        }
    }
}

// Blocking.

fn blocking_hooks(log: &Log, event: &Event<'_, Busy>) {
    log.borrow_mut().push(format!("{} {:?} {:?}", event.attempt(), event.delay(), event.reason()));
}

/// Asked before and after each wait.
#[test]
fn a_blocking_function_asks() {
    #[retry(
        fixed = 1s, max_attempts = unlimited, on = any, cancel = || { asked.set(asked.get() + 1); asked.get() == stops },
        sleep = |_| slept.set(slept.get() + 1), observe = |event| blocking_hooks(log, event), attempt = attempt, budget = budget,
    )]
    fn fail(asked: &Cell<u32>, stops: u32, slept: &Cell<u32>, log: &Log, budget: &Budget) -> Result<u32, Busy> {
        Err(Busy(attempt.number()))
    }
    for (stops, attempts, waits, retried) in [(1, 1, 0, 0.0), (2, 1, 1, 0.0), (3, 2, 1, 1.0), (6, 3, 3, 2.0)] {
        let (slept, log, budget) = (Cell::new(0), Log::default(), Budget::new().min_tokens(9));
        let asked = Cell::new(0);
        assert_eq!(fail(&asked, stops, &slept, &log, &budget), Err(Busy(attempts)));
        assert_eq!((asked.get(), slept.get()), (stops, waits));
        assert_eq!(log.borrow().last().unwrap(), &format!("{attempts} None Some(Cancelled)"));
        assert_eq!(log.borrow().len(), usize::try_from(waits).unwrap() + 1, "one event a wait, and one at the end");
        assert!((budget.balance(now()) - (9.0 - retried)).abs() < 1e-9);
    }
}

#[test]
fn a_success_and_a_permanent_failure_are_no_reason_to_ask() {
    #[retry(immediate, max_attempts = 2, on = |error| error.0 > 0, cancel = || { asked.set(asked.get() + 1); false })]
    fn work(asked: &Cell<u32>, result: Result<u32, u32>) -> Result<u32, Busy> {
        result.map_err(Busy)
    }
    for (result, times) in [(Ok(1), 0), (Err(0), 0), (Err(1), 3)] {
        let asked = Cell::new(0);
        let _ = work(&asked, result);
        assert_eq!(asked.get(), times, "{result:?}");
    }
}

static STOP: AtomicBool = AtomicBool::new(false);

fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

struct Service {
    stop: AtomicBool,
    asks: fn() -> bool,
    boxed: Box<dyn Fn() -> bool + Send + Sync>,
    calls: u32,
    token: CancellationToken,
}

impl Service {
    #[retry(immediate, on = any, cancel = || self.stop.load(Ordering::Relaxed))]
    fn closure(&self, calls: &Cell<u32>) -> Result<u32, Busy> {
        calls.set(calls.get() + 1);
        Err(Busy(calls.get()))
    }

    #[retry(immediate, on = any, cancel = self.asks)]
    fn field(&mut self) -> Result<u32, Busy> {
        self.calls += 1;
        let early: Result<u32, Busy> = Err(Busy(self.calls));
        early?;
        Ok(1)
    }

    #[retry(immediate, on = any, cancel = self.boxed)]
    fn boxed<T: Clone>(&mut self, seen: &mut Vec<T>, item: T) -> Result<u32, Busy> {
        seen.push(item.clone());
        self.calls += 1;
        if self.calls > 9 {
            return Ok(9);
        }
        Err(Busy(self.calls))
    }

    #[retry(immediate, on = any, cancel = stopped)]
    fn path(self, mut name: String) -> Result<String, Busy> {
        name.push('!');
        if name.len() > 99 { Err(Busy(1)) } else { Err(Busy(u32::try_from(name.len()).unwrap())) }
    }
}

impl Clone for Service {
    fn clone(&self) -> Self {
        service(true)
    }
}

fn service(stop: bool) -> Service {
    let token = CancellationToken::new();
    Service { stop: AtomicBool::new(stop), asks: || true, boxed: Box::new(|| false), calls: 0, token }
}

#[test]
fn blocking_shapes() {
    assert_eq!(service(true).closure(&Cell::new(0)), Err(Busy(1)));
    assert_eq!(service(false).closure(&Cell::new(0)), Err(Busy(4)));
    assert_eq!(service(false).field(), Err(Busy(1)));
    let mut seen = Vec::new();
    assert_eq!(service(false).boxed(&mut seen, 'x'), Err(Busy(4)));
    assert_eq!(seen.len(), 4);
    assert_eq!(service(false).path("name".to_owned()), Err(Busy(5)));
}

#[async_trait::async_trait]
trait Fetch {
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Busy>;
}

#[async_trait::async_trait]
impl Fetch for Service {
    #[retry(fixed = 1s, cancel = token(&self.token), on = any, clone(body))]
    async fn fetch(&mut self, path: &str, body: String) -> Result<String, Busy> {
        self.calls += 1;
        match self.calls {
            1 => Err(Busy(1))?,
            2 => return Err(Busy(2)),
            _ => Ok(path.to_owned() + &body),
        }
    }
}

/// What outlives the borrow of `self`, which the body needs.
fn token(token: &CancellationToken) -> impl Future<Output = ()> + Send + use<> {
    token.clone().cancelled_owned()
}

impl Service {
    #[retry(fixed = 1s, cancel = self.token.cancelled(), on = any)]
    fn boxed_future<'s>(
        &'s self,
        calls: &'s AtomicBool,
    ) -> Pin<Box<dyn Future<Output = Result<u32, Busy>> + Send + 's>> {
        Box::pin(async move { if calls.swap(true, Ordering::Relaxed) { Ok(1) } else { Err(Busy(1)) } })
    }

    #[retry(fixed = 1s, cancel = self.token.cancelled(), on = any)]
    fn opaque(&self) -> impl Future<Output = Result<impl Iterator<Item = u32> + use<>, Busy>> + Send {
        async { Ok(0..3) }
    }

    #[retry(fixed = 1s, cancel = self.token.cancelled())]
    async fn option(&self, fails: &AtomicBool) -> Option<u32> {
        if fails.swap(false, Ordering::Relaxed) { None } else { Some(1) }
    }

    #[retry(fixed = 1s, cancel = self.token.cancelled(), on_result = |page: &Vec<u32>| page.is_empty())]
    async fn value(&self, fails: &AtomicBool) -> Vec<u32> {
        if fails.swap(false, Ordering::Relaxed) { vec![] } else { vec![1] }
    }
}

fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::test(start_paused = true)]
async fn async_shapes() {
    let mut one = service(false);
    assert_eq!(must_be_send(one.fetch("a", "b".to_owned())).await, Ok("ab".to_owned()));
    one.calls = 0;
    one.token.cancel();
    assert_eq!(must_be_send(one.fetch("a", "b".to_owned())).await, Err(Busy(1)));
    let one = service(false);
    assert_eq!(must_be_send(one.boxed_future(&AtomicBool::new(false))).await, Ok(1));
    assert_eq!(must_be_send(one.opaque()).await.map(Iterator::count), Ok(3));
    assert_eq!(must_be_send(one.option(&AtomicBool::new(true))).await, Some(1));
    assert_eq!(must_be_send(one.value(&AtomicBool::new(true))).await, [1]);
    one.token.cancel();
    assert_eq!(one.option(&AtomicBool::new(true)).await, None);
    assert!(one.value(&AtomicBool::new(true)).await.is_empty());
}

/// The body lies in the future once.
#[test]
fn bytes_of_a_future() {
    #[retry(fixed = 1s, on = any)]
    async fn plain() -> Result<u32, Busy> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    #[retry(fixed = 1s, on = any, cancel = pending::<()>())]
    async fn cancelled() -> Result<u32, Busy> {
        let large = [0_u8; 1024];
        tokio::task::yield_now().await;
        Ok(large.iter().map(|byte| u32::from(*byte)).sum())
    }
    let [plain, cancelled] = [size_of_val(&plain()), size_of_val(&cancelled())];
    assert!(cancelled <= plain + 16 * size_of::<usize>(), "{plain} {cancelled}");
}

/// As predicates and hooks are: an argument, a field, behind a pointer.
#[test]
#[allow(clippy::needless_pass_by_value, reason = "that is the point")]
fn what_is_asked_may_be_an_argument_or_a_field() {
    use std::sync::Arc;

    #[retry(immediate, max_attempts = 9, on = any, cancel = stop)]
    fn by_value(calls: &Cell<u32>, stop: impl Fn() -> bool) -> Option<u8> {
        calls.set(calls.get() + 1);
        None
    }
    #[retry(immediate, max_attempts = 9, on = any, cancel = stop)]
    fn boxed(calls: &Cell<u32>, stop: Box<dyn Fn() -> bool>) -> Option<u8> {
        calls.set(calls.get() + 1);
        None
    }
    #[retry(immediate, max_attempts = 9, on = any, cancel = stop)]
    fn changing(calls: &Cell<u32>, stop: &mut impl FnMut() -> bool) -> Option<u8> {
        calls.set(calls.get() + 1);
        None
    }
    struct Client {
        stop: Arc<dyn Fn() -> bool>,
    }
    impl Client {
        #[retry(immediate, max_attempts = 9, on = any, cancel = self.stop)]
        fn get(&self, calls: &Cell<u32>) -> Option<u8> {
            calls.set(calls.get() + 1);
            None
        }
    }
    let calls = Cell::new(0);
    assert_eq!((by_value(&calls, || calls.get() > 2), calls.take()), (None, 3));
    assert_eq!((boxed(&calls, Box::new(|| true)), calls.take()), (None, 1));
    let mut asked = 0;
    let mut stop = || {
        asked += 1;
        asked > 4
    };
    assert_eq!((changing(&calls, &mut stop), calls.take()), (None, 3));
    assert_eq!((Client { stop: Arc::new(|| true) }.get(&calls), calls.take()), (None, 1));
}

/// A wait on the thread comes to its end, also where the call is cancelled then.
#[test]
fn a_blocking_wait_counts() {
    let (asked, end) = (Cell::new(0), Cell::new(None));
    #[retry(fixed = 3s, on = any, sleep = |_| (), cancel = || { asked.set(asked.get() + 1); asked.get() == 4 }, fallback = |(), told| { end.set(Some(*told)); None })]
    fn fail(asked: &Cell<u32>, end: &Cell<Option<retry_runtime::End>>) -> Option<u8> {
        None
    }
    assert_eq!(fail(&asked, &end), None);
    let end = end.get().unwrap();
    assert_eq!(
        (end.waited(), end.attempts(), end.reason()),
        (2 * Duration::from_secs(3), 2, retry_runtime::StopReason::Cancelled)
    );
}
