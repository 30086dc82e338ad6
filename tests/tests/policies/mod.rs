//! Random policies, contradictions included.

use std::time::Duration;

use proptest::prelude::*;
use retry_runtime::{Backoff, Jitter, Policy};

const SECOND: Duration = Duration::from_secs(1);

pub(crate) const SHAPES: [Jitter; 7] = [
    Jitter::Additive,
    Jitter::Full,
    Jitter::Equal,
    Jitter::Decorrelated,
    Jitter::Share(0.2),
    Jitter::Share(1.0),
    Jitter::UpTo(Duration::from_secs(2)),
];
pub(crate) fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::from_nanos(1)),
        Just(Duration::MAX),
        (0_u64..10_000_000_000).prop_map(Duration::from_nanos),
        any::<u64>().prop_map(Duration::from_nanos),
        (any::<u64>(), 0_u32..1_000_000_000).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos)),
    ]
}

fn factors() -> impl Strategy<Value = f64> {
    prop_oneof![Just(2.0), 1.0_f64..10.0, any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), Just(f64::MAX), Just(-1.0)]
}

pub(crate) fn backoffs() -> impl Strategy<Value = Backoff> {
    const LISTS: [&[Duration]; 4] =
        [&[], &[SECOND], &[Duration::MAX, Duration::ZERO, SECOND], &[Duration::ZERO, Duration::from_secs(30)]];
    prop_oneof![
        (durations(), factors()).prop_map(|(initial, factor)| Backoff::exponential(initial).factor(factor)),
        durations().prop_map(Backoff::fixed),
        (durations(), durations()).prop_map(|(initial, increment)| Backoff::linear(initial, increment)),
        durations().prop_map(Backoff::fibonacci),
        (0..LISTS.len()).prop_map(|list| Backoff::delays(LISTS[list])),
        Just(Backoff::immediate()),
    ]
}

pub(crate) fn jitters() -> impl Strategy<Value = Jitter> {
    prop_oneof![
        Just(Jitter::None),
        (0..SHAPES.len()).prop_map(|shape| SHAPES[shape]),
        any::<f64>().prop_map(Jitter::Share),
        Just(Jitter::Share(f64::NAN)),
        durations().prop_map(Jitter::UpTo),
    ]
}

/// Any policy at all, contradictions included.
pub(crate) fn policies() -> impl Strategy<Value = Policy> {
    let limits = (
        proptest::option::of(0_u32..20),
        proptest::option::of(durations()),
        proptest::option::of(durations()),
        proptest::option::of(durations()),
    );
    (backoffs(), jitters(), limits).prop_map(|(backoff, jitter, (attempts, delay, elapsed, hint))| {
        let policy = Policy::new(backoff).jitter(jitter);
        let policy = attempts.map_or(policy.unlimited(), |most| policy.max_attempts(most));
        let policy = delay.map_or(policy, |delay| policy.max_delay(delay));
        let policy = elapsed.map_or(policy, |elapsed| policy.max_elapsed(elapsed));
        hint.map_or(policy, |hint| policy.max_retry_after(hint))
    })
}
