//! What no policy may do, and how delays are spread: over random policies, retries and draws.

use std::time::Duration;

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use retry_runtime::{Attempts, Backoff, Decision, Jitter, Policy, Spread, StopReason, Verdict, now, rng};
use retry_tests::counting::CountingRng;
use retry_tests::front_ends::Forced;

use policies::{SHAPES, backoffs, durations, jitters, policies};

mod policies;

const DRAWS: u32 = 10_000;
const SEED: u64 = 0x5eed;
const SECOND: Duration = Duration::from_secs(1);

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every delay lies in its range, and every range inside the cap, whatever the input.
    #[test]
    fn no_delay_is_over_the_cap(
        (backoff, jitter) in (backoffs(), jitters()),
        retry in prop_oneof![0_u32..70, any::<u32>(), Just(u32::MAX)],
        (cap, previous) in (durations(), durations()),
        draw in any::<u64>(),
    ) {
        let spread = Spread { base: backoff.delay(retry), cap, first: backoff.delay(1), previous };
        let (low, high) = jitter.range(spread);
        let delay = jitter.delay(spread, || draw);
        prop_assert!(low <= high && high <= cap, "[{:?}, {:?}] with cap {:?}", low, high, cap);
        prop_assert!((low..=high).contains(&delay), "{:?} in [{:?}, {:?}]", delay, low, high);
    }

    /// A call keeps every promise about attempts and time, whatever its policy; and never waits longer than forecast.
    #[test]
    fn a_call_stays_inside_its_limits(
        policy in policies(),
        most in proptest::option::of(0_u32..20),
        elapsed in proptest::option::of(durations()),
        attempt_takes in (0_u64..5_000_000_000).prop_map(Duration::from_nanos),
        seed in any::<u64>(),
    ) {
        let policy = most.map_or(policy, |most| policy.max_attempts(most));
        let policy = elapsed.map_or(policy, |elapsed| policy.max_elapsed(elapsed));
        let mut rng = SmallRng::seed_from_u64(seed);
        let start = Duration::from_secs(1000);
        let (mut now, mut waited, mut calls) = (start, Duration::ZERO, 0_u32);
        let mut attempts = Attempts::start(&policy, now);
        let reason = loop {
            calls += 1;
            now = now.saturating_add(attempt_takes);
            match attempts.failed(Verdict::Transient, now, &mut rng) {
                // Long enough to see.
                Decision::Retry { .. } if calls == 100 => break None,
                Decision::Retry { after } => {
                    waited = waited.saturating_add(after);
                    now = now.saturating_add(after);
                    if let Some(limit) = elapsed {
                        prop_assert!(now.saturating_sub(start) <= limit, "a retry at {:?} after {:?}", now, limit);
                    }
                }
                Decision::Stop(reason) => break Some(reason),
            }
            attempts.retrying();
        };
        if let Some(most) = most {
            prop_assert!(calls <= most.max(1));
            prop_assert!(reason != Some(StopReason::MaxAttempts) || calls == most.max(1));
        }
        if let Some(longest) = policy.max_wait() {
            prop_assert!(waited <= longest.saturating_add(Duration::from_nanos(1)), "{:?} of {:?}", waited, longest);
        }
    }

    /// The schedule is the delays of a call without jitter that fails at once every time; the longest wait is their sum.
    #[test]
    fn forecasts_come_true(policy in policies(), most in 0_u32..20) {
        let policy = policy.jitter(Jitter::None).max_attempts(most);
        let mut attempts = Attempts::start(&policy, Duration::ZERO);
        let (mut now, mut delays) = (Duration::ZERO, Vec::new());
        while let Decision::Retry { after } = attempts.failed(Verdict::Transient, now, &mut Forced(0)) {
            now = now.saturating_add(after);
            delays.push(after);
        }
        prop_assert_eq!(policy.schedule().collect::<Vec<_>>(), delays);
        prop_assert_eq!(policy.max_wait(), Some(now));
    }

    /// With jitter, the longest wait is that of a call whose draws are all the highest.
    #[test]
    fn the_longest_wait_happens(policy in policies(), most in 0_u32..20, cap in 0_u64..3_000_000_000_000_000_000) {
        // A century: a call remembers no delay of more than 584 years.
        let policy = policy.max_attempts(most).max_elapsed(Duration::MAX).max_delay(Duration::from_nanos(cap));
        let mut attempts = Attempts::start(&policy, Duration::ZERO);
        let mut waited = Duration::ZERO;
        while let Decision::Retry { after } = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(u64::MAX)) {
            waited = waited.saturating_add(after);
        }
        let longest = policy.max_wait().unwrap();
        // The highest draw may fall a nanosecond short, and decorrelated jitter triples that at every step.
        let most_lost = Duration::from_nanos(3_u64.pow(most));
        prop_assert!(longest >= waited && longest - waited <= most_lost, "{:?} {:?}", longest, waited);
    }

    /// Exact in nanoseconds, against arithmetic in integers.
    #[test]
    fn powers_are_exact(initial in 1_u64..10_000_000_000, retry in 1_u32..40, (upper, lower) in prop_oneof![
        Just((2_u128, 1_u128)), Just((3, 1)), Just((10, 1)), Just((3, 2)), Just((5, 4)), Just((1, 1)), Just((9, 8)),
    ]) {
        let steps = retry - 1;
        let Some(above) = upper.checked_pow(steps).and_then(|power| power.checked_mul(u128::from(initial))) else {
            return Ok(());
        };
        let below = lower.pow(steps);
        #[expect(clippy::cast_precision_loss)]
        let factor = upper as f64 / lower as f64;
        let delay = Backoff::exponential(Duration::from_nanos(initial)).factor(factor).delay(retry);
        let exact = (above + below / 2) / below;
        let exact = exact.min(Duration::MAX.as_nanos());
        prop_assert_eq!(delay.as_nanos(), exact);
    }
}

#[test]
fn nothing_stays_nothing_however_often_it_is_doubled() {
    for retry in [1, 2, 64, 65, 66, u32::MAX] {
        assert_eq!(Backoff::exponential(Duration::ZERO).delay(retry), Duration::ZERO, "{retry}");
    }
    let most = Backoff::exponential(Duration::from_nanos(1)).delay(64);
    assert_eq!(most.as_nanos(), 1 << 63, "as far as 64 bits go");
    assert_eq!(Backoff::exponential(Duration::from_nanos(1)).delay(65).as_nanos(), 1 << 64, "and beyond");
}

#[test]
fn decimal_factors_give_what_one_writes() {
    let delays =
        |factor| [1, 2, 3, 4].map(|retry| Backoff::exponential(SECOND).factor(factor).delay(retry).as_millis());
    assert_eq!(delays(1.1), [1000, 1100, 1210, 1331]);
    assert_eq!(delays(1.3), [1000, 1300, 1690, 2197]);
}

/// Where a delay is drawn from: below the cap, reaching it, and far beyond.
fn spreads() -> [Spread; 3] {
    let spread = |base: Duration, previous| Spread { base, cap: 60 * SECOND, first: SECOND, previous };
    [spread(4 * SECOND, 3 * SECOND), spread(45 * SECOND, 50 * SECOND), spread(512 * SECOND, 60 * SECOND)]
}

/// Kolmogorov and Smirnov's distance to the stated uniform, times √n: above 1.63 in one of a hundred fair samples. Section
/// and figures: Massey, *The Kolmogorov-Smirnov Test for Goodness of Fit*, JASA 46 (1951), table 1.
const CRITICAL: f64 = 1.63;

fn distance_to_uniform(mut sample: Vec<f64>) -> f64 {
    sample.sort_by(f64::total_cmp);
    let count = f64::from(u32::try_from(sample.len()).unwrap());
    let distance = (0_u32..).zip(&sample).map(|(index, value)| {
        let (below, above) = (f64::from(index) / count, f64::from(index + 1) / count);
        (value - below).abs().max((above - value).abs())
    });
    distance.fold(0.0, f64::max) * count.sqrt()
}

#[test]
fn delays_are_uniform_in_the_stated_range() {
    for jitter in SHAPES {
        for spread in spreads() {
            let mut rng = SmallRng::seed_from_u64(SEED);
            let (low, high) = stated_range(jitter, spread);
            assert_eq!(jitter.range(spread), (low, high), "{jitter:?} of {spread:?}");
            let width = (high - low).as_secs_f64();
            let sample: Vec<f64> =
                (0..DRAWS).map(|_| (jitter.delay(spread, || rng.next_u64()) - low).as_secs_f64() / width).collect();
            let mean = sample.iter().sum::<f64>() / f64::from(DRAWS);
            // Three standard deviations of the mean of so many uniform draws.
            assert!((mean - 0.5).abs() < 3.0 * (1.0 / 12.0_f64).sqrt() / f64::from(DRAWS).sqrt(), "{jitter:?}: {mean}");
            let distance = distance_to_uniform(sample);
            assert!(distance < CRITICAL, "{jitter:?} of {spread:?}: {distance}");
        }
    }
}

/// The table of the documentation, written down a second time in seconds.
fn stated_range(jitter: Jitter, spread: Spread) -> (Duration, Duration) {
    let (d, c) = (spread.base, spread.cap);
    let capped = d.min(c);
    match jitter {
        Jitter::Additive => (d.min(c / 2), (2 * d).min(c)),
        Jitter::Full => (Duration::ZERO, capped),
        Jitter::Equal => (capped / 2, capped),
        Jitter::Decorrelated => (spread.first, (3 * spread.previous).min(c)),
        Jitter::Share(p) => {
            let m = d.min(c.div_f64(1.0 + p));
            (m.mul_f64(1.0 - p), m.mul_f64(1.0 + p))
        }
        Jitter::UpTo(j) => {
            let m = d.min(c - j.min(c));
            (m, (m + j).min(c))
        }
        _ => unreachable!("every shape is listed"),
    }
}

#[test]
fn at_the_cap_hardly_two_draws_are_equal() {
    for jitter in SHAPES {
        let policy = Policy::exponential(SECOND).jitter(jitter).unlimited();
        let mut delays: Vec<Duration> = (0..DRAWS)
            .map(|call| {
                let mut rng = SmallRng::seed_from_u64(SEED + u64::from(call));
                let mut attempts = Attempts::start(&policy, Duration::ZERO);
                let mut last = Duration::ZERO;
                for _ in 0..12 {
                    let Decision::Retry { after } = attempts.failed(Verdict::Transient, Duration::ZERO, &mut rng)
                    else {
                        panic!("the policy has no limit")
                    };
                    last = after;
                }
                last
            })
            .collect();
        delays.sort_unstable();
        let most = delays.chunk_by(PartialEq::eq).map(<[Duration]>::len).max().unwrap();
        assert!(most < DRAWS as usize / 1000, "{jitter:?}: {most} of {DRAWS} are equal");
        assert!(*delays.last().unwrap() <= 60 * SECOND);
    }
}

#[test]
fn a_first_delay_at_the_cap_is_spread_too() {
    let spread = Spread { base: 90 * SECOND, cap: 60 * SECOND, first: 60 * SECOND, previous: 60 * SECOND };
    assert_eq!(Jitter::Decorrelated.range(spread), (30 * SECOND, 60 * SECOND));
}

/// A server's hint is a previous delay too, and may be shorter than the first one.
#[test]
fn a_short_previous_delay_counts_as_the_first() {
    let range = |first, previous, cap| Jitter::Decorrelated.range(Spread { base: first, cap, first, previous });
    for previous in [Duration::ZERO, Duration::from_nanos(1), SECOND / 3, SECOND] {
        assert_eq!(range(SECOND, previous, 60 * SECOND), (SECOND, 3 * SECOND), "after {previous:?}");
        assert_eq!(range(SECOND, previous, 2 * SECOND), (SECOND, 2 * SECOND));
        assert_eq!(range(SECOND, previous, SECOND), (SECOND / 2, SECOND), "no room below the cap");
    }
    assert_eq!(range(Duration::ZERO, Duration::ZERO, SECOND), (Duration::ZERO, Duration::ZERO));
    assert_eq!(range(Duration::ZERO, SECOND / 4, SECOND), (Duration::ZERO, SECOND * 3 / 4));
    assert_eq!(range(Duration::MAX, SECOND, SECOND), (SECOND / 2, SECOND));

    let policy = Policy::exponential(SECOND).jitter(Jitter::Decorrelated);
    let mut attempts = Attempts::start(&policy, Duration::ZERO);
    let hint = Verdict::RetryAfter(Duration::from_millis(1));
    let _ = attempts.failed(hint, Duration::ZERO, &mut Forced(0));
    let after = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(u64::MAX));
    assert_eq!(after, Decision::Retry { after: 3 * SECOND });
}

/// Of the generator behind real calls; it is seeded by the system, so the bound is wide: passed once in ten million runs.
#[test]
fn its_own_draws_are_uniform() {
    #[expect(clippy::cast_precision_loss)]
    let sample = (0..DRAWS).map(|_| rng().next_u64() as f64 / u64::MAX as f64).collect();
    assert!(distance_to_uniform(sample) < 2.9, "64 bits");
    let sample = (0..DRAWS).map(|_| f64::from(rng().next_u32()) / f64::from(u32::MAX)).collect();
    assert!(distance_to_uniform(sample) < 2.9, "32 bits");
    let mut bytes = vec![0; DRAWS as usize + 3];
    rng().fill_bytes(&mut bytes);
    let sum: f64 = bytes.iter().copied().map(f64::from).sum();
    let deviations = (sum / f64::from(DRAWS + 3) - 127.5) / (256.0 / 12.0_f64.sqrt() / f64::from(DRAWS).sqrt());
    assert!(deviations.abs() < 5.3, "bytes: {deviations} standard deviations");
    assert!(bytes[DRAWS as usize..] != [0; 3], "the last ones too");
}

#[test]
fn draws_of_concurrent_calls_are_unrelated() {
    let draw = || -> Vec<f64> {
        #[expect(clippy::cast_precision_loss)]
        (0..DRAWS).map(|_| rng().next_u64() as f64 / u64::MAX as f64 - 0.5).collect()
    };
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(draw);
        (draw(), other.join().unwrap())
    });
    assert!(one.iter().zip(&other).all(|(one, other)| one.to_bits() != other.to_bits()));
    // And not by a shift of a few draws either.
    for lag in 0..20 {
        let product: f64 = one.iter().zip(&other[lag..]).map(|(one, other)| one * other).sum();
        let correlation = product * 12.0 / f64::from(DRAWS);
        // Five standard deviations of the correlation of so many unrelated pairs.
        assert!(correlation.abs() < 5.0 / f64::from(DRAWS).sqrt(), "lag {lag}: {correlation}");
    }
}

#[test]
fn a_permanent_verdict_draws_nothing() {
    let policy = Policy::default().max_elapsed(SECOND * 30);
    let mut rng = CountingRng::default();
    let decision = Attempts::start(&policy, now()).failed(Verdict::Permanent, now(), &mut rng);
    assert_eq!((decision, rng.draws), (Decision::Stop(StopReason::Permanent), 0));
    let decision = Attempts::start(&policy, now()).failed(Verdict::Transient, now(), &mut rng);
    assert!(matches!(decision, Decision::Retry { .. }));
    assert_eq!(rng.draws, 1, "the control");
    let policy = Policy::fixed(SECOND);
    let _ = Attempts::start(&policy, now()).failed(Verdict::Transient, now(), &mut rng);
    assert_eq!(rng.draws, 1, "nothing to choose, nothing drawn");
}

#[test]
fn a_retry_may_start_exactly_at_the_limit() {
    let policy = Policy::fixed(SECOND).unlimited().max_elapsed(3 * SECOND);
    let start = Duration::from_secs(7);
    let fail_at = |elapsed| Attempts::start(&policy, start).failed(Verdict::Transient, start + elapsed, &mut Forced(0));
    assert_eq!(fail_at(2 * SECOND), Decision::Retry { after: SECOND });
    assert_eq!(fail_at(2 * SECOND + Duration::from_nanos(1)), Decision::Stop(StopReason::MaxElapsed));
}
