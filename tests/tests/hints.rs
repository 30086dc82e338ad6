//! A server says when to come back: what its hint replaces, what is added to it, and what it cannot do.

use std::cell::Cell;
use std::future::{Future, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Attempts, Backoff, Decision, Jitter, Policy, Retry, StopReason, Verdict, retry};
use retry_tests::front_ends::Forced;
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);
const SHAPES: [Jitter; 6] = [
    Jitter::Additive,
    Jitter::Full,
    Jitter::Equal,
    Jitter::Decorrelated,
    Jitter::Share(0.2),
    Jitter::UpTo(Duration::from_millis(1)),
];

fn decide(policy: &Policy, hint: Duration, draw: u64) -> Decision {
    Attempts::start(policy, Duration::ZERO).failed(Verdict::RetryAfter(hint), Duration::ZERO, &mut Forced(draw))
}

fn wait(policy: &Policy, hint: Duration, draw: u64) -> Duration {
    match decide(policy, hint, draw) {
        Decision::Retry { after } => after,
        Decision::Stop(reason) => panic!("{reason}"),
    }
}

#[test]
fn a_hint_replaces_the_backoff() {
    let policy = Policy::exponential(SECOND).max_retry_after(10 * SECOND);
    for hint in [Duration::from_nanos(1), SECOND / 2, 10 * SECOND] {
        assert_eq!(wait(&policy, hint, u64::MAX), hint, "without jitter, exactly");
    }
    let over = 10 * SECOND + Duration::from_nanos(1);
    assert_eq!(decide(&policy, over, 0), Decision::Stop(StopReason::RetryAfter));
    let capped = Policy::exponential(SECOND).max_delay(2 * SECOND);
    let longer = decide(&capped, 3 * SECOND, 0);
    assert_eq!(longer, Decision::Stop(StopReason::RetryAfter), "max_delay is the default bound");
    let late = policy.max_elapsed(5 * SECOND);
    assert_eq!(decide(&late, 6 * SECOND, 0), Decision::Stop(StopReason::MaxElapsed));
}

#[test]
fn clients_told_the_same_second_do_not_return_together() {
    for jitter in SHAPES {
        // A hint that is long against the backoff: as long again.
        let policy = Policy::exponential(SECOND / 10).max_retry_after(10 * SECOND).jitter(jitter);
        assert_eq!(wait(&policy, 10 * SECOND, 0), 10 * SECOND, "never less than it says");
        assert_eq!(
            wait(&policy, 10 * SECOND, u64::MAX),
            20 * SECOND,
            "{jitter:?}: the hint's bound is not the spread's"
        );
        // One that is short against it: the base delay, inside its cap.
        let policy = Policy::exponential(30 * SECOND).max_delay(30 * SECOND).jitter(jitter);
        assert_eq!(wait(&policy, 2 * SECOND, 0), 2 * SECOND);
        assert_eq!(wait(&policy, 2 * SECOND, u64::MAX), 32 * SECOND, "{jitter:?}");
        let policy = Policy::exponential(30 * SECOND).max_delay(20 * SECOND).jitter(jitter);
        assert_eq!(wait(&policy, 2 * SECOND, u64::MAX), 22 * SECOND, "{jitter:?}");
    }
}

#[test]
fn a_hint_of_zero_is_none() {
    for policy in [Policy::exponential(SECOND), Policy::INTERNAL, Policy::immediate(), Policy::fixed(SECOND)] {
        for draw in [0, 1 << 63, u64::MAX] {
            let mut attempts = Attempts::start(&policy, Duration::ZERO);
            let without = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(draw));
            assert_eq!(decide(&policy, Duration::ZERO, draw), without, "{policy:?}");
        }
    }
    let strict = Policy::fixed(SECOND).max_retry_after(Duration::ZERO);
    assert_eq!(wait(&strict, Duration::ZERO, 0), SECOND);
}

/// `Retry-After: 0`, or a date that a skewed clock takes for past, from a server that stays down.
const TWO_SECONDS: Policy = Policy::fixed(SECOND).unlimited().max_elapsed(Duration::from_secs(2));

fn refused(calls: &Cell<u32>) -> Result<(), Duration> {
    calls.set(calls.get() + 1);
    assert!(calls.get() < 100, "it spins");
    Err(Duration::ZERO)
}

fn hinted(hint: &Duration) -> Verdict {
    Verdict::RetryAfter(*hint)
}

#[retry(policy = TWO_SECONDS, on = hinted, sleep = thread_clock::advance)]
fn blocking(calls: &Cell<u32>) -> Result<(), Duration> {
    refused(calls)
}

#[retry(policy = TWO_SECONDS, on = hinted)]
async fn awaiting(calls: &Cell<u32>) -> Result<(), Duration> {
    refused(calls)
}

#[tokio::test(start_paused = true)]
async fn a_hint_of_zero_does_not_spin() {
    thread_clock::stop();
    let calls = Cell::new(0);
    let retry = Retry::new(TWO_SECONDS).on(hinted);
    assert!(blocking(&calls).is_err());
    assert_eq!(calls.take(), 3);
    assert!(awaiting(&calls).await.is_err());
    assert_eq!(calls.take(), 3);
    assert!(retry.call_with(thread_clock::advance, || refused(&calls)).is_err());
    assert_eq!(calls.take(), 3);
    assert!(retry.call_async(async || refused(&calls)).await.is_err());
    assert_eq!(calls.take(), 3);
}

/// The way of the expansion that knows no waits must still see hints.
mod immediate {
    use super::*;

    #[retry(immediate, max_attempts = 3, on = hinted, sleep = |delay| slept.set(slept.get() + delay))]
    fn blocking(hint: Duration, slept: &Cell<Duration>) -> Result<(), Duration> {
        Err(hint)
    }

    #[retry(immediate, max_attempts = 3, on = hinted, sleep = |delay| { slept.set(slept.get() + delay); ready(()) })]
    async fn awaiting(hint: Duration, slept: &Cell<Duration>) -> Result<(), Duration> {
        Err(hint)
    }

    #[retry(immediate, max_attempts = unlimited, max_elapsed = 5s, on = hinted, sleep = |delay| {
        slept.set(slept.get() + delay);
        thread_clock::advance(delay);
    })]
    fn timed(hint: Duration, slept: &Cell<Duration>) -> Result<(), Duration> {
        Err(hint)
    }

    /// Each attempt takes two seconds.
    #[retry(immediate, max_attempts = 10, max_elapsed = 5s)]
    fn slow(calls: &Cell<u32>) -> Option<()> {
        calls.set(calls.get() + 1);
        thread_clock::advance(2 * SECOND);
        None
    }

    fn ready_at_last<F: Future>(future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return output;
            }
        }
    }

    #[test]
    fn an_immediate_policy_heeds_a_hint() {
        for hint in [Duration::ZERO, Duration::from_nanos(1), 7 * SECOND] {
            let slept = Cell::new(Duration::ZERO);
            assert_eq!(blocking(hint, &slept), Err(hint));
            assert_eq!(slept.take(), 2 * hint);
            assert_eq!(ready_at_last(awaiting(hint, &slept)), Err(hint));
            assert_eq!(slept.take(), 2 * hint);
            let retry = Retry::new(Policy::immediate().max_attempts(3)).on(hinted);
            let answer = retry.call_with(|delay| slept.set(slept.get() + delay), || Err::<(), _>(hint));
            assert_eq!((answer, slept.take()), (Err(hint), 2 * hint));
        }
    }

    #[test]
    fn and_its_own_limit_on_the_time() {
        thread_clock::stop();
        let slept = Cell::new(Duration::ZERO);
        assert_eq!(timed(2 * SECOND, &slept), Err(2 * SECOND));
        assert_eq!(slept.take(), 4 * SECOND, "a third wait would end too late");
        let calls = Cell::new(0);
        assert_eq!(slow(&calls), None);
        assert_eq!(calls.get(), 3, "the third attempt ends too late for a fourth");
    }

    #[test]
    fn and_the_bound_of_hints() {
        let slept = Cell::new(Duration::ZERO);
        assert_eq!(blocking(61 * SECOND, &slept), Err(61 * SECOND));
        assert_eq!(slept.take(), Duration::ZERO);
    }
}

fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::from_nanos(1)),
        Just(Duration::MAX),
        (0_u64..10_000_000_000).prop_map(Duration::from_nanos),
        any::<u64>().prop_map(Duration::from_nanos),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// `h + random(0, max(h, min(d, c)))` with jitter, `h` without, whatever the policy.
    #[test]
    fn a_hint_is_spread_inside_its_range(
        (first, hint, cap) in (durations(), durations(), durations()),
        jitter in prop_oneof![Just(Jitter::None), (0..SHAPES.len()).prop_map(|shape| SHAPES[shape])],
        retries in 0_u32..10,
        draw in prop_oneof![Just(0), Just(u64::MAX), any::<u64>()],
    ) {
        let policy = Policy::exponential(first).max_delay(cap).max_retry_after(hint).jitter(jitter).unlimited();
        let mut attempts = Attempts::start(&policy, Duration::ZERO);
        for _ in 0..retries {
            let _ = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(draw));
        }
        let verdict = Verdict::RetryAfter(hint);
        let after = match attempts.failed(verdict, Duration::ZERO, &mut Forced(draw)) {
            Decision::Retry { after } => after,
            Decision::Stop(reason) => return Err(TestCaseError::fail(reason.to_string())),
        };
        let base = Backoff::exponential(first).delay(retries + 1).min(cap);
        if hint.is_zero() {
            prop_assert!(after <= cap, "the backoff counts");
        } else if jitter == Jitter::None {
            prop_assert_eq!(after, hint);
        } else {
            let most = hint.saturating_add(hint.max(base));
            prop_assert!((hint..=most).contains(&after), "{:?} in [{:?}, {:?}]", after, hint, most);
            prop_assert!(draw != 0 || after == hint);
            // No random number is longer than 584 years.
            prop_assert!(draw != u64::MAX || after == most || most > Duration::from_nanos(u64::MAX));
        }
    }
}
