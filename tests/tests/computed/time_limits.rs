//! Limits on time that are computed at each call and contradict: nothing panics, the nearest that does not is used, and it is told
//! once for each function.

use std::future::pending;
use std::io;

use tokio::time::Instant;

use super::*;
use crate::reports::Reports;

type Done = io::Result<()>;

#[retry(immediate, max_attempts = 2, attempt_timeout = (limit), on = any)]
async fn timeout(limit: Duration) -> Done {
    pending().await
}

#[retry(immediate, max_attempts = 3, attempt_timeout = (limit), max_elapsed = 5s, on = any)]
async fn timeout_beside_elapsed(limit: Duration) -> Done {
    pending().await
}

#[retry(immediate, max_attempts = 3, attempt_timeout = 2s, max_elapsed = (limit), on = any)]
async fn elapsed(limit: Duration) -> Done {
    pending().await
}

#[retry(immediate, max_attempts = 2, deadline = (limit), on = any)]
async fn deadline(limit: Duration, polls: &Cell<u32>) -> Done {
    polls.set(polls.get() + 1);
    pending().await
}

#[retry(immediate, max_attempts = 2, deadline = (until), on = any, name = (name))]
async fn until(until: Instant, name: &str) -> Done {
    pending().await
}

#[retry(immediate, max_attempts = 2, attempt_timeout = 2s, deadline = (limit), on = any)]
async fn deadline_beside_timeout(limit: Duration) -> Done {
    pending().await
}

#[retry(policy = *policy, attempt_timeout, deadline = (limit), on = any)]
async fn of_the_policy(policy: &Policy, limit: Duration) -> Done {
    pending().await
}

#[retry(policy = *policy, attempt_timeout = 2s, on = any)]
async fn beside_the_policy(policy: &Policy) -> Done {
    pending().await
}

async fn took(call: impl Future<Output = Done>) -> Duration {
    let begun = Instant::now();
    assert_eq!(call.await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    begun.elapsed()
}

/// Runs the calls, and returns what was told.
async fn told(calls: impl Future<Output = ()>) -> Vec<String> {
    let reports = Reports::default();
    let _listens = tracing::subscriber::set_default(reports.clone());
    calls.await;
    let mut told = reports.0.lock().unwrap().clone();
    told.retain(|report| report.starts_with("WARN") && !report.contains("gave up"));
    told
}

#[tokio::test(start_paused = true)]
async fn that_agree_are_as_written() {
    let told = told(async {
        assert_eq!(took(timeout(SECOND)).await, 2 * SECOND);
        assert_eq!(took(timeout_beside_elapsed(SECOND)).await, 3 * SECOND);
        assert_eq!(took(elapsed(9 * SECOND)).await, 6 * SECOND);
        assert_eq!(took(deadline(SECOND, &Cell::new(0))).await, SECOND);
        assert_eq!(took(until(Instant::now() + SECOND, "mine")).await, SECOND);
        assert_eq!(took(deadline_beside_timeout(3 * SECOND)).await, 3 * SECOND);
        let policy = Policy::immediate().max_attempts(2);
        assert_eq!(took(of_the_policy(&policy.attempt_timeout(SECOND), 9 * SECOND)).await, 2 * SECOND);
        assert_eq!(took(of_the_policy(&policy, 9 * SECOND)).await, 9 * SECOND);
        assert_eq!(took(beside_the_policy(&policy)).await, 4 * SECOND);
    });
    assert_eq!(told.await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn that_contradict_are_told_once() {
    let polls = Cell::new(0);
    let told = told(async {
        for _ in 0..2 {
            // tokio's timer counts in milliseconds, and rounds up.
            assert!(took(timeout(Duration::ZERO)).await <= 4 * MILLI);
            // So what is cut a nanosecond before `max_elapsed` is retried at it, once.
            assert_eq!(took(timeout_beside_elapsed(7 * SECOND)).await, 10 * SECOND);
            assert_eq!(took(elapsed(SECOND)).await, 2 * SECOND);
            assert!(took(deadline(Duration::ZERO, &polls)).await <= MILLI);
            assert!(took(until(Instant::now() - SECOND, "mine")).await <= MILLI);
            assert_eq!(took(deadline_beside_timeout(SECOND)).await, SECOND);
            let policy = Policy::immediate().attempt_timeout(9 * SECOND);
            assert_eq!(took(of_the_policy(&policy, SECOND)).await, SECOND);
            let policy = Policy::immediate().max_elapsed(SECOND);
            assert_eq!(took(beside_the_policy(&policy)).await, 2 * SECOND);
        }
    });
    let told = told.await;
    assert_eq!(polls.get(), 2);
    let said = [
        ("timeout", "`attempt_timeout` is zero"),
        ("timeout_beside_elapsed", "`attempt_timeout` must be shorter than `max_elapsed`"),
        ("elapsed", "`attempt_timeout` must be shorter than `max_elapsed`"),
        ("deadline", "the deadline has passed"),
        ("mine", "the deadline has passed"),
        ("deadline_beside_timeout", "`attempt_timeout` is not shorter than the deadline"),
        ("of_the_policy", "`attempt_timeout` is not shorter than the deadline"),
        ("beside_the_policy", "`attempt_timeout` must be shorter than `max_elapsed`"),
    ];
    assert_eq!(told.len(), said.len(), "{told:#?}");
    for (told, (name, message)) in told.iter().zip(said) {
        assert!(told.contains(name) && told.contains(message), "{told}");
    }
}
