//! A policy can be read back: setting by setting, and in words.

use std::time::Duration;

use retry_runtime::{Backoff, Jitter, Policy, PolicyError};

const SECOND: Duration = Duration::from_secs(1);
const NANO: Duration = Duration::from_nanos(1);

#[test]
fn every_setting_has_a_getter() {
    // All of them differ from the defaults, and from one another.
    const POLICY: Policy = Policy::exponential(SECOND)
        .factor(3.0)
        .jitter(Jitter::UpTo(Duration::from_secs(4)))
        .max_attempts(6)
        .max_delay(Duration::from_secs(7))
        .max_elapsed(Duration::from_secs(80))
        .max_retry_after(Duration::from_secs(9))
        .attempt_timeout(Duration::from_secs(10))
        .checked();
    assert_eq!(POLICY.get_backoff(), Backoff::exponential(SECOND).factor(3.0));
    assert_eq!(POLICY.get_factor(), Some(3.0));
    assert_eq!(POLICY.get_jitter(), Jitter::UpTo(4 * SECOND));
    assert_eq!((POLICY.get_max_attempts(), POLICY.get_max_retries()), (Some(6), Some(5)));
    assert_eq!(POLICY.max_retries(2).get_max_attempts(), Some(3));
    assert_eq!((POLICY.unlimited().get_max_attempts(), POLICY.unlimited().get_max_retries()), (None, None));
    assert_eq!(POLICY.get_max_delay(), 7 * SECOND);
    assert_eq!(POLICY.get_max_elapsed(), Some(80 * SECOND));
    assert_eq!(POLICY.get_max_retry_after(), 9 * SECOND);
    assert_eq!(POLICY.get_attempt_timeout(), Some(10 * SECOND));
    // What a policy is read back as makes the same policy.
    let again = Policy::new(POLICY.get_backoff())
        .jitter(POLICY.get_jitter())
        .max_retries(POLICY.get_max_retries().unwrap())
        .max_delay(POLICY.get_max_delay())
        .max_elapsed(POLICY.get_max_elapsed().unwrap())
        .max_retry_after(POLICY.get_max_retry_after())
        .attempt_timeout(POLICY.get_attempt_timeout().unwrap());
    assert_eq!(again, POLICY);

    let plain = Policy::fixed(2 * SECOND);
    assert_eq!(plain.get_factor(), None);
    assert_eq!(plain.get_jitter(), Jitter::None);
    assert_eq!((plain.get_max_attempts(), plain.get_max_retries()), (Some(4), Some(3)));
    assert_eq!((plain.get_max_delay(), plain.get_max_retry_after()), (60 * SECOND, 60 * SECOND));
    assert_eq!((plain.get_max_elapsed(), plain.get_attempt_timeout()), (None, None));
    assert_eq!(Policy::exponential(SECOND).get_factor(), Some(2.0));
}

#[test]
fn a_limit_on_an_attempt_that_no_call_can_have() {
    let policy = Policy::fixed(SECOND).max_elapsed(5 * SECOND);
    let limited = |limit| policy.attempt_timeout(limit);
    assert_eq!(limited(5 * SECOND - NANO).check(), Ok(()));
    assert_eq!(limited(NANO).check(), Ok(()));
    assert_eq!(Policy::fixed(SECOND).attempt_timeout(Duration::MAX).check(), Ok(()), "nothing to compare it with");
    for limit in [5 * SECOND, 6 * SECOND, Duration::MAX] {
        assert_eq!(limited(limit).check(), Err(PolicyError::AttemptTimeoutNotBelowMaxElapsed), "{limit:?}");
        assert_eq!(limited(limit).clamped(), limited(5 * SECOND - NANO), "{limit:?}");
    }
    assert_eq!(limited(Duration::ZERO).check(), Err(PolicyError::ZeroAttemptTimeout));
    assert_eq!(limited(Duration::ZERO).clamped(), limited(NANO));
    // No limit fits below the shortest time there is: the attempt keeps its own, and none follows it.
    let at_once = Policy::immediate().max_elapsed(NANO);
    let one = Policy::immediate().max_attempts(1);
    assert_eq!(at_once.attempt_timeout(SECOND).clamped(), one.attempt_timeout(SECOND));
    assert_eq!(at_once.attempt_timeout(Duration::ZERO).clamped(), one.attempt_timeout(NANO));
}

#[test]
fn a_policy_says_what_it_amounts_to() {
    const AT_ONCE: &[Duration] = &[Duration::ZERO, Duration::from_secs(30)];
    let up_to = |seconds| Jitter::UpTo(Duration::from_secs(seconds));
    for (policy, words) in [
        (
            Policy::default(),
            "up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all",
        ),
        (
            Policy::INTERNAL,
            "up to 2 attempts; waits 50 ms, each plus a random 0–100 %; at most 100 ms of waiting in all; \
             no retry later than 1 s after the call began",
        ),
        (
            Policy::random(100 * Duration::from_millis(1), SECOND),
            "up to 4 attempts; waits at random between 100 ms and 1 s; at most 3 s of waiting in all",
        ),
        (
            Policy::random(Duration::ZERO, 90 * SECOND).max_retries(1),
            "up to 2 attempts; waits at random between 0 s and 90 s; at most 90 s of waiting in all",
        ),
        (
            Policy::fixed(59 * SECOND).jitter(up_to(2)).max_delay(60 * SECOND),
            "up to 4 attempts; waits at random between 58 s and 60 s; at most 180 s of waiting in all",
        ),
        (
            Policy::exponential(SECOND).jitter(up_to(2)).max_delay(5 * SECOND),
            "up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–2 s, never over 5 s; \
             at most 12 s of waiting in all",
        ),
        (Policy::delays(AT_ONCE), "up to 4 attempts; waits 0 s, 30 s, 30 s; at most 60 s of waiting in all"),
        (
            Policy::delays(AT_ONCE).jitter(Jitter::Decorrelated).max_attempts(3),
            "up to 3 attempts; waits 0 s, 30 s, or rather at random between 30 s and three times the last wait, \
             never over 60 s; at most 60 s of waiting in all",
        ),
        (
            Policy::fixed(SECOND).unlimited().attempt_timeout(2 * SECOND).max_retry_after(300 * SECOND),
            "any number of attempts; waits 1 s; an attempt is cut after 2 s; a server may ask for up to 300 s",
        ),
        (Policy::immediate().max_attempts(0), "1 attempt; no wait"),
    ] {
        assert_eq!(policy.to_string(), words);
    }
    assert_eq!(format!("{:>20}|", Policy::immediate().max_attempts(1)), "  1 attempt; no wait|");
}
