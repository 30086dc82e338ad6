//! Waits between two bounds, waits with up to a duration on top, and lists that begin with a retry at once.

use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::SmallRng;
use retry_runtime::{Attempts, Backoff, Decision, Jitter, Policy, PolicyError, Spread, Verdict};
use retry_tests::front_ends::{Failure, Forced, Script};

const NANO: Duration = Duration::from_nanos(1);
const MILLI: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);

/// The waits of a call that fails at once every time and is retried that often, with that draw.
fn waits(policy: Policy, retries: u32, draw: Forced) -> Vec<Duration> {
    let policy = policy.max_attempts(retries + 1);
    let answers = |_| Err(Failure(Verdict::Transient));
    Script { policy, attempt_takes: Duration::ZERO, answers }.through_attempts(draw).sleeps
}

#[test]
fn random_is_uniform_between_the_two_for_each_retry_anew() {
    let policy = Policy::random(100 * MILLI, SECOND);
    assert_eq!(policy, Policy::fixed(100 * MILLI).jitter(Jitter::UpTo(900 * MILLI)));
    for (share, wait) in [(0.0, 100), (0.25, 325), (0.5, 550), (0.75, 775), (1.0, 1000)] {
        let measured = waits(policy, 3, Forced::share(share));
        assert!(measured.iter().all(|one| one.abs_diff(wait * MILLI) <= NANO), "{share}: {measured:?}");
    }
    let mut rng = SmallRng::seed_from_u64(7);
    let mut attempts = Attempts::start(&policy.max_attempts(1001), Duration::ZERO);
    let mut drawn = Vec::new();
    while let Decision::Retry { after } = attempts.failed(Verdict::Transient, Duration::ZERO, &mut rng) {
        drawn.push(after);
    }
    assert!(drawn.iter().all(|wait| (100 * MILLI..=SECOND).contains(wait)));
    drawn.sort_unstable();
    drawn.dedup();
    assert_eq!(drawn.len(), 1000, "no two are the same");
}

#[test]
fn random_reaches_its_longest_wait_whatever_the_default_cap() {
    for (min, max) in [(SECOND, 20 * SECOND), (SECOND, 120 * SECOND), (90 * SECOND, 100 * SECOND)] {
        let policy = Policy::random(min, max);
        assert_eq!(waits(policy, 2, Forced(0)), [min; 2]);
        assert_eq!(waits(policy, 2, Forced(u64::MAX)), [max; 2]);
        assert_eq!(policy.get_max_delay(), max.max(60 * SECOND));
        assert_eq!(policy.max_wait(), Some(3 * max));
        assert_eq!(policy.check(), Ok(()));
    }
    // From nothing.
    let policy = Policy::random(Duration::ZERO, SECOND);
    assert_eq!(policy.check(), Ok(()));
    assert_eq!(waits(policy, 2, Forced(0)), [Duration::ZERO; 2]);
    assert_eq!(waits(policy, 2, Forced(u64::MAX)), [SECOND; 2]);
    // The limit on the time is asked about the shortest wait.
    assert_eq!(Policy::random(SECOND, 9 * SECOND).max_elapsed(SECOND).check(), Ok(()));
    let too_short = Policy::random(SECOND, 9 * SECOND).max_elapsed(SECOND - NANO);
    assert_eq!(too_short.check(), Err(PolicyError::MaxElapsedBelowFirstDelay));
}

#[test]
fn random_bounds_that_are_none() {
    let (zero, one, two) = (Duration::ZERO, SECOND, 2 * SECOND);
    for (policy, error, nearest) in [
        (Policy::random(two, one), PolicyError::MinAboveMax, Policy::fixed(two)),
        (Policy::random(one, zero), PolicyError::MinAboveMax, Policy::fixed(one)),
        (Policy::random(one, one), PolicyError::MinIsMax, Policy::fixed(one)),
        (Policy::random(zero, zero), PolicyError::ZeroDelay, Policy::immediate()),
        (
            Policy::random(two, one).jitter(Jitter::Full),
            PolicyError::MinAboveMax,
            Policy::fixed(two).jitter(Jitter::Full),
        ),
        (Policy::random(one, two).factor(3.0), PolicyError::StrayFactor, Policy::random(one, two)),
        (Policy::random(two, one).factor(3.0), PolicyError::StrayFactor, Policy::fixed(two)),
        (Policy::fixed(one).jitter(Jitter::UpTo(zero)), PolicyError::ZeroJitter, Policy::fixed(one)),
        (Policy::fixed(zero).jitter(Jitter::UpTo(zero)), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::exponential(zero).jitter(Jitter::UpTo(one)), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::immediate().jitter(Jitter::UpTo(one)), PolicyError::JitterOnImmediate, Policy::immediate()),
    ] {
        assert_eq!(policy.check(), Err(error), "{policy:?}");
        assert_eq!(policy.clamped(), nearest, "{policy:?}");
    }
    // Another backoff, and the mistake is gone with the old one.
    assert_eq!(Policy::random(two, one).backoff(Backoff::fixed(one)).jitter(Jitter::Full).check(), Ok(()));
    // And harmless where nobody asks.
    assert_eq!(waits(Policy::random(two, one), 2, Forced(u64::MAX)), [two; 2]);
}

/// `[m, min(m + j, c)]` with `m = min(d, c − min(j, c))`, worked out by hand.
#[test]
fn up_to_a_duration_on_top() {
    let range = |base, cap, most| {
        let spread = Spread { base, cap, first: base, previous: base };
        Jitter::UpTo(most).range(spread)
    };
    let second = |seconds: u32| seconds * SECOND;
    for (base, cap, most, low, high) in [
        (4, 60, 2, 4, 6),
        (58, 60, 2, 58, 60),
        (59, 60, 2, 58, 60),
        (512, 60, 2, 58, 60),
        (0, 60, 2, 0, 2),
        (5, 60, 0, 5, 5),
        (90, 60, 0, 60, 60),
        (5, 60, 60, 0, 60),
        (5, 60, 100, 0, 60),
        (5, 0, 2, 0, 0),
    ] {
        let given = [base, cap, most].map(second);
        assert_eq!(range(given[0], given[1], given[2]), (second(low), second(high)), "{base} {cap} {most}");
    }
    // To the nanosecond, and in a constant.
    const EXACT: (Duration, Duration) = {
        let base = Duration::from_nanos(1_000_000_007);
        let spread = Spread { base, cap: Duration::from_secs(60), first: base, previous: base };
        Jitter::UpTo(Duration::from_nanos(3)).range(spread)
    };
    assert_eq!(EXACT, (Duration::from_nanos(1_000_000_007), Duration::from_nanos(1_000_000_010)));
    assert_eq!(range(Duration::MAX, Duration::MAX, Duration::MAX), (Duration::ZERO, Duration::from_nanos(u64::MAX)));

    let policy = Policy::exponential(SECOND).max_delay(7 * SECOND).jitter(Jitter::UpTo(2 * SECOND));
    assert_eq!(waits(policy, 4, Forced(0)), [1, 2, 4, 5].map(second));
    assert_eq!(waits(policy, 4, Forced(u64::MAX)), [3, 4, 6, 7].map(second));
    assert_eq!(policy.max_wait(), Some(13 * SECOND));
    assert_eq!(policy.max_attempts(20_001).max_wait(), Some(13 * SECOND + 7 * SECOND * 19_997));
    let spread = Spread { base: SECOND, cap: SECOND, first: SECOND, previous: SECOND };
    assert_eq!(Jitter::UpTo(Duration::ZERO).delay(spread, || panic!("nothing to choose")), SECOND);
}

/// What is written down counts for the default cap, the part on top included.
#[test]
fn the_default_cap_leaves_room_for_what_is_on_top() {
    let cap = |policy: Policy| policy.jitter(Jitter::UpTo(2 * SECOND)).get_max_delay();
    assert_eq!(cap(Policy::fixed(SECOND)), 60 * SECOND);
    assert_eq!(cap(Policy::fixed(90 * SECOND)), 92 * SECOND);
    assert_eq!(cap(Policy::exponential(59 * SECOND)), 61 * SECOND);
    assert_eq!(cap(Policy::fixed(90 * SECOND).max_delay(91 * SECOND)), 91 * SECOND, "what is set counts");
    assert_eq!(Policy::fixed(SECOND).jitter(Jitter::UpTo(Duration::MAX)).get_max_delay(), Duration::MAX);
}

const AT_ONCE: &[Duration] = &[Duration::ZERO, Duration::from_secs(30)];

#[test]
fn the_first_retry_at_once() {
    let policy = Policy::delays(AT_ONCE);
    assert_eq!(policy.check(), Ok(()));
    assert_eq!(policy.schedule().collect::<Vec<_>>(), [0, 30, 30].map(Duration::from_secs));
    assert_eq!(policy.max_wait(), Some(60 * SECOND));
    assert_eq!(policy.max_elapsed(SECOND).check(), Ok(()), "one retry is in time");
    assert_eq!(policy.max_elapsed(SECOND).schedule().count(), 1);
    for (jitter, low, high) in [
        (Jitter::None, [0, 30, 30], [0, 30, 30]),
        (Jitter::Additive, [0, 30, 30], [0, 60, 60]),
        (Jitter::Full, [0, 0, 0], [0, 30, 30]),
        (Jitter::Equal, [0, 15, 15], [0, 30, 30]),
        (Jitter::Share(1.0), [0, 0, 0], [0, 60, 60]),
        (Jitter::UpTo(3 * SECOND), [0, 30, 30], [3, 33, 33]),
        // Three times nothing would be nothing for ever: it starts at the first delay that is one.
        (Jitter::Decorrelated, [0, 30, 30], [0, 60, 60]),
    ] {
        let policy = policy.jitter(jitter);
        assert_eq!(policy.check(), Ok(()), "{jitter:?}");
        assert_eq!(waits(policy, 3, Forced(0)), low.map(Duration::from_secs), "{jitter:?}");
        assert_eq!(waits(policy, 3, Forced(u64::MAX)), high.map(Duration::from_secs), "{jitter:?}");
        assert_eq!(policy.max_wait(), Some(high.map(Duration::from_secs).iter().sum()), "{jitter:?}");
    }
}

#[test]
fn decorrelated_jitter_grows_after_retries_at_once() {
    const LIST: &[Duration] = &[Duration::ZERO, Duration::ZERO, Duration::from_secs(2), Duration::ZERO, SECOND];
    let policy = Policy::delays(LIST).jitter(Jitter::Decorrelated);
    // From the first delay that is one, 2 s, to three times the wait before, at least that.
    assert_eq!(waits(policy, 7, Forced(0)), [0, 0, 2, 0, 2, 2, 2].map(Duration::from_secs));
    assert_eq!(waits(policy, 7, Forced(u64::MAX)), [0, 0, 6, 0, 6, 18, 54].map(Duration::from_secs));
    assert_eq!(policy.max_attempts(8).max_wait(), Some(84 * SECOND));
    // A last delay of zero repeats.
    const ENDS_AT_ONCE: &[Duration] = &[SECOND, Duration::ZERO];
    let policy = Policy::delays(ENDS_AT_ONCE).jitter(Jitter::Decorrelated);
    assert_eq!(waits(policy, 3, Forced(u64::MAX)), [3, 0, 0].map(Duration::from_secs));
    assert_eq!(policy.max_attempts(30_000).max_wait(), Some(3 * SECOND));
}

#[test]
fn a_list_of_nothing_stays_a_mistake() {
    const NOTHING: &[Duration] = &[Duration::ZERO, Duration::ZERO];
    assert_eq!(Policy::delays(NOTHING).check(), Err(PolicyError::ZeroDelay));
    assert_eq!(Policy::delays(NOTHING).clamped(), Policy::immediate());
    let spread = Policy::delays(NOTHING).jitter(Jitter::UpTo(SECOND));
    assert_eq!(spread.check(), Err(PolicyError::ZeroDelay), "`random` says that");
}
