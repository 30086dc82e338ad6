//! `Attempts` that are kept: in a struct for as long as it lives, cloned, and begun anew after progress.
#![allow(clippy::float_cmp, reason = "whole tokens are exact")]

use std::time::Duration;

use retry_runtime::{Attempts, Budget, Decision, Jitter, Policy, StopReason, Verdict, now};
use retry_tests::front_ends::Forced;

const SECOND: Duration = Duration::from_secs(1);
const ZERO: Duration = Duration::ZERO;

fn failed(attempts: &mut Attempts<'_>, now: Duration) -> Decision {
    attempts.failed(Verdict::Transient, now, &mut Forced(u64::MAX))
}

fn retry(after: Duration) -> Decision {
    Decision::Retry { after }
}

#[test]
fn without_a_budget_it_borrows_nothing() {
    fn kept<T: Clone + Send + Sync + 'static>(value: T) -> T {
        value
    }
    let mut attempts: Attempts<'static> = {
        let policy = Policy::fixed(SECOND).max_attempts(2);
        kept(Attempts::start(&policy, ZERO))
    };
    assert_eq!(attempts.policy(), &Policy::fixed(SECOND).max_attempts(2));
    assert_eq!(failed(&mut attempts, ZERO), retry(SECOND));

    static BUDGET: Budget = Budget::new();
    let _: Attempts<'static> = kept(Attempts::start(&Policy::INTERNAL, ZERO).with_budget(&BUDGET));
}

#[test]
fn a_reset_begins_anew() {
    let policy = Policy::exponential(SECOND).max_attempts(3);
    let mut attempts = Attempts::start(&policy, ZERO);
    for _ in 0..3 {
        assert_eq!((attempts.number(), attempts.waited()), (1, ZERO));
        assert_eq!(failed(&mut attempts, ZERO), retry(SECOND));
        attempts.retrying();
        assert_eq!(failed(&mut attempts, ZERO), retry(2 * SECOND));
        attempts.retrying();
        assert_eq!((attempts.number(), attempts.waited()), (3, 3 * SECOND));
        assert_eq!(failed(&mut attempts, ZERO), Decision::Stop(StopReason::MaxAttempts));
        attempts.reset();
    }
}

/// The largest decorrelated delay is three times the one before.
#[test]
fn no_delay_came_before_a_reset() {
    let mut attempts = Attempts::start(&Policy::exponential(SECOND).jitter(Jitter::Decorrelated), ZERO);
    assert_eq!(failed(&mut attempts, ZERO), retry(3 * SECOND));
    assert_eq!(failed(&mut attempts, ZERO), retry(9 * SECOND));
    attempts.reset();
    assert_eq!(failed(&mut attempts, ZERO), retry(3 * SECOND));
}

#[test]
fn the_time_counts_from_the_next_look_at_it() {
    let policy = Policy::fixed(SECOND).max_attempts(9).max_elapsed(2 * SECOND);
    let mut attempts = Attempts::start(&policy, ZERO);
    assert_eq!(failed(&mut attempts, 2 * SECOND), Decision::Stop(StopReason::MaxElapsed));
    attempts.reset();
    attempts.reset();
    assert_eq!(failed(&mut attempts, 100 * SECOND), retry(SECOND), "0 s");
    assert_eq!(failed(&mut attempts, 101 * SECOND), retry(SECOND), "1 s: the retry starts exactly at the limit");
    assert_eq!(failed(&mut attempts, 102 * SECOND), Decision::Stop(StopReason::MaxElapsed));
}

/// Also where the first failure after a reset is a permanent one: it is a look at the time, and ends the call.
#[test]
fn a_permanent_failure_after_a_reset() {
    let mut attempts = Attempts::start(&Policy::fixed(SECOND), ZERO);
    attempts.reset();
    let decision = attempts.failed(Verdict::Permanent, 7 * SECOND, &mut Forced(0));
    assert_eq!(decision, Decision::Stop(StopReason::Permanent));
    assert_eq!(attempts.number(), 1);
}

#[test]
fn a_wait_counts_when_it_is_over_and_once() {
    let mut attempts = Attempts::start(&Policy::exponential(SECOND).max_attempts(9), ZERO);
    let _ = failed(&mut attempts, ZERO);
    assert_eq!(attempts.waited(), ZERO, "decided");
    attempts.retrying();
    attempts.retrying();
    assert_eq!(attempts.waited(), SECOND, "over");
    let _ = failed(&mut attempts, ZERO);
    let _ = attempts.failed(Verdict::Permanent, ZERO, &mut Forced(0));
    assert_eq!(attempts.waited(), SECOND, "one that never ended is not waited");
}

#[test]
fn waits_that_no_duration_holds_are_the_longest() {
    let policy = Policy::immediate().max_retry_after(Duration::MAX).max_attempts(9);
    let mut attempts = Attempts::start(&policy, ZERO);
    for _ in 0..2 {
        let _ = attempts.failed(Verdict::RetryAfter(Duration::MAX), ZERO, &mut Forced(0));
        attempts.retrying();
    }
    assert_eq!(attempts.waited(), Duration::MAX);
}

mod tokens {
    use super::*;

    /// Two retries may be made, and nothing is earned without a success.
    fn two() -> Budget {
        Budget::new().ratio(1.0).min_tokens(2).window(Duration::MAX)
    }

    #[test]
    fn a_reset_gives_back_what_a_retry_has_not_spent() {
        let budget = two();
        let mut attempts = Attempts::start(&Policy::immediate(), ZERO).with_budget(&budget);
        let _ = failed(&mut attempts, ZERO);
        assert_eq!(budget.balance(ZERO), 1.0);
        attempts.reset();
        assert_eq!(budget.balance(ZERO), 2.0);
        let _ = failed(&mut attempts, ZERO);
        attempts.retrying();
        attempts.reset();
        assert_eq!(budget.balance(ZERO), 1.0, "a retry that started is paid for, and a reset earns nothing");
        attempts.retrying();
        assert_eq!(budget.balance(ZERO), 1.0, "no wait is left to end");
    }

    #[test]
    fn a_clone_shares_the_budget_and_not_the_token() {
        let budget = two();
        let mut original = Attempts::start(&Policy::fixed(SECOND), ZERO).with_budget(&budget);
        let _ = failed(&mut original, ZERO);
        assert_eq!(budget.balance(ZERO), 1.0);
        let mut clone = original.clone();
        assert_eq!((clone.number(), clone.waited()), (2, ZERO));
        clone.retrying();
        assert_eq!((clone.waited(), original.waited()), (SECOND, ZERO), "but the wait");
        assert_eq!(budget.balance(ZERO), 1.0);
        drop(clone.clone());
        assert_eq!(budget.balance(ZERO), 1.0, "it has no token to give back");
        let _ = failed(&mut clone, ZERO);
        assert_eq!(budget.balance(ZERO), 0.0);
        assert_eq!(failed(&mut original, ZERO), Decision::Stop(StopReason::Budget));
        drop((clone, original));
        assert_eq!(budget.balance(ZERO), 2.0);
    }

    /// A retry that was decided and not begun is not made where the next decision is to stop.
    #[test]
    fn a_stop_gives_back_what_a_retry_has_not_spent() {
        let policy = Policy::fixed(SECOND).max_attempts(2);
        for verdict in [Verdict::Permanent, Verdict::Transient, Verdict::RetryAfter(SECOND)] {
            let budget = two();
            let mut attempts = Attempts::start(&policy, ZERO).with_budget(&budget);
            assert_eq!(failed(&mut attempts, ZERO), retry(SECOND));
            assert_eq!(budget.balance(ZERO), 1.0);
            assert!(matches!(attempts.failed(verdict, ZERO, &mut Forced(0)), Decision::Stop(_)), "{verdict:?}");
            assert_eq!(budget.balance(ZERO), 2.0, "{verdict:?}");
            attempts.retrying();
            assert_eq!((budget.balance(ZERO), attempts.waited()), (2.0, ZERO), "no wait is left to end");
        }
    }

    #[test]
    fn a_retry_in_the_place_of_another_costs_one_token() {
        let budget = two();
        let mut attempts = Attempts::start(&Policy::exponential(SECOND), ZERO).with_budget(&budget);
        assert_eq!(failed(&mut attempts, ZERO), retry(SECOND));
        assert_eq!(failed(&mut attempts, ZERO), retry(2 * SECOND));
        assert_eq!(budget.balance(ZERO), 1.0);
        attempts.retrying();
        assert_eq!((budget.balance(ZERO), attempts.waited()), (1.0, 2 * SECOND));
    }

    /// A budget that thinks it was begun at the origin of all clocks would think that it is old.
    #[test]
    fn a_budget_that_is_added_after_a_reset_begins_with_the_next_failure() {
        let budget = Budget::new().ratio(1.0).min_tokens(0).window(100 * SECOND);
        let mut attempts = Attempts::start(&Policy::immediate(), ZERO);
        attempts.reset();
        let mut attempts = attempts.with_budget(&budget);
        for _ in 0..10 {
            budget.deposit();
        }
        assert_eq!(
            failed(&mut attempts, now()),
            retry(ZERO),
            "what came before the first look counts where it was measured"
        );
    }
}
