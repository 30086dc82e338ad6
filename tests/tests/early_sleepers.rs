//! A sleeper of the user's may return early: the call's clock says when an attempt is cut short.

use std::cell::{Cell, RefCell};
use std::future::{pending, ready};
use std::time::Duration;

use retry_runtime::{Policy, TimedOut, retry};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug, PartialEq)]
struct Slow(Duration);

impl From<TimedOut> for Slow {
    fn from(error: TimedOut) -> Self {
        Self(error.limit())
    }
}

async fn pause(delay: Duration, wake: &Notify) {
    tokio::select! {
        () = sleep(delay) => {}
        () = wake.notified() => {}
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_is_woken_cuts_no_attempt() {
    #[retry(fixed = 10s, deadline = 60s, on = any, sleep = |delay| pause(delay, wake))]
    async fn work(wake: &Notify, takes: Duration) -> Result<u32, Slow> {
        sleep(takes).await;
        Ok(1)
    }
    #[retry(fixed = 10s, max_attempts = 1, attempt_timeout = 60s, on = any, sleep = |delay| pause(delay, wake))]
    async fn attempt(wake: &Notify, takes: Duration) -> Result<u32, Slow> {
        sleep(takes).await;
        Ok(1)
    }
    let wake = Notify::new();
    let wakes = async {
        loop {
            sleep(SECOND).await;
            wake.notify_one();
        }
    };
    let calls = async {
        assert_eq!(work(&wake, 30 * SECOND).await, Ok(1));
        assert_eq!(attempt(&wake, 30 * SECOND).await, Ok(1));
        let begun = Instant::now();
        assert_eq!(work(&wake, 90 * SECOND).await, Err(Slow(60 * SECOND)));
        assert_eq!(attempt(&wake, 90 * SECOND).await, Err(Slow(60 * SECOND)));
        assert_eq!(begun.elapsed(), 120 * SECOND);
    };
    tokio::select! {
        () = wakes => {}
        () = calls => {}
    }
}

/// As tests name one.
#[tokio::test(start_paused = true)]
async fn one_that_never_sleeps_cuts_no_attempt() {
    #[retry(fixed = 10s, max_attempts = 3, attempt_timeout = 2s, deadline = 60s, on = any, sleep = |_| async {})]
    async fn work(attempts: &Cell<u32>) -> Result<u32, Slow> {
        attempts.set(attempts.get() + 1);
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        if attempts.get() < 3 { Err(Slow(SECOND)) } else { Ok(7) }
    }
    let (begun, attempts) = (Instant::now(), Cell::new(0));
    assert_eq!(work(&attempts).await, Ok(7));
    assert_eq!((begun.elapsed(), attempts.get()), (Duration::ZERO, 3));
}

/// Other tasks run meanwhile, here the one that moves the clock.
#[tokio::test(start_paused = true)]
async fn what_never_ends_is_cut_when_the_time_has_come() {
    #[retry(fixed = 1s, deadline = 5s, on = any, sleep = |_| ready(()))]
    async fn hang() -> Result<u32, Slow> {
        pending().await
    }
    let begun = Instant::now();
    let (cut, ()) = tokio::join!(async { (hang().await, begun.elapsed()) }, async {
        for _ in 0..5 {
            tokio::time::advance(SECOND).await;
        }
    });
    assert_eq!(cut, (Err(Slow(5 * SECOND)), 5 * SECOND));
}

type Asked = RefCell<Vec<Duration>>;

fn doze(time: Duration, asked: &Asked) -> impl Future<Output = ()> + use<> {
    asked.borrow_mut().push(time);
    // As sleepers do, with a panic where it overflows.
    tokio::time::sleep_until(Instant::now() + time)
}

#[tokio::test(start_paused = true)]
async fn none_is_asked_without_a_limit() {
    #[retry(immediate, deadline = Duration::MAX, on = any, sleep = |time| doze(time, asked))]
    async fn constant(asked: &Asked) -> Result<u32, Slow> {
        sleep(SECOND).await;
        Ok(1)
    }
    #[retry(immediate, attempt_timeout = (limit), on = any, sleep = |time| doze(time, asked))]
    async fn computed(asked: &Asked, limit: Duration) -> Result<u32, Slow> {
        sleep(SECOND).await;
        Ok(2)
    }
    #[retry(policy = policy, attempt_timeout, on = any, sleep = |time| doze(time, asked))]
    async fn of_the_policy(asked: &Asked, policy: &Policy) -> Result<u32, Slow> {
        sleep(SECOND).await;
        Ok(3)
    }
    let asked = Asked::default();
    assert_eq!(constant(&asked).await, Ok(1));
    assert_eq!(computed(&asked, Duration::MAX).await, Ok(2));
    assert_eq!(of_the_policy(&asked, &Policy::immediate()).await, Ok(3));
    assert_eq!(asked.into_inner(), []);
}

#[tokio::test(start_paused = true)]
async fn a_day_at_most_is_slept_at_once() {
    #[retry(immediate, max_attempts = 1, attempt_timeout = (DAY * 5 / 2), on = any, sleep = |time| doze(time, asked))]
    async fn hang(asked: &Asked) -> Result<u32, Slow> {
        pending().await
    }
    let asked = Asked::default();
    assert_eq!(hang(&asked).await, Err(Slow(DAY * 5 / 2)));
    let asked = asked.into_inner();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked[..2] == [DAY; 2] && asked[2] <= DAY / 2, "{asked:?}");
}

/// What makes the sleep is called between two polls, and not held: it need not be `Sync`.
#[test]
fn a_future_that_can_be_sent() {
    #[retry(fixed = 1s, attempt_timeout = 2s, deadline = 9s, on = any, sleep = sleeper)]
    async fn work<F: Future<Output = ()> + Send>(sleeper: impl Fn(Duration) -> F + Send) -> Result<u32, Slow> {
        pending().await
    }
    fn must_be_send<F: Future + Send>(_: F) {}
    let count = Cell::new(0);
    must_be_send(work(move |time| {
        count.set(count.get() + 1);
        sleep(time)
    }));
}
