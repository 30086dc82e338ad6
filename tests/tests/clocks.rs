//! A call is measured with the clock that its waits follow: tokio's where they are awaited, the standard library's where they
//! hold the thread. Both clocks are stopped here, and each is moved alone.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::{Event, Policy, Retry, StopReason, retry};
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);

/// Three retries start inside of three seconds.
const THREE_SECONDS: Policy = Policy::fixed(SECOND).unlimited().max_elapsed(Duration::from_secs(3));

/// What was asked during a call: since when it runs, in attempts and in events.
#[derive(Debug, Default)]
struct Told {
    attempts: RefCell<Vec<u64>>,
    events: RefCell<Vec<u64>>,
    reason: Cell<Option<StopReason>>,
}

impl Told {
    fn event(&self, event: &Event<'_, ()>) {
        self.events.borrow_mut().push(event.elapsed().as_secs());
        self.reason.set(event.reason());
    }

    fn ended_on_time(self, attempts: &[u64]) {
        assert_eq!(*self.attempts.borrow(), attempts);
        assert_eq!(*self.events.borrow(), [0, 1, 2, 3]);
        assert_eq!(self.reason.get(), Some(StopReason::MaxElapsed));
    }
}

#[retry(policy = THREE_SECONDS, attempt = attempt, sleep = thread_clock::advance,
    before_retry = |event| told.event(event), on_give_up = |event| told.event(event))]
fn blocking(told: &Told) -> Option<()> {
    told.attempts.borrow_mut().push(attempt.elapsed().as_secs());
    assert!(told.attempts.borrow().len() < 100, "the call does not end");
    None
}

#[retry(policy = THREE_SECONDS, attempt = attempt,
    before_retry = |event| told.event(event), on_give_up = |event| told.event(event))]
async fn awaiting(told: &Told) -> Option<()> {
    told.attempts.borrow_mut().push(attempt.elapsed().as_secs());
    assert!(told.attempts.borrow().len() < 100, "the call does not end");
    None
}

#[tokio::test(start_paused = true)]
async fn a_blocking_function_is_measured_with_the_clock_of_its_thread() {
    thread_clock::stop();
    let told = Told::default();
    assert_eq!(blocking(&told), None);
    told.ended_on_time(&[0, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn an_async_function_is_measured_with_the_clock_of_tokio() {
    thread_clock::stop();
    let told = Told::default();
    assert_eq!(awaiting(&told).await, None);
    told.ended_on_time(&[0, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn so_are_closures() {
    thread_clock::stop();
    let told = Told::default();
    let retry = Retry::new(THREE_SECONDS).before_retry(|event: &Event<'_, ()>| told.event(event));
    let mut calls = 0;
    let none: Option<()> =
        retry.on_give_up(|event: &Event<'_, ()>| told.event(event)).call_with(thread_clock::advance, || {
            calls += 1;
            assert!(calls < 100, "the call does not end");
            None
        });
    assert_eq!((none, calls), (None, 4));
    told.ended_on_time(&[]);

    let told = Told::default();
    let retry = Retry::new(THREE_SECONDS).before_retry(|event: &Event<'_, ()>| told.event(event));
    let calls = Cell::new(0);
    let retry = retry.on_give_up(|event: &Event<'_, ()>| told.event(event));
    let none: Option<()> = retry
        .call_async(async || {
            calls.set(calls.get() + 1);
            assert!(calls.get() < 100, "the call does not end");
            None
        })
        .await;
    assert_eq!((none, calls.get()), (None, 4));
    told.ended_on_time(&[]);
}
