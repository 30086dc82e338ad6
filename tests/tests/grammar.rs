//! What each key does: the delays and attempts that a function gets from it.

mod reports;

use std::cell::RefCell;
use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy, PolicyError, Verdict, retry};

use crate::reports::Reports;

const BASE: Duration = Duration::from_millis(10);
const MOST: u32 = 3;
const PATIENT: Policy = Policy::fixed(Duration::from_millis(30)).max_attempts(3);

type Slept = RefCell<Vec<u64>>;

fn note(slept: &Slept, delay: Duration) {
    slept.borrow_mut().push(u64::try_from(delay.as_millis()).unwrap());
}

/// A function that always fails, and the milliseconds that it slept.
macro_rules! sleeps {
    ([$($attribute:tt)*]) => {{
        #[retry($($attribute)*, on = any, sleep = |delay| note(slept, delay))]
        fn fails(slept: &Slept) -> Result<(), String> {
            Err(String::new())
        }
        let slept = Slept::default();
        assert!(fails(&slept).is_err());
        slept.into_inner()
    }};
}

#[test]
fn backoffs() {
    assert_eq!(sleeps!([exponential(initial = 1s, factor = 3, max = 5s)]), [1000, 3000, 5000]);
    assert_eq!(sleeps!([exponential]), [1000, 2000, 4000]);
    assert_eq!(sleeps!([fixed = 2s]), [2000; 3]);
    assert_eq!(sleeps!([linear(initial = 1s, increment = 500ms)]), [1000, 1500, 2000]);
    assert_eq!(sleeps!([fibonacci(initial = 1s), max_attempts = 6]), [1000, 1000, 2000, 3000, 5000]);
    assert_eq!(sleeps!([delays(100ms, "1s", BASE), max_attempts = 5]), [100, 1000, 10, 10]);
    assert_eq!(sleeps!([immediate]), [0; 3]);
    assert_eq!(sleeps!([backoff = Backoff::linear(BASE, BASE)]), [10, 20, 30]);
}

#[test]
fn durations_in_all_spellings() {
    assert_eq!(sleeps!([fixed = 1.5s, max_retries = 1]), [1500]);
    assert_eq!(sleeps!([fixed = "1m 30s", max_retries = 1]), [90_000]);
    assert_eq!(sleeps!([fixed = BASE.saturating_mul(2), max_retries = 1]), [20]);
    assert_eq!(sleeps!([fixed = 2m, max_retries = 1]), [120_000]);
    assert_eq!(sleeps!([fixed = 1h, max_retries = 1]), [3_600_000]);
    assert_eq!(sleeps!([fixed = 2_500us, max_retries = 1]), [2]);
    assert_eq!(sleeps!([fixed = 3000000ns, max_retries = 1]), [3]);
}

#[test]
fn limits() {
    assert_eq!(sleeps!([max_attempts = 2, fixed = 1s]), [1000]);
    assert_eq!(sleeps!([fixed = 1s, max_attempts = MOST]), [1000; 2]);
    assert_eq!(sleeps!([fixed = 1s, max_retries = MOST]), [1000; 3]);
    assert_eq!(sleeps!([fixed = 1s, max_attempts = 1]), [0; 0]);
    assert_eq!(sleeps!([exponential, max_delay = 1500ms]), [1000, 1500, 1500]);
    assert_eq!(sleeps!([fixed = 90s, max_attempts = 2]), [90_000], "a longer delay written down is the cap");
}

#[test]
fn starts() {
    assert_eq!(sleeps!([policy = PATIENT]), [30, 30]);
    assert_eq!(sleeps!([policy = &PATIENT, max_attempts = 2]), [30]);
    assert_eq!(sleeps!([policy = PATIENT, fixed = 5ms]), [5, 5]);
    assert_eq!(sleeps!([internal, jitter = none]), [50]);
    assert_eq!(sleeps!([external, jitter = none, max_attempts = 4]), [500, 1000, 2000]);
    assert!((50..=100).contains(&sleeps!([internal])[0]), "the tier's jitter");
}

#[test]
fn jitters() {
    let bounds =
        |range: std::ops::RangeInclusive<u64>, delays: &[u64]| delays.iter().all(|delay| range.contains(delay));
    assert!(bounds(1000..=2000, &sleeps!([fixed = 1s, jitter])));
    assert!(bounds(0..=1000, &sleeps!([fixed = 1s, jitter = full])));
    assert!(bounds(500..=1000, &sleeps!([fixed = 1s, jitter = equal])));
    assert!(bounds(1000..=27_000, &sleeps!([fixed = 1s, jitter = decorrelated])));
    assert!(bounds(800..=1200, &sleeps!([fixed = 1s, jitter = 0.2])));
    assert_eq!(sleeps!([fixed = 1s, jitter = none]), [1000; 3]);
    let bare = sleeps!([name = "bare"]);
    assert!(
        (1000..=2000).contains(&bare[0]) && bare.iter().any(|delay| delay % 1000 != 0),
        "a bare attribute has jitter"
    );
}

#[retry(fixed = 1s, max_retry_after = 5s, on = |hint| Verdict::RetryAfter(Duration::from_secs(*hint)),
    sleep = |delay| note(slept, delay))]
fn hinted(slept: &Slept, hint: u64) -> Result<(), u64> {
    Err(hint)
}

#[test]
fn hints() {
    let slept = Slept::default();
    hinted(&slept, 5).unwrap_err();
    assert_eq!(slept.take(), [5000; 3]);
    hinted(&slept, 6).unwrap_err();
    assert_eq!(slept.take(), [0; 0], "longer than allowed");
}

struct Client {
    policy: Policy,
}

impl Client {
    #[retry(policy = self.policy, max_delay = 5ms, on = any, sleep = |delay| note(slept, delay), name = "client")]
    fn fails(&self, slept: &Slept) -> Result<(), String> {
        Err(String::new())
    }
}

#[test]
fn an_override_that_contradicts_is_clamped_and_told_once() {
    let reports = Reports::default();
    tracing::subscriber::with_default(reports.clone(), || {
        let slept = Slept::default();
        let client = Client { policy: Policy::fixed(BASE) };
        for _ in 0..3 {
            client.fails(&slept).unwrap_err();
            assert_eq!(slept.take(), [5; 3], "the nearest allowed delay");
        }
        let client = Client { policy: Policy::fixed(Duration::from_millis(1)) };
        client.fails(&slept).unwrap_err();
        assert_eq!(slept.take(), [1; 3], "nothing to clamp");
    });
    let reports = reports.0.lock().unwrap();
    let [report] = &reports[..] else { panic!("{reports:?}") };
    assert!(report.starts_with("WARN") && report.contains("client") && report.contains("`initial`"), "{report}");
}

#[test]
fn what_is_zero_and_may_not_be() {
    const AT_ONCE: &[Duration] = &[Duration::ZERO, Duration::from_secs(1)];
    let (zero, second) = (Duration::ZERO, Duration::from_secs(1));
    for (policy, error, nearest) in [
        (Policy::fixed(zero), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::exponential(zero), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::fibonacci(zero), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::delays(&[Duration::ZERO]), PolicyError::ZeroDelay, Policy::immediate()),
        (Policy::delays(&[]), PolicyError::NoDelays, Policy::immediate()),
        (Policy::linear(zero, second), PolicyError::ZeroInitial, Policy::linear(second, second)),
        (Policy::linear(second, zero), PolicyError::ZeroIncrement, Policy::fixed(second)),
        (Policy::linear(zero, zero), PolicyError::ZeroIncrement, Policy::immediate()),
        (
            Policy::fixed(second).max_delay(zero),
            PolicyError::ZeroMaxDelay,
            Policy::immediate().max_delay(Duration::from_nanos(1)),
        ),
        (Policy::fixed(second).max_elapsed(zero), PolicyError::ZeroMaxElapsed, Policy::fixed(second).max_attempts(1)),
        (
            Policy::fixed(second).max_retry_after(zero),
            PolicyError::ZeroMaxRetryAfter,
            Policy::fixed(second).max_retry_after(Duration::from_nanos(1)),
        ),
        (Policy::fixed(second).max_attempts(0), PolicyError::ZeroAttempts, Policy::fixed(second).max_attempts(1)),
    ] {
        assert_eq!(policy.check(), Err(error), "{policy:?}");
        assert_eq!(policy.clamped(), nearest, "{policy:?}");
    }
    assert_eq!(Policy::delays(AT_ONCE).check(), Ok(()), "the first retry at once");
}

#[test]
fn what_contradicts_the_cap_or_itself() {
    let (five, ten) = (Duration::from_secs(5), Duration::from_secs(10));
    let above = PolicyError::InitialAboveMaxDelay;
    for (policy, error, nearest) in [
        (Policy::exponential(ten).factor(3.0), above, Policy::exponential(five).factor(3.0)),
        (Policy::linear(ten, ten), above, Policy::linear(five, ten)),
        (Policy::fibonacci(ten), above, Policy::fibonacci(five)),
        (Policy::fixed(ten), above, Policy::fixed(five)),
    ] {
        assert_eq!(policy.max_delay(five).check(), Err(error), "{policy:?}");
        assert_eq!(policy.max_delay(five).clamped(), nearest.max_delay(five), "{policy:?}");
        assert_eq!(policy.max_delay(ten).check(), Ok(()), "at the cap");
    }
    let fixed = |share| Policy::fixed(ten).jitter(Jitter::Share(share));
    for share in [-1.0, -0.0, 0.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(fixed(share).check(), Err(PolicyError::BadShare), "{share}");
        assert_eq!(fixed(share).clamped(), Policy::fixed(ten), "{share}");
    }
    for share in [1.0 + f64::EPSILON, 7.0, f64::INFINITY] {
        assert_eq!(fixed(share).check(), Err(PolicyError::BadShare), "{share}");
        assert_eq!(fixed(share).clamped(), fixed(1.0), "{share}");
    }
    for share in [f64::MIN_POSITIVE, 0.5, 1.0] {
        assert_eq!(fixed(share).check(), Ok(()), "{share}");
    }
    let immediate = Policy::immediate().jitter(Jitter::Full);
    assert_eq!((immediate.check(), immediate.clamped()), (Err(PolicyError::JitterOnImmediate), Policy::immediate()));
}

proptest! {
    /// Whatever comes together at run time, the nearest policy is one that could have been written down.
    #[test]
    fn every_policy_has_a_nearest_one(
        kind in 0..7_u8, one in 0..3_u64, other in 0..3_u64, factor in prop_oneof![Just(0.5), Just(2.0), Just(f64::NAN)],
        share in prop_oneof![Just(-1.0), Just(0.5), Just(7.0), Just(f64::NAN)], jitter in 0..5_u8, attempts in 0..3_u32,
        cap in proptest::option::of(0..3_u64), elapsed in proptest::option::of(0..3_u64), hint in proptest::option::of(0..3_u64),
        timeout in proptest::option::of(0..3_u64),
    ) {
        let seconds = Duration::from_secs;
        const LIST: &[Duration] = &[Duration::from_secs(1), Duration::from_secs(9)];
        let policy = match kind {
            0 => Policy::exponential(seconds(one)),
            1 => Policy::fixed(seconds(one)),
            2 => Policy::linear(seconds(one), seconds(other)),
            3 => Policy::delays(if one == 0 { &[] } else { LIST }),
            4 => Policy::fibonacci(seconds(one)),
            5 => Policy::random(seconds(one), seconds(other)),
            _ => Policy::immediate(),
        };
        let policy = policy.factor(factor).max_attempts(attempts);
        let jitters = [Jitter::None, Jitter::Additive, Jitter::Share(share), Jitter::UpTo(seconds(other))];
        let policy = jitters.get(usize::from(jitter)).map_or(policy, |jitter| policy.jitter(*jitter));
        let policy = cap.map_or(policy, |cap| policy.max_delay(seconds(cap)));
        let policy = elapsed.map_or(policy, |elapsed| policy.max_elapsed(seconds(elapsed)));
        let policy = hint.map_or(policy, |hint| policy.max_retry_after(seconds(hint)));
        let policy = timeout.map_or(policy, |timeout| policy.attempt_timeout(seconds(timeout)));
        prop_assert_eq!(policy.clamped().check(), Ok(()));
        if policy.check().is_ok() {
            prop_assert_eq!(policy.clamped(), policy);
        }
    }
}
