//! The nearest policy without contradictions allows no more than the one that was written.

use std::time::Duration;

use policies::{durations, policies};
use proptest::prelude::*;
use retry_runtime::{Attempts, Backoff, Decision, Policy, PolicyError, StopReason, Verdict};
use retry_tests::front_ends::Forced;

mod policies;

const SECOND: Duration = Duration::from_secs(1);
const NANO: Duration = Duration::from_nanos(1);
const LIST: &[Duration] = &[Duration::from_secs(1), Duration::from_secs(30)];

/// What an attempt that failed is followed by.
fn after(policy: &Policy, verdict: Verdict) -> Decision {
    Attempts::start(policy, Duration::ZERO).failed(verdict, Duration::ZERO, &mut Forced(0))
}

fn waits(policy: &Policy) -> Vec<Duration> {
    policy.schedule().collect()
}

#[test]
fn a_list_stays_under_its_cap() {
    let policy = Policy::delays(LIST).max_delay(5 * SECOND);
    assert_eq!(policy.check(), Err(PolicyError::DelayAboveMaxDelay));
    let clamped = policy.clamped();
    assert_eq!(clamped.check(), Ok(()));
    assert_eq!(waits(&clamped), [SECOND, 5 * SECOND, 5 * SECOND]);
    assert_eq!(clamped.max_wait(), Some(11 * SECOND));
    assert_eq!((clamped.get_max_delay(), clamped.get_max_retry_after()), (5 * SECOND, 5 * SECOND));
    let hint = Verdict::RetryAfter(20 * SECOND);
    assert_eq!(after(&clamped, hint), Decision::Stop(StopReason::RetryAfter));
    assert_eq!(clamped.clamped(), clamped);
    // A factor that belongs elsewhere does not hide it.
    assert_eq!(policy.factor(3.0).clamped(), clamped);
    assert_eq!(clamped.factor(3.0).clamped(), clamped);
}

/// What is set afterwards is checked anew.
#[test]
fn a_list_that_was_cut_can_be_given_another_cap() {
    let clamped = Policy::delays(LIST).max_delay(5 * SECOND).clamped();
    assert_eq!(clamped.max_delay(4 * SECOND).check(), Err(PolicyError::DelayAboveMaxDelay));
    assert_eq!(clamped.max_delay(30 * SECOND), Policy::delays(LIST).max_delay(30 * SECOND));
    assert_eq!(waits(&clamped.max_delay(4 * SECOND).clamped()), [SECOND, 4 * SECOND, 4 * SECOND]);
}

#[test]
fn a_cap_of_nothing_lets_no_hint_through() {
    let none = Policy::fixed(SECOND).max_delay(Duration::ZERO);
    assert_eq!(waits(&none.clamped()), [Duration::ZERO; 3]);
    for hint in [2 * NANO, SECOND, 20 * SECOND, 60 * SECOND] {
        let verdict = Verdict::RetryAfter(hint);
        assert_eq!(after(&none.clamped(), verdict), Decision::Stop(StopReason::RetryAfter), "{hint:?}");
        let longer = none.max_retry_after(20 * SECOND).clamped();
        assert_eq!(after(&longer, verdict) == Decision::Retry { after: hint }, hint <= 20 * SECOND, "{hint:?}");
    }
}

#[test]
fn a_factor_beyond_all_numbers_grows_beyond_all_caps() {
    let factor = |factor| Policy::exponential(SECOND).factor(factor);
    assert_eq!(factor(f64::INFINITY).clamped(), factor(f64::MAX));
    assert_eq!(waits(&factor(f64::INFINITY)), waits(&factor(f64::MAX)));
    for bad in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 1.0 - f64::EPSILON] {
        assert_eq!(factor(bad).clamped(), factor(1.0), "{bad}");
        assert_eq!(waits(&factor(bad)), waits(&factor(1.0)), "{bad}");
    }
}

/// The default cap follows the first delay that is written down, and the limit on hints follows the cap.
#[test]
fn an_increment_that_becomes_the_first_delay_raises_no_limit() {
    let clamped = Policy::linear(Duration::ZERO, 120 * SECOND).clamped();
    assert_eq!((clamped.get_max_delay(), clamped.get_max_retry_after()), (60 * SECOND, 60 * SECOND));
    assert_eq!(waits(&clamped), [60 * SECOND; 3]);
}

#[test]
fn a_policy_has_not_grown() {
    assert!(size_of::<Policy>() <= 128, "{}", size_of::<Policy>());
    assert!(size_of::<Backoff>() <= 40, "{}", size_of::<Backoff>());
}

/// With every limit that the random policies lack, and with what only setters can make.
fn any_policy() -> impl Strategy<Value = Policy> {
    let random = (durations(), durations()).prop_map(|(min, max)| Policy::random(min, max));
    let policy = prop_oneof![4 => policies(), 1 => random];
    (policy, proptest::option::of(durations()), any::<bool>()).prop_map(|(policy, timeout, stray)| {
        let policy = if stray { policy.factor(f64::INFINITY) } else { policy };
        timeout.map_or(policy, |timeout| policy.attempt_timeout(timeout))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_limit_is_longer(policy in any_policy(), retry in prop_oneof![1_u32..8, any::<u32>()]) {
        let clamped = policy.clamped();
        prop_assert_eq!(clamped.check(), Ok(()));
        prop_assert_eq!(clamped.clamped(), clamped);
        // No limit can be zero.
        prop_assert!(clamped.get_max_delay() <= policy.get_max_delay().max(NANO), "{:?}", clamped);
        prop_assert!(clamped.get_max_retry_after() <= policy.get_max_retry_after().max(NANO), "{:?}", clamped);

        let endless = u32::MAX;
        let attempts = clamped.get_max_attempts().unwrap_or(endless);
        prop_assert!(attempts <= policy.get_max_attempts().unwrap_or(endless).max(1), "{:?}", clamped);
        let limit = |limit: Option<Duration>| limit.unwrap_or(Duration::MAX);
        // After a single attempt nothing asks for it.
        let elapsed = limit(clamped.get_max_elapsed());
        prop_assert!(attempts == 1 || elapsed <= limit(policy.get_max_elapsed()), "{:?}", clamped);
        let cut = limit(clamped.get_attempt_timeout());
        prop_assert!(cut <= limit(policy.get_attempt_timeout()).max(NANO), "{:?}", clamped);

        // The load on the server does not grow either.
        let wait = |policy: &Policy| policy.get_backoff().delay(retry).min(policy.get_max_delay());
        prop_assert!(wait(&clamped) >= wait(&policy), "{:?} < {:?}: {:?}", wait(&clamped), wait(&policy), clamped);
        let starts_anew = policy.contradictions().any(|error| error == PolicyError::ZeroInitial);
        prop_assert!(starts_anew || wait(&clamped) == wait(&policy), "{:?} > {:?}", wait(&clamped), wait(&policy));
    }
}
