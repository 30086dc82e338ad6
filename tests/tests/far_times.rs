//! Times beyond the 584 years that a call can keep: one that begins there measures no time, and no limit on time ends it.

use std::time::Duration;

use retry_runtime::{Attempts, Decision, Policy, StopReason, TimedOut, Verdict, retry};
use retry_tests::front_ends::Forced;

const SECOND: Duration = Duration::from_secs(1);
const FAR: Duration = Duration::from_secs(1 << 40);
/// The last time that can be kept, which stands for all later ones.
const LAST: Duration = Duration::from_nanos(u64::MAX);

fn decided(start: Duration, now: Duration) -> Decision {
    let policy = Policy::fixed(SECOND).max_elapsed(5 * SECOND);
    Attempts::start(&policy, start).failed(Verdict::Transient, now, &mut Forced(0))
}

#[test]
fn a_call_that_starts_there_has_just_started() {
    let retries = Decision::Retry { after: SECOND };
    for start in [LAST - SECOND, LAST, LAST + Duration::from_nanos(1), FAR, Duration::MAX] {
        assert_eq!(decided(start, start), retries, "{start:?}");
    }
    assert_eq!(decided(FAR, FAR + 9 * SECOND), retries);
    assert_eq!(decided(LAST - 5 * SECOND, LAST - SECOND), retries);
    assert_eq!(decided(LAST - 5 * SECOND, LAST), Decision::Stop(StopReason::MaxElapsed));
    assert_eq!(decided(LAST - 5 * SECOND, FAR), Decision::Stop(StopReason::MaxElapsed), "it began in time");
    assert_eq!(decided(Duration::ZERO, FAR), Decision::Stop(StopReason::MaxElapsed));
    assert_eq!(decided(FAR, Duration::ZERO), retries, "a clock that goes back");
}

#[retry(fixed = 1s, max_attempts = 3, deadline = 10s, on = any, attempt = attempt)]
async fn third_time() -> Result<u32, TimedOutOr> {
    assert_eq!(attempt.elapsed(), Duration::ZERO);
    tokio::time::sleep(SECOND).await;
    if attempt.is_last() { Ok(attempt.number()) } else { Err(TimedOutOr::Busy) }
}

#[derive(Debug, PartialEq)]
enum TimedOutOr {
    Busy,
    TimedOut,
}

impl From<TimedOut> for TimedOutOr {
    fn from(_: TimedOut) -> Self {
        Self::TimedOut
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_lies_there_ends_no_call() {
    // Of the clock's head start are left 484 years.
    let _ = retry_runtime::now();
    tokio::time::advance(Duration::from_secs(500 * 365 * 24 * 60 * 60)).await;
    assert!(retry_runtime::now() > LAST);
    assert_eq!(third_time().await, Ok(3));
}
