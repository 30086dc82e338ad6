//! A retry that does not wait lets the executor do other work: an operation that fails at once, and a policy that neither waits
//! nor ends, starve nobody.

use std::cell::Cell;
use std::future::{Future, ready};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use retry_runtime::{Event, Policy, Retry, Verdict, retry};

/// What would never return on its own; a call that does not yield fails here instead of hanging the test.
const NEVER: Policy = Policy::immediate().unlimited();
const TOO_MANY: u32 = 10_000;

fn attempt(calls: &Cell<u32>) -> Option<()> {
    calls.set(calls.get() + 1);
    assert!(calls.get() < TOO_MANY, "nothing else can run");
    None
}

async fn never(calls: &Cell<u32>) -> Option<()> {
    Retry::new(NEVER).call_async(async || attempt(calls)).await
}

/// A sleeper that is ready at once.
async fn never_with(calls: &Cell<u32>) -> Option<()> {
    Retry::new(NEVER).call_async_with(|_| ready(()), async || attempt(calls)).await
}

/// A backoff whose first delays are zero.
async fn at_once_first(calls: &Cell<u32>) -> Option<()> {
    const LIST: &[Duration] = &[Duration::ZERO, Duration::ZERO, Duration::from_secs(1)];
    Retry::new(Policy::delays(LIST)).call_async(async || attempt(calls)).await
}

/// A server that asks to come back at once.
async fn hinted(calls: &Cell<u32>) -> Option<()> {
    let come_back = |(): &()| Verdict::RetryAfter(Duration::ZERO);
    Retry::new(NEVER).on(come_back).call_async(async || attempt(calls)).await
}

#[retry(policy = NEVER)]
async fn annotated(calls: &Cell<u32>) -> Option<()> {
    attempt(calls)
}

/// The way of the expansion for a literal policy without waits.
#[retry(immediate, max_attempts = 20_000)]
async fn literal(calls: &Cell<u32>) -> Option<()> {
    attempt(calls)
}

fn observe(_: &Event<'_, ()>) {}

/// And the one for sites that somebody observes.
#[retry(immediate, max_attempts = 20_000, before_retry = observe)]
async fn observed(calls: &Cell<u32>) -> Option<()> {
    attempt(calls)
}

#[retry(immediate, max_attempts = 20_000, sleep = |_| ready(()))]
async fn with_a_sleeper(calls: &Cell<u32>) -> Option<()> {
    attempt(calls)
}

#[tokio::test(start_paused = true)]
async fn a_time_out_acts() {
    let calls = Cell::new(0);
    assert!(tokio::time::timeout(Duration::ZERO, never(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, never_with(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, at_once_first(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, hinted(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, annotated(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, literal(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, observed(&calls)).await.is_err());
    assert!(tokio::time::timeout(Duration::ZERO, with_a_sleeper(&calls)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_other_branch_of_a_select_acts() {
    let calls = Cell::new(0);
    let ten_turns = async {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        _ = never(&calls) => unreachable!("it never ends"),
        () = ten_turns => {}
    }
    assert!(calls.get() >= 10, "and in between it is retried: {} times", calls.get());
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn another_task_goes_on() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let retried = tokio::spawn(async {
        let operation = || ready(if CALLS.fetch_add(1, Ordering::Relaxed) < TOO_MANY { None } else { Some(()) });
        Retry::new(NEVER).call_async(operation).await
    });
    let other = tokio::spawn(async {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
    });
    other.await.unwrap();
    assert!(!retried.is_finished() && (1..TOO_MANY).contains(&CALLS.load(Ordering::Relaxed)));
    retried.abort();
}

fn polls(future: impl Future) -> u32 {
    let (mut future, mut polls) = (pin!(future), 1);
    while future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        polls += 1;
    }
    polls
}

/// Once for each retry that does not wait; not for a retry that does, and not for the last failure.
#[test]
fn it_yields_once_per_retry() {
    let calls = Cell::new(0);
    let call = |policy| {
        let calls = &calls;
        async move {
            let _ = Retry::new(policy).call_async_with(|_| ready(()), async || attempt(calls)).await;
        }
    };
    assert_eq!(polls(call(Policy::immediate().max_attempts(1))), 1);
    assert_eq!(polls(call(Policy::immediate().max_attempts(4))), 4);
    assert_eq!(polls(call(Policy::fixed(Duration::from_secs(1)).max_attempts(4))), 1, "the sleeper was ready");
}

/// It is woken by the executor that polls it, not by chance.
#[test]
fn it_wakes_itself() {
    struct Counted(AtomicU32);
    impl std::task::Wake for Counted {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let counted = std::sync::Arc::new(Counted(AtomicU32::new(0)));
    let waker = Waker::from(counted.clone());
    let mut call =
        pin!(Retry::new(Policy::immediate().max_attempts(2)).call_async_with(|_| ready(()), || ready(None::<()>)));
    assert_eq!(call.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Pending);
    assert_eq!(counted.0.load(Ordering::Relaxed), 1);
    assert_eq!(call.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Ready(None));
    assert_eq!(counted.0.load(Ordering::Relaxed), 1);
}
