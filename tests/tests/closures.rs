//! `Retry`: reports, closures that change what they capture, the attempt's number, and values that are kept and called often.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::judge::{ByClassify, Judge, On, OnResult};
use retry_runtime::observe::{Hooks, Silent, Watch};
use retry_runtime::{Attempt, Budget, Event, Policy, Report, Retry, StopReason, Verdict};
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);
/// How long every attempt takes.
const TAKES: Duration = Duration::from_millis(100);

/// How a call ends, and what is reported of it.
struct Ending {
    policy: Policy,
    /// What the budget has.
    tokens: u32,
    /// What attempt `n` (from 1) returns.
    answers: fn(u32) -> Result<u32, Verdict>,
    attempts: u32,
    waited: Duration,
    reason: Option<StopReason>,
}

const THREE: Policy = Policy::fixed(SECOND).max_attempts(3);
const MANY: u32 = 100;

#[expect(clippy::unnecessary_wraps)]
const fn succeeds(attempt: u32) -> Result<u32, Verdict> {
    Ok(attempt)
}

const fn fails(_: u32) -> Result<u32, Verdict> {
    Err(Verdict::Transient)
}

const fn recovers(attempt: u32) -> Result<u32, Verdict> {
    if attempt < 3 { Err(Verdict::Transient) } else { Ok(attempt) }
}

const fn breaks(attempt: u32) -> Result<u32, Verdict> {
    Err(if attempt < 2 { Verdict::Transient } else { Verdict::Permanent })
}

const fn hints(attempt: u32) -> Result<u32, Verdict> {
    Err(Verdict::RetryAfter(Duration::from_secs(if attempt < 2 { 2 } else { 7200 })))
}

fn endings() -> [Ending; 8] {
    use StopReason::{Budget, MaxAttempts, MaxElapsed, Permanent, RetryAfter};
    let timed = THREE.unlimited().max_elapsed(Duration::from_millis(1500));
    let ending = |policy, tokens, answers, attempts, waited, reason| Ending {
        policy,
        tokens,
        answers,
        attempts,
        waited: Duration::from_secs(waited),
        reason,
    };
    [
        ending(THREE, MANY, succeeds, 1, 0, None),
        ending(THREE, MANY, recovers, 3, 2, None),
        ending(THREE, MANY, breaks, 2, 1, Some(Permanent)),
        ending(THREE, MANY, fails, 3, 2, Some(MaxAttempts)),
        ending(timed, MANY, fails, 2, 1, Some(MaxElapsed)),
        ending(THREE, 1, fails, 2, 1, Some(Budget)),
        ending(THREE, MANY, hints, 2, 2, Some(RetryAfter)),
        // No wait at all, and one attempt only.
        ending(Policy::immediate().max_attempts(1), MANY, fails, 1, 0, Some(MaxAttempts)),
    ]
}

impl Ending {
    /// What must be reported. `late`: how much tokio's timer may add, which rounds up to milliseconds.
    fn holds(&self, report: &Report<Result<u32, Verdict>>, late: Duration) {
        let Report { result, attempts, elapsed, waited, reason, .. } = *report;
        assert_eq!(result, (self.answers)(self.attempts), "the last outcome, unchanged");
        assert_eq!((attempts, waited, reason), (self.attempts, self.waited, self.reason));
        let exact = self.waited + self.attempts * TAKES;
        assert!(elapsed >= exact && elapsed <= exact + late, "{elapsed:?} instead of {exact:?}");
    }
}

#[test]
fn a_blocking_call_reports_how_it_ended() {
    for ending in endings() {
        thread_clock::advance(Duration::from_secs(3600));
        let (budget, calls) = (Budget::new().min_tokens(ending.tokens), Cell::new(0));
        let retry = Retry::new(ending.policy).on(|verdict: &Verdict| *verdict).budget(&budget);
        let report = retry.call_report(|| {
            calls.set(calls.get() + 1);
            thread_clock::advance(TAKES);
            (ending.answers)(calls.get())
        });
        ending.holds(&report, Duration::ZERO);
        assert_eq!(calls.get(), ending.attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn an_async_call_reports_how_it_ended() {
    for ending in endings() {
        tokio::time::advance(Duration::from_secs(3600)).await;
        let (budget, calls) = (Budget::new().min_tokens(ending.tokens), Cell::new(0));
        let retry = Retry::new(ending.policy).on(|verdict: &Verdict| *verdict).budget(&budget);
        let operation = async || {
            calls.set(calls.get() + 1);
            tokio::time::sleep(TAKES).await;
            (ending.answers)(calls.get())
        };
        let report = retry.call_report_async(operation).await;
        ending.holds(&report, Duration::from_millis(10));
        assert_eq!(calls.get(), ending.attempts);
    }
}

/// The report says what the last event says.
#[tokio::test(start_paused = true)]
async fn a_report_agrees_with_the_hooks() {
    let told = Cell::new(None);
    let retry = Retry::new(THREE).on_give_up(|event: &Event<'_, ()>| {
        told.set(Some((event.attempt(), event.elapsed(), event.waited(), event.reason())));
    });
    let report = retry.call_report_async(async || None::<u32>).await;
    assert_eq!(told.get(), Some((report.attempts, report.elapsed, report.waited, report.reason)));
    assert_eq!(report.reason, Some(StopReason::MaxAttempts));
}

#[test]
fn a_report_of_a_value_that_was_refused() {
    let retry = Retry::new(Policy::immediate().max_attempts(2)).on_result(|page: &Option<u8>| *page == Some(0));
    let report = retry.call_report(|| Some(0));
    assert_eq!((report.result, report.attempts, report.reason), (Some(0), 2, Some(StopReason::MaxAttempts)));
    let report = retry.call_report(|| None);
    assert_eq!((report.result, report.attempts, report.reason), (None, 1, Some(StopReason::Permanent)));
    let report = retry.call_report(|| Some(7));
    assert_eq!((report.result, report.attempts, report.reason), (Some(7), 1, None));
}

/// It is a plain value.
#[test]
fn a_report_can_be_copied_compared_and_shown() {
    let report = Retry::new(THREE).call_report(|| Some(1));
    let copy = report;
    assert_eq!(copy, report);
    let text = format!("{report:?}");
    for word in ["Report", "result: Some(1)", "attempts: 1", "elapsed: ", "waited: 0ns", "reason: None"] {
        assert!(text.contains(word), "{text}");
    }
}

/// A connection that every attempt needs for itself.
#[derive(Default)]
struct Connection {
    sent: Vec<u32>,
}

impl Connection {
    async fn send(&mut self, number: u32) -> Option<usize> {
        tokio::task::yield_now().await;
        self.sent.push(number);
        (self.sent.len() == 3).then_some(self.sent.len())
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_may_borrow_mutably() {
    let (mut connection, start) = (Connection::default(), tokio::time::Instant::now());
    let answer = Retry::new(THREE).call_async_mut(async || connection.send(7).await).await;
    assert_eq!((answer, &connection.sent[..]), (Some(3), &[7, 7, 7][..]));
    assert_eq!(start.elapsed(), 2 * SECOND);

    let (mut connection, mut sleeps) = (Connection::default(), Vec::new());
    let sleep = |delay: Duration| {
        sleeps.push(delay);
        std::future::ready(())
    };
    let retry = Retry::new(Policy::delays(&[Duration::ZERO, SECOND]));
    let answer = retry.call_async_mut_with(sleep, async || connection.send(8).await).await;
    assert_eq!((answer, &connection.sent[..]), (Some(3), &[8, 8, 8][..]));
    assert_eq!(sleeps, [Duration::ZERO, SECOND], "called for a wait of zero too");
}

#[tokio::test(start_paused = true)]
async fn hooks_hear_of_calls_that_borrow_mutably() {
    let (mut connection, log) = (Connection::default(), RefCell::new(Vec::new()));
    let retry = Retry::new(THREE)
        .observe(|event: &Event<'_, ()>| log.borrow_mut().push((event.attempt(), event.waited(), event.delay())));
    assert_eq!(retry.call_async_mut(async || connection.send(7).await).await, Some(3));
    assert_eq!(log.into_inner(), [(1, Duration::ZERO, Some(SECOND)), (2, SECOND, Some(SECOND)), (3, 2 * SECOND, None)]);
}

#[tokio::test(start_paused = true)]
async fn futures_can_be_spawned() {
    let text = "four".to_owned();
    let task = tokio::spawn(async move {
        let operation = || async {
            tokio::task::yield_now().await;
            if text.is_empty() { Ok(0) } else { Err(text.len()) }
        };
        Retry::new(THREE).on(|_: &usize| true).call_report_async(operation).await
    });
    let report = task.await.unwrap();
    assert_eq!((report.result, report.attempts), (Err(4), 3));

    let operation = |attempt: Attempt| async move {
        tokio::task::yield_now().await;
        attempt.is_last().then(|| attempt.number())
    };
    assert_eq!(tokio::spawn(Retry::new(THREE).call_async_attempt(operation)).await.unwrap(), Some(3));

    // What is borrowed mutably is the closure's own.
    let mut connection = Connection::default();
    let future = Retry::new(THREE).call_async_mut(async move || connection.send(7).await);
    assert_eq!(tokio::spawn(future).await.unwrap(), Some(3));
}

/// A failure that is not `Send` is gone before the wait.
#[tokio::test(start_paused = true)]
async fn a_failure_that_cannot_be_sent_does_not_hold_a_task_back() {
    let operation = |attempt: Attempt| async move { if attempt.is_last() { Ok(1) } else { Err(std::rc::Rc::new(2)) } };
    let future = Retry::new(THREE).on(|_: &std::rc::Rc<u8>| true).call_async_attempt(operation);
    fn must_be_send<F: Future + Send>(future: F) -> F {
        future
    }
    assert_eq!(must_be_send(future).await, Ok(1));
}

/// Number, whether it is the last, and the times of every attempt.
type Seen = Vec<(u32, bool, Option<Duration>, Duration, Duration)>;

fn look(seen: &mut Seen, attempt: Attempt) {
    assert_eq!(attempt.is_first(), attempt.number() == 1);
    seen.push((attempt.number(), attempt.is_last(), attempt.previous_delay(), attempt.waited(), attempt.elapsed()));
}

/// With waits of one and two seconds.
fn expected() -> Seen {
    vec![
        (1, false, None, Duration::ZERO, Duration::ZERO),
        (2, false, Some(SECOND), SECOND, SECOND),
        (3, true, Some(2 * SECOND), 3 * SECOND, 3 * SECOND),
    ]
}

#[test]
fn a_blocking_operation_is_told_its_attempt() {
    thread_clock::stop();
    let (mut seen, mut last) = (Seen::new(), None);
    let answer: Option<u8> = Retry::new(Policy::exponential(SECOND).max_attempts(3)).call_attempt(|attempt| {
        look(&mut seen, attempt);
        last = Some(attempt);
        None
    });
    assert_eq!((answer, seen), (None, expected()));
    // It can be kept: it is `Copy`.
    assert_eq!(last.map(|attempt| attempt.number()), Some(3));
}

#[tokio::test(start_paused = true)]
async fn an_async_operation_is_told_its_attempt() {
    let seen = RefCell::new(Seen::new());
    let operation = async |attempt| {
        look(&mut seen.borrow_mut(), attempt);
        None::<u8>
    };
    let answer = Retry::new(Policy::exponential(SECOND).max_attempts(3)).call_async_attempt(operation).await;
    assert_eq!((answer, seen.into_inner()), (None, expected()));
}

#[derive(Debug, PartialEq, Eq)]
struct Error(u16);

impl Error {
    const fn is_transient(&self) -> bool {
        self.0 >= 500
    }
}

type Transient = On<fn(&Error) -> bool, bool>;
type Told = Hooks<Silent, Silent, Silent, fn(&Event<'_, Error>)>;
type UntilDone = OnResult<fn(&Option<bool>) -> Verdict, Verdict>;

/// Named, kept, and called from several methods.
struct Client {
    retry: Retry<'static, Transient>,
    observed: Retry<'static, Transient, (), Told>,
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

/// The policy is in it by value, and tokio's timer; nothing is in it twice.
#[test]
fn futures_are_small() {
    let (parts, mut calls) = (size_of::<Retry<'_>>() + size_of::<tokio::time::Sleep>(), 0_u64);
    let tiny = async || Some(1_u64);
    let counting = async || {
        calls += 1;
        Some(calls)
    };
    for (name, size) in [
        ("call_async", size_of_val(&Retry::new(THREE).call_async(tiny))),
        ("call_async_mut", size_of_val(&Retry::new(THREE).call_async_mut(counting))),
        ("call_async_attempt", size_of_val(&Retry::new(THREE).call_async_attempt(async |_| Some(1_u64)))),
        ("call_report_async", size_of_val(&Retry::new(THREE).call_report_async(tiny))),
    ] {
        assert!(size <= 300 && size <= parts + 48, "{name}: {size} bytes, of which {parts} are needed");
    }
}

/// Around a large operation, that is once in it.
#[test]
fn an_operation_is_kept_once() {
    let large = [1_u8; 1024];
    let captured = move || std::future::ready(large.first().copied());
    let awaited = || async {
        let large = std::hint::black_box([1_u8; 1024]);
        tokio::task::yield_now().await;
        large.first().copied()
    };
    for size in
        [size_of_val(&Retry::new(THREE).call_async(captured)), size_of_val(&Retry::new(THREE).call_async(awaited))]
    {
        assert!(size < 1024 + 300, "{size} bytes");
    }
}
