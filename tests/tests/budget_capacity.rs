//! How much a budget holds: as many tokens as there were successes in the last four seconds, measured from its first use on.

use std::time::Duration;

use retry_runtime::{Attempts, Budget, Permit, Policy, now};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);
/// Clocks count from anywhere.
const ORIGINS: [Duration; 4] =
    [Duration::ZERO, SECOND, Duration::from_secs(1_700_000_000), Duration::from_secs(1 << 33)];

fn deposit(budget: &Budget, times: u32) {
    (0..times).for_each(|_| budget.deposit());
}

/// So many retries are allowed at that time, one after another.
fn allowed(budget: &Budget, now: Duration) -> usize {
    std::iter::from_fn(|| budget.withdraw(now)).map(Permit::spend).take(5_000_000).count()
}

#[track_caller]
fn assert_holds(budget: &Budget, now: Duration, tokens: f64) {
    let balance = budget.balance(now);
    assert!((balance - tokens).abs() < 1e-3, "{balance} tokens, not {tokens}");
}

/// Full however little was earned.
fn full() -> Budget {
    Budget::new().ratio(10.0)
}

#[test]
fn two_hours_of_calls_then_a_failure() {
    for origin in ORIGINS {
        let budget = Budget::new();
        for call in 0..720_000 {
            let begins = origin + call * Duration::from_millis(10);
            Attempts::start(&Policy::INTERNAL, begins).with_budget(&budget).succeeded();
        }
        assert_eq!(allowed(&budget, origin + 2 * HOUR), 400, "from {origin:?}");
    }
}

#[test]
fn two_hours_after_a_first_look_then_a_failure() {
    for origin in ORIGINS {
        let budget = Budget::new();
        assert_holds(&budget, origin, 3.0);
        deposit(&budget, 720_000);
        assert_eq!(allowed(&budget, origin + 2 * HOUR), 400, "from {origin:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn two_hours_of_successes_then_a_failure() {
    let budget = Budget::new();
    // Hours before the first use are no part of it.
    for idle in [Duration::ZERO, 9 * HOUR] {
        tokio::time::advance(idle).await;
        let budget = if idle.is_zero() { &budget } else { &Budget::new() };
        for _ in 0..7_200 {
            deposit(budget, 100);
            tokio::time::advance(SECOND).await;
        }
        assert_eq!(allowed(budget, now()), 400, "after {idle:?}");
    }
}

#[test]
fn while_the_window_is_longer_than_all_that_was_measured_it_holds_every_success() {
    let budget = full();
    assert_holds(&budget, HOUR, 3.0);
    let mut successes = 0;
    for tenth in 1..=40 {
        deposit(&budget, 10);
        successes += 10;
        assert_holds(&budget, HOUR + tenth * SECOND / 10, f64::from(successes));
    }
    assert_holds(&budget, HOUR + 4 * SECOND, 400.0);
    // One look at the end sees the same as many.
    let budget = full();
    assert_holds(&budget, HOUR, 3.0);
    deposit(&budget, 400);
    assert_holds(&budget, HOUR + 4 * SECOND, 400.0);
}

#[test]
fn what_nobody_measured_yet_holds_what_was_earned() {
    let budget = Budget::new();
    deposit(&budget, 100);
    assert_holds(&budget, now(), 13.0);
}

#[test]
fn follows_the_traffic_up_and_down() {
    let budget = full().min_tokens(1);
    let mut now = Duration::ZERO;
    let mut run = |per_second: u32| {
        for _ in 0..60 {
            deposit(&budget, per_second);
            now += SECOND;
            let _ = budget.balance(now);
        }
        budget.balance(now)
    };
    for (per_second, tokens) in [(100, 400.0), (200, 800.0), (10, 40.0), (1_000, 4_000.0)] {
        let balance = run(per_second);
        assert!((balance - tokens).abs() < 1.0, "{balance} tokens at {per_second}/s");
    }
    // Nothing succeeds.
    assert_holds(&budget, now + HOUR, 1_000.0 * 16.0 / 3_604.0);
    assert_holds(&budget, now + 2 * HOUR, 1.0);
}

#[test]
fn each_second_counts_by_its_length() {
    let budget = full();
    assert_holds(&budget, Duration::ZERO, 3.0);
    deposit(&budget, 400);
    assert_holds(&budget, 4 * SECOND, 400.0);
    // The mean of 400 in a window, weighted by its four seconds, and of what came since, weighted by its length.
    assert_holds(&budget, 5 * SECOND, 400.0 * 4.0 / 5.0);
    assert_holds(&budget, 6 * SECOND, 320.0 * 4.0 / 5.0);
    // Less than a second begins no new period.
    deposit(&budget, 128);
    assert_holds(&budget, 6 * SECOND + SECOND / 2, (256.0 + 128.0) * 4.0 / 4.5);
    assert_holds(&budget, 7 * SECOND, (256.0 + 128.0) * 4.0 / 5.0);
    deposit(&budget, 1_000);
    assert_holds(&budget, 17 * SECOND, (307.2 + 1_000.0) * 4.0 / 14.0);
}

#[test]
fn below_a_token_a_second_the_least_capacity_counts() {
    let budget = Budget::new();
    assert_holds(&budget, Duration::ZERO, 3.0);
    deposit(&budget, 3_600);
    assert_eq!(allowed(&budget, 2 * HOUR), 3);
}

#[test]
fn a_long_window_is_measured_as_long() {
    let budget = full().window(HOUR);
    assert_holds(&budget, Duration::ZERO, 3.0);
    deposit(&budget, 1_000);
    assert_holds(&budget, HOUR / 2, 1_000.0);
    deposit(&budget, 1_000);
    assert_holds(&budget, HOUR, 2_000.0);
    deposit(&budget, 2_000);
    assert_holds(&budget, 2 * HOUR, 2_000.0);
}

#[test]
fn time_alone_brings_nothing() {
    let budget = Budget::new().min_tokens(0);
    assert!(budget.withdraw(Duration::MAX).is_none());
    let budget = Budget::new();
    assert_eq!(allowed(&budget, Duration::ZERO), 3);
    for time in [SECOND, HOUR, 1_000_000 * HOUR, Duration::MAX] {
        assert_eq!(allowed(&budget, time), 0, "at {time:?}");
    }
}

#[test]
fn odd_ratios_are_clamped() {
    for (ratio, tokens) in [(f64::NAN, 0), (-1.0, 0), (f64::INFINITY, 10), (11.0, 10), (2.0, 2)] {
        let budget = Budget::new().ratio(ratio).min_tokens(0).window(Duration::MAX);
        budget.deposit();
        assert_eq!(allowed(&budget, SECOND), tokens, "ratio {ratio}");
    }
}
