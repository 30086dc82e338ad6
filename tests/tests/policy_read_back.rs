//! A policy can be read back: setting by setting, and in words.

use std::time::Duration;

use retry_runtime::{Backoff, Jitter, Policy, PolicyError, Shape};

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
fn every_backoff_says_what_it_is_made_of() {
    const LIST: &[Duration] = &[Duration::ZERO, Duration::from_secs(3)];
    const READ: Shape = Policy::EXTERNAL.get_backoff().shape();
    assert_eq!(READ, Shape::Exponential { initial: Duration::from_millis(500), factor: 2.0 });
    let (initial, increment, delay) = (SECOND, 2 * SECOND, 5 * SECOND);
    for (backoff, shape) in [
        (Backoff::exponential(initial), Shape::Exponential { initial, factor: 2.0 }),
        (Backoff::exponential(initial).factor(3.0), Shape::Exponential { initial, factor: 3.0 }),
        // As it was set, whatever the engine makes of it.
        (Backoff::exponential(initial).factor(0.5), Shape::Exponential { initial, factor: 0.5 }),
        (Backoff::fixed(delay), Shape::Fixed { delay }),
        (Backoff::fixed(delay).factor(3.0), Shape::Fixed { delay }),
        (Policy::random(delay, 2 * delay).get_backoff(), Shape::Fixed { delay }),
        (Backoff::linear(initial, increment), Shape::Linear { initial, increment }),
        (Backoff::fibonacci(initial), Shape::Fibonacci { initial }),
        (Backoff::delays(LIST), Shape::Delays { delays: LIST }),
        (Policy::delays(LIST).max_delay(SECOND).clamped().get_backoff(), Shape::Delays { delays: LIST }),
        (Backoff::immediate(), Shape::Immediate),
    ] {
        assert_eq!(backoff.shape(), shape, "{backoff:?}");
        let factor = if let Shape::Exponential { factor, .. } = shape { Some(factor) } else { None };
        assert_eq!(Policy::new(backoff).get_factor(), factor, "{backoff:?}");
    }
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

/// Words for what the engine does, where that is not what was asked for.
#[test]
fn a_policy_that_contradicts_itself_says_what_it_does() {
    const FIRST_AT_ONCE: &[Duration] = &[Duration::ZERO, Duration::from_secs(30)];
    const NOTHING: &[Duration] = &[Duration::ZERO, Duration::ZERO];
    let fixed = |jitter| Policy::fixed(SECOND).jitter(jitter);
    let two = Jitter::UpTo(2 * SECOND);
    let no_wait = "up to 4 attempts; no wait";
    let a_second = "up to 4 attempts; waits 1 s; at most 3 s of waiting in all";
    let up_to_two = "up to 4 attempts; waits at random between 0 s and 2 s; at most 6 s of waiting in all";
    for (policy, words) in [
        (fixed(Jitter::Share(f64::NAN)), a_second),
        (fixed(Jitter::Share(0.0)), a_second),
        (fixed(Jitter::Share(-0.5)), a_second),
        (fixed(Jitter::Share(f64::NEG_INFINITY)), a_second),
        (fixed(Jitter::Share(5.0)), "up to 4 attempts; waits 1 s, each ± 100 %; at most 6 s of waiting in all"),
        (
            fixed(Jitter::Share(f64::INFINITY)),
            "up to 4 attempts; waits 1 s, each ± 100 %; at most 6 s of waiting in all",
        ),
        (fixed(Jitter::UpTo(Duration::ZERO)), a_second),
        (Policy::random(SECOND, SECOND), a_second),
        (Policy::random(2 * SECOND, SECOND), "up to 4 attempts; waits 2 s; at most 6 s of waiting in all"),
        (
            Policy::exponential(SECOND).jitter(Jitter::UpTo(Duration::ZERO)),
            "up to 4 attempts; waits 1 s, 2 s, 4 s; at most 7 s of waiting in all",
        ),
        (
            Policy::exponential(SECOND).factor(f64::INFINITY).jitter(Jitter::Full),
            "up to 4 attempts; waits 1 s, 60 s, 60 s, each cut at random to 0–100 %, never over 60 s; \
             at most 121 s of waiting in all",
        ),
        (
            Policy::exponential(SECOND).factor(f64::NAN),
            "up to 4 attempts; waits 1 s, 1 s, 1 s; at most 3 s of waiting in all",
        ),
        // Nothing to wait, however it is spread.
        (Policy::delays(&[]), no_wait),
        (Policy::delays(NOTHING).jitter(Jitter::Additive), no_wait),
        (Policy::fixed(Duration::ZERO).jitter(Jitter::Decorrelated), no_wait),
        (Policy::exponential(Duration::ZERO).unlimited(), "any number of attempts; no wait"),
        (Policy::random(Duration::ZERO, Duration::ZERO), no_wait),
        (Policy::immediate().jitter(Jitter::Full), no_wait),
        (fixed(two).max_delay(Duration::ZERO), no_wait),
        (Policy::linear(Duration::ZERO, SECOND).max_retries(1), "up to 2 attempts; no wait"),
        // Something to wait that only the spread has.
        (Policy::immediate().jitter(two), up_to_two),
        (Policy::delays(&[]).jitter(two), up_to_two),
        (Policy::fixed(Duration::ZERO).jitter(two), up_to_two),
        // No room under the cap for the usual shape.
        (
            Policy::fixed(60 * SECOND).jitter(Jitter::Decorrelated),
            "up to 4 attempts; waits 60 s, or rather at random between 30 s and 60 s, never over 60 s; at most 180 s of waiting in all",
        ),
        (
            Policy::exponential(10 * SECOND).jitter(Jitter::Decorrelated).max_delay(4 * SECOND),
            "up to 4 attempts; waits 4 s, 4 s, 4 s, or rather at random between 2 s and 4 s, \
             never over 4 s; at most 12 s of waiting in all",
        ),
        (
            Policy::delays(FIRST_AT_ONCE).max_delay(5 * SECOND),
            "up to 4 attempts; waits 0 s, 5 s, 5 s, never over 5 s; at most 10 s of waiting in all",
        ),
    ] {
        assert_eq!(policy.to_string(), words, "{policy:?}");
    }
}

#[test]
fn durations_round_into_the_next_unit() {
    for (nanos, words) in [
        (1, "1 ns"),
        (999, "999 ns"),
        (1_000, "1 µs"),
        (999_999, "999.999 µs"),
        (1_000_000, "1 ms"),
        (999_999_499, "999.999 ms"),
        (999_999_500, "1 s"),
        (999_999_999, "1 s"),
        (1_000_499_999, "1 s"),
        (1_000_500_001, "1.001 s"),
    ] {
        let policy = Policy::fixed(Duration::from_nanos(nanos)).max_retries(1);
        let expected = format!("up to 2 attempts; waits {words}; at most {words} of waiting in all");
        assert_eq!(policy.to_string(), expected, "{nanos}");
    }
}
