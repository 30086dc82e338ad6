//! One budget and two clocks: what a time says that is not of the clock that the one before was of.

use std::time::Duration;

use retry_runtime::{Attempts, Budget, Policy, now};

const SECOND: Duration = Duration::from_secs(1);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3_600);

/// Full however little was earned.
fn full() -> Budget {
    Budget::new().ratio(10.0)
}

fn deposit(budget: &Budget, times: u32) {
    (0..times).for_each(|_| budget.deposit());
}

#[track_caller]
fn assert_holds(budget: &Budget, now: Duration, tokens: f64) {
    let balance = budget.balance(now);
    assert!((balance - tokens).abs() < 1e-3, "{balance} tokens, not {tokens}");
}

/// Times of two clocks, the first of which was used first.
fn clocks() -> Vec<[Duration; 2]> {
    let far = [20 * SECOND, 3_600 * SECOND, YEAR, 50 * YEAR, now()];
    let pairs = far.map(|far| [[far, Duration::ZERO], [far + YEAR, YEAR]]);
    let ahead = [[Duration::ZERO, 2 * YEAR], [SECOND, 60 * YEAR], [Duration::ZERO, Duration::MAX]];
    pairs.into_iter().flatten().chain(ahead).collect()
}

#[test]
fn before_anything_was_measured_another_clock_finds_the_least_capacity() {
    for [first, second] in clocks() {
        let budget = full();
        assert_holds(&budget, first, 3.0);
        deposit(&budget, 1_000_000);
        assert_holds(&budget, second, 3.0);

        // The same where a call began, and nobody looked.
        let budget = full();
        let mut attempts = Attempts::start(&Policy::INTERNAL, first).with_budget(&budget);
        (0..1_000_000).for_each(|_| attempts.succeeded());
        assert_holds(&budget, second, 3.0);
    }
}

#[test]
fn another_clock_keeps_what_was_measured() {
    for [first, second] in clocks() {
        let budget = full();
        assert_holds(&budget, first, 3.0);
        deposit(&budget, 400);
        assert_holds(&budget, first.saturating_add(4 * SECOND), 400.0);
        // A million successes in a time that nobody knows.
        deposit(&budget, 1_000_000);
        assert_holds(&budget, second, 400.0);
        // From here on it is the clock.
        deposit(&budget, 200);
        assert_holds(&budget, second.saturating_add(SECOND), if second == Duration::MAX { 600.0 } else { 480.0 });
    }
}

#[test]
fn two_clocks_in_turn_do_not_add_up() {
    for [first, second] in clocks() {
        let budget = full();
        let mut most = 0.0_f64;
        // A hundred successes a second, seen by one clock, then by the other.
        for turn in 0..10_000 {
            let clock = if turn % 2 == 0 { first } else { second };
            most = budget.balance(clock.saturating_add(turn * SECOND)).max(most);
            deposit(&budget, 100);
        }
        assert!(most <= 404.0, "{most} tokens with {first:?} and {second:?}");
    }
}

#[test]
fn a_year_later_it_is_another_clock() {
    for (silence, tokens) in [(YEAR - Duration::from_nanos(1), 3.0), (YEAR, 400.0)] {
        let budget = full();
        assert_holds(&budget, SECOND, 3.0);
        deposit(&budget, 400);
        assert_holds(&budget, 5 * SECOND, 400.0);
        assert_holds(&budget, 5 * SECOND + silence, tokens);
    }
}

#[test]
fn a_thread_may_be_late() {
    let budget = full();
    assert_holds(&budget, 100 * SECOND, 3.0);
    deposit(&budget, 400);
    assert_holds(&budget, 104 * SECOND, 400.0);
    // By less than ten seconds: no time has passed, and no other clock has begun to count.
    deposit(&budget, 4);
    let late = Duration::from_millis(94_001);
    assert_holds(&budget, late, 404.0);
    assert_holds(&budget, 105 * SECOND, 404.0 * 4.0 / 5.0);
    // By ten: what was counted since is left out.
    deposit(&budget, 1_000);
    assert_holds(&budget, 95 * SECOND, 404.0 * 4.0 / 5.0);
}

/// A simulation that counts from zero, and whose first use is a success, which reads the real clock.
#[test]
fn a_clock_that_began_with_the_traffic() {
    let budget = Budget::new();
    deposit(&budget, 10);
    assert_holds(&budget, Duration::ZERO, 4.0);

    let budget = full();
    deposit(&budget, 720_000);
    assert_holds(&budget, 7_200 * SECOND, 400.0);
    deposit(&budget, 100);
    assert_holds(&budget, 7_201 * SECOND, 400.0);
}

/// Its age is not the traffic's.
#[test]
fn a_clock_that_began_long_before_the_traffic() {
    for long in [YEAR, 56 * YEAR, 500 * YEAR, Duration::MAX] {
        let budget = full();
        deposit(&budget, 720_000);
        assert_holds(&budget, long, 3.0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stopped_clock_beside_one_that_runs() {
    let (start, began) = (now(), std::time::Instant::now());
    let running = || start + began.elapsed();
    let stopped = now;
    for ahead in [0, 3_600, 50 * 365 * 24 * 3_600] {
        tokio::time::advance(ahead * SECOND).await;
        for first_is_stopped in [true, false] {
            let budget = full();
            let mut most = budget.balance(if first_is_stopped { stopped() } else { running() });
            for second in 0..1_000 {
                deposit(&budget, 100);
                tokio::time::advance(SECOND).await;
                most = budget.balance(if second % 3 == 0 { running() } else { stopped() }).max(most);
            }
            // Until they are ten seconds apart, they are taken for one, on which some of the traffic takes no time.
            assert!(most <= 1_400.0, "{most} tokens");
        }
    }
}
