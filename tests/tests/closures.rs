//! `Retry`: closures that change what they capture, the attempt's number, other sleepers, hooks, and futures that are small and can be
//! spawned.

use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use retry_runtime::{Attempt, Event, Policy, Retry};
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);
const THREE: Policy = Policy::fixed(SECOND).max_attempts(3);

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
}

/// Another sleeper is called for every wait.
#[tokio::test]
async fn a_sleeper_is_called_for_a_wait_of_zero_too() {
    let sleeps = RefCell::new(Vec::new());
    let sleep = |delay: Duration| {
        sleeps.borrow_mut().push(delay);
        std::future::ready(())
    };
    let retry = Retry::new(Policy::delays(&[Duration::ZERO, SECOND]));
    let mut connection = Connection::default();
    assert_eq!(retry.call_async_mut_with(sleep, async || connection.send(8).await).await, Some(3));
    assert_eq!(connection.sent, [8, 8, 8]);
    assert_eq!(sleeps.take(), [Duration::ZERO, SECOND]);
    assert_eq!(retry.call_async_with(sleep, async || None::<u8>).await, None);
    assert_eq!(sleeps.take(), [Duration::ZERO, SECOND, SECOND]);
    assert_eq!(retry.call_with(|delay| sleeps.borrow_mut().push(delay), || None::<u8>), None);
    assert_eq!(sleeps.take(), [Duration::ZERO, SECOND, SECOND]);
}

/// Polls without a runtime, whose timer nothing may ask here.
fn polled<F: Future>(future: F) -> F::Output {
    let (mut future, mut context) = (pin!(future), Context::from_waker(Waker::noop()));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// Tokio's timer would make a millisecond of zero.
#[test]
fn a_wait_of_zero_asks_no_timer() {
    let retry = Retry::new(Policy::immediate().max_attempts(3));
    let mut calls = 0;
    let counting = async || {
        calls += 1;
        None::<u8>
    };
    assert_eq!(polled(retry.call_async_mut(counting)), None);
    assert_eq!(calls, 3);
    assert_eq!(polled(retry.call_async(async || None::<u8>)), None);
    assert_eq!(polled(retry.call_async_attempt(async |attempt| attempt.is_last().then_some(1))), Some(1));
    assert_eq!(polled(retry.call_report_async(async || None::<u8>)).attempts, 3);
}

/// Number, wait that begins, waits that are over, and time since the beginning, of every event.
type Told = (u32, Option<Duration>, Duration, Duration);

#[tokio::test(start_paused = true)]
async fn hooks_hear_of_every_kind_of_call() {
    thread_clock::stop();
    let log = RefCell::new(Vec::new());
    let hook = |event: &Event<'_, ()>| {
        let told: Told = (event.attempt(), event.delay(), event.waited(), event.elapsed());
        log.borrow_mut().push(told);
    };
    let retry = Retry::new(THREE).observe(hook);
    let expected: [Told; 3] = [
        (1, Some(SECOND), Duration::ZERO, Duration::ZERO),
        (2, Some(SECOND), SECOND, SECOND),
        (3, None, 2 * SECOND, 2 * SECOND),
    ];
    assert_eq!(retry.call(|| None::<u8>), None);
    assert_eq!(log.take(), expected, "call");
    assert_eq!(retry.call_attempt(|_| None::<u8>), None);
    assert_eq!(log.take(), expected, "call_attempt");
    assert_eq!(retry.call_report(|| None::<u8>).result, None);
    assert_eq!(log.take(), expected, "call_report");
    assert_eq!(retry.call_async(async || None::<u8>).await, None);
    assert_eq!(log.take(), expected, "call_async");
    assert_eq!(retry.call_async_attempt(async |_| None::<u8>).await, None);
    assert_eq!(log.take(), expected, "call_async_attempt");
    assert_eq!(retry.call_report_async(async || None::<u8>).await.result, None);
    assert_eq!(log.take(), expected, "call_report_async");
    let mut connection = Connection::default();
    assert_eq!(retry.call_async_mut(async || connection.send(7).await).await, Some(3));
    assert_eq!(log.take(), expected, "call_async_mut");
    let sleep = tokio::time::sleep;
    assert_eq!(retry.call_async_with(sleep, async || None::<u8>).await, None);
    assert_eq!(log.take(), expected, "call_async_with");
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

/// The policy is in it by value, and tokio's timer; nothing is in it twice.
#[test]
fn futures_are_small() {
    let (parts, mut calls) = (size_of::<Retry<'_>>() + size_of::<tokio::time::Sleep>(), 0_u64);
    let tiny = async || Some(1_u64);
    let counting = async || {
        calls += 1;
        Some(calls)
    };
    let captured = size_of_val(&counting);
    for (name, captured, size) in [
        ("call_async", 0, size_of_val(&Retry::new(THREE).call_async(tiny))),
        ("call_async_mut", captured, size_of_val(&Retry::new(THREE).call_async_mut(counting))),
        ("call_async_attempt", 0, size_of_val(&Retry::new(THREE).call_async_attempt(async |_| Some(1_u64)))),
        ("call_report_async", 0, size_of_val(&Retry::new(THREE).call_report_async(tiny))),
    ] {
        let size = size - captured;
        // Not a number: tokio's timer has another size in every version.
        assert!(size <= parts + 48, "{name}: {size} bytes, of which {parts} are needed");
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
        assert!(size < 1024 + 350, "{size} bytes");
    }
}
