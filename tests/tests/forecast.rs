//! The longest wait of policies with many attempts, which are not added up one by one.

use std::time::Duration;

use retry_runtime::{Jitter, Policy};

const MILLI: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn attempts_beyond_counting() {
    let most = Duration::from_millis(u64::from(u32::MAX) - 1);
    for (policy, longest) in [
        (Policy::fixed(MILLI).max_attempts(20_000), 19_999 * MILLI),
        (Policy::fixed(MILLI).max_attempts(u32::MAX), most),
        (Policy::fixed(MILLI).jitter(Jitter::Additive).max_attempts(u32::MAX), 2 * most),
        (Policy::fixed(MILLI).jitter(Jitter::Full).max_attempts(u32::MAX), most),
        (Policy::fixed(MILLI).max_attempts(u32::MAX).max_elapsed(SECOND), SECOND),
        (Policy::fixed(MILLI).unlimited().max_elapsed(SECOND), SECOND),
        (Policy::immediate().max_attempts(u32::MAX), Duration::ZERO),
        // What never grows, each in its way, with contradictions that the engine bears.
        (Policy::exponential(Duration::ZERO).max_attempts(20_000), Duration::ZERO),
        (Policy::exponential(SECOND).factor(f64::NAN).max_attempts(20_000), 19_999 * SECOND),
        (Policy::exponential(SECOND).factor(0.5).max_attempts(20_000), 19_999 * SECOND),
        (Policy::linear(SECOND, Duration::ZERO).max_attempts(20_000), 19_999 * SECOND),
        (Policy::fibonacci(Duration::ZERO).max_attempts(20_000), Duration::ZERO),
        (Policy::fixed(Duration::ZERO).jitter(Jitter::Decorrelated).max_attempts(20_000), Duration::ZERO),
        // 1 + 2 + 4 + 8 + 16 + 32 seconds, then the cap.
        (Policy::exponential(SECOND).max_attempts(20_000), 63 * SECOND + 60 * SECOND * (19_999 - 6)),
        (Policy::exponential(SECOND).factor(1.0).max_attempts(20_000), 19_999 * SECOND),
        (Policy::linear(SECOND, SECOND).max_attempts(20_000), (1 + 60) * 30 * SECOND + 60 * SECOND * (19_999 - 60)),
        // 1, 1, 2, 3, 5, 8, 13, 21, 34, 55 seconds.
        (Policy::fibonacci(SECOND).max_attempts(20_000), 143 * SECOND + 60 * SECOND * (19_999 - 10)),
        // 3, 9, 27 seconds, then the cap.
        (
            Policy::exponential(SECOND).jitter(Jitter::Decorrelated).max_attempts(20_000),
            39 * SECOND + 60 * SECOND * (19_999 - 3),
        ),
        // They still grow after 10,000 retries: added up so far, and the cap from there.
        (
            Policy::linear(MILLI, MILLI).max_delay(20 * SECOND).max_attempts(20_001),
            (1 + 10_000) * 5_000 * MILLI + 20 * SECOND * 10_000,
        ),
    ] {
        assert_eq!(policy.max_wait(), Some(longest), "{policy:?}");
    }
}

#[test]
fn without_an_end() {
    for policy in [
        Policy::fixed(SECOND),
        Policy::exponential(SECOND).jitter(Jitter::Full),
        Policy::linear(MILLI, MILLI).max_delay(20 * SECOND),
    ] {
        assert_eq!(policy.unlimited().max_wait(), None, "{policy:?}");
    }
    assert_eq!(Policy::immediate().unlimited().max_wait(), Some(Duration::ZERO), "nothing to wait for");
}
