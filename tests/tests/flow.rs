//! The order in which things are decided, and what is held, spent and told meanwhile.
#![allow(clippy::float_cmp, reason = "whole tokens are exact")]

use std::cell::{Cell, RefCell};
use std::future::{Future, pending, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use retry_runtime::{Attempts, Budget, Decision, Event, Jitter, Policy, Retry, StopReason, Verdict, now, retry};
use retry_tests::counting::CountingRng;

const SECOND: Duration = Duration::from_secs(1);

/// The reason for which a second failure ends a call, and how much it drew for that.
fn second_failure(policy: &Policy, budget: &Budget, verdict: Verdict) -> (Option<StopReason>, u32) {
    let mut attempts = Attempts::start(policy, Duration::ZERO).with_budget(budget);
    let first = attempts.failed(Verdict::Transient, Duration::ZERO, &mut CountingRng::default());
    assert!(matches!(first, Decision::Retry { .. }));
    attempts.retrying();
    let mut rng = CountingRng::default();
    match attempts.failed(verdict, 100 * SECOND, &mut rng) {
        Decision::Stop(reason) => (Some(reason), rng.draws),
        Decision::Retry { .. } => (None, rng.draws),
    }
}

/// Each policy breaks one rule less than the one before.
#[test]
fn the_first_rule_that_is_broken_is_the_reason() {
    let one_token = || Budget::new().min_tokens(1);
    let hint = Verdict::RetryAfter(61 * SECOND);
    let policy = Policy::fixed(SECOND).jitter(Jitter::Full).max_attempts(2).max_elapsed(50 * SECOND);
    let reason = |policy, budget, verdict| second_failure(&policy, &budget, verdict);
    assert_eq!(reason(policy, one_token(), Verdict::Permanent), (Some(StopReason::Permanent), 0));
    assert_eq!(reason(policy, one_token(), hint), (Some(StopReason::MaxAttempts), 0));
    let policy = policy.max_attempts(3);
    assert_eq!(reason(policy, one_token(), hint), (Some(StopReason::RetryAfter), 0));
    assert_eq!(reason(policy, one_token(), Verdict::Transient), (Some(StopReason::MaxElapsed), 1));
    let policy = policy.max_elapsed(200 * SECOND);
    assert_eq!(reason(policy, one_token(), Verdict::Transient), (Some(StopReason::Budget), 1));
    assert_eq!(reason(policy, Budget::new().min_tokens(2), Verdict::Transient), (None, 1));
}

#[test]
fn a_token_is_taken_for_a_retry_that_will_be_made_and_no_other() {
    let budget = Budget::new();
    let full = budget.balance(Duration::ZERO);
    let stopped = |policy: Policy, verdict| {
        let mut attempts = Attempts::start(&policy, Duration::ZERO).with_budget(&budget);
        let decision = attempts.failed(verdict, 3 * SECOND, &mut CountingRng::default());
        assert!(matches!(decision, Decision::Stop(_)), "{decision:?}");
        assert_eq!(budget.balance(Duration::ZERO), full);
    };
    let policy = Policy::fixed(SECOND);
    stopped(policy, Verdict::Permanent);
    stopped(policy.max_attempts(1), Verdict::Transient);
    stopped(policy, Verdict::RetryAfter(61 * SECOND));
    stopped(policy.max_elapsed(2 * SECOND), Verdict::Transient);
}

/// By hand, as the engine does it.
#[test]
fn a_retry_that_starts_costs_its_token_and_a_success_earns() {
    let budget = Budget::new().ratio(1.0).min_tokens(2).window(Duration::MAX);
    let balance = || budget.balance(Duration::ZERO);
    let mut attempts = Attempts::start(&Policy::immediate(), Duration::ZERO).with_budget(&budget);
    for number in 1..=2 {
        assert_eq!(attempts.number(), number);
        let decision = attempts.failed(Verdict::Transient, Duration::ZERO, &mut CountingRng::default());
        assert_eq!(decision, Decision::Retry { after: Duration::ZERO });
        assert_eq!(balance(), f64::from(2 - number), "taken when it is decided");
        attempts.retrying();
    }
    assert_eq!((attempts.number(), balance()), (3, 0.0));
    attempts.succeeded();
    assert_eq!(balance(), 1.0);
    drop(attempts);
    assert_eq!(balance(), 1.0, "and nothing comes back");
    let mut given_up = Attempts::start(&Policy::immediate(), Duration::ZERO).with_budget(&budget);
    let _ = given_up.failed(Verdict::Transient, Duration::ZERO, &mut CountingRng::default());
    assert_eq!(balance(), 0.0);
    drop(given_up);
    assert_eq!(balance(), 1.0, "a retry that never started");
}

/// What functions become that never wait, share nothing and have nobody listen: they too ask first whether to try again.
mod at_once {
    use super::*;

    #[retry(immediate, max_attempts = 3, on = |code: &u16| *code >= 500)]
    fn blocking(code: u16, calls: &Cell<u32>) -> Result<(), u16> {
        calls.set(calls.get() + 1);
        Err(code)
    }

    #[retry(immediate, max_attempts = 3, on = |code: &u16| *code >= 500)]
    async fn awaiting(code: u16, calls: &Cell<u32>) -> Result<(), u16> {
        calls.set(calls.get() + 1);
        Err(code)
    }

    #[tokio::test]
    async fn a_permanent_failure_is_not_retried() {
        let calls = Cell::new(0);
        for (code, made) in [(404, 1), (503, 3)] {
            assert_eq!((blocking(code, &calls), calls.take()), (Err(code), made));
            assert_eq!((awaiting(code, &calls).await, calls.take()), (Err(code), made));
        }
    }
}

#[test]
fn every_reason_has_words() {
    for (reason, words) in [
        (StopReason::Permanent, "permanent failure"),
        (StopReason::MaxAttempts, "no attempts left"),
        (StopReason::MaxElapsed, "no time left"),
        (StopReason::Budget, "no budget left"),
        (StopReason::RetryAfter, "the server asks to wait too long"),
    ] {
        assert_eq!(reason.to_string(), words);
    }
}

/// Pending for ever, and ready at once where there is nothing to wait.
async fn no_end(_: Duration) {
    pending::<()>().await;
}

fn interrupted(_: Duration) {
    panic!("in the wait");
}

fn poll_once(future: impl Future) {
    assert!(pin!(future).poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

#[retry(fixed = 1s, budget = budget, sleep = no_end)]
async fn awaiting(budget: &Budget) -> Option<()> {
    None
}

#[retry(fixed = 1s, budget = budget, sleep = interrupted)]
fn blocking(budget: &Budget) -> Option<()> {
    None
}

#[test]
fn a_call_that_ends_in_the_wait_spends_no_token() {
    let budget = Budget::new().min_tokens(1);
    let retry = Retry::new(Policy::fixed(SECOND)).budget(&budget);
    let full = || assert_eq!(budget.balance(now()), 1.0);
    poll_once(retry.call_async_with(no_end, || ready(None::<()>)));
    full();
    poll_once(awaiting(&budget));
    full();
    let at_once = Retry::new(Policy::immediate()).budget(&budget);
    poll_once(at_once.call_async_with(|_| ready(()), || ready(None::<()>)));
    full();
    let call = || retry.call_with(interrupted, || None::<()>);
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    full();
    assert!(catch_unwind(AssertUnwindSafe(|| blocking(&budget))).is_err());
    full();
}

#[tokio::test(start_paused = true)]
async fn so_does_one_on_the_timer_of_tokio() {
    let budget = Budget::new().min_tokens(1);
    let call = Retry::new(Policy::fixed(SECOND)).budget(&budget).call_async(|| ready(None::<()>));
    assert!(tokio::time::timeout(SECOND / 2, call).await.is_err());
    assert_eq!(budget.balance(now()), 1.0);
}

/// A failure that holds something, such as a connection.
struct Held<'h>(&'h Cell<u32>);

impl<'h> Held<'h> {
    fn new(held: &'h Cell<u32>) -> Self {
        held.set(held.get() + 1);
        Self(held)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

fn let_go(held: &Cell<u32>, waits: &Cell<u32>) {
    assert_eq!(held.get(), 0, "the failure is gone before the wait");
    waits.set(waits.get() + 1);
}

#[retry(fixed = 1s, max_attempts = 3, on = any, sleep = |_| let_go(held, waits))]
fn holding<'h>(held: &'h Cell<u32>, waits: &Cell<u32>) -> Result<(), Held<'h>> {
    Err(Held::new(held))
}

#[retry(fixed = 1s, max_attempts = 3, on = any, sleep = |_| async { let_go(held, waits) })]
async fn holding_async<'h>(held: &'h Cell<u32>, waits: &Cell<u32>) -> Result<(), Held<'h>> {
    Err(Held::new(held))
}

#[tokio::test]
async fn nothing_is_held_in_a_wait() {
    let (held, waits) = (Cell::new(0), Cell::new(0));
    let retry = Retry::new(Policy::fixed(SECOND).max_attempts(3)).on(|_: &Held<'_>| true);
    let attempt = || Err::<(), _>(Held::new(&held));
    assert!(retry.call_with(|_| let_go(&held, &waits), attempt).is_err());
    assert!(retry.call_async_with(|_| async { let_go(&held, &waits) }, async || attempt()).await.is_err());
    assert!(holding(&held, &waits).is_err());
    assert!(holding_async(&held, &waits).await.is_err());
    assert_eq!(waits.get(), 4 * 2);
}

/// With a predicate on the whole value, an `Err` that it does not want retried is a failure nevertheless.
#[tokio::test]
async fn a_permanent_failure_under_on_result_is_no_success() {
    let budget = Budget::new().ratio(1.0).min_tokens(0).window(Duration::MAX);
    let told = RefCell::new(Vec::new());
    let give_up = |event: &Event<'_, u16>| told.borrow_mut().push((event.error().copied(), event.reason()));
    let recovered = |event: &Event<'_, u16>| told.borrow_mut().push((event.error().copied(), None));
    let empty_page = |answer: &Result<u8, u16>| *answer == Ok(0);
    let retry = Retry::new(Policy::immediate().max_attempts(3))
        .on_result(empty_page)
        .budget(&budget)
        .on_give_up(give_up)
        .on_recovered(recovered);
    let permanent = Some((Some(404), Some(StopReason::Permanent)));
    assert_eq!(retry.call(|| Err(404)), Err(404));
    assert_eq!(told.borrow_mut().pop(), permanent);
    assert_eq!(retry.call_async(async || Err(404)).await, Err(404));
    assert_eq!(told.borrow_mut().pop(), permanent);
    assert_eq!(budget.balance(now()), 0.0, "nothing was earned");
    assert_eq!(retry.call(|| Ok(1)), Ok(1));
    assert_eq!(budget.balance(now()), 1.0, "the control");
    // A refused value that is no failure.
    let mut answers = [Ok(0), Err(404)].into_iter();
    assert_eq!(retry.call(|| answers.next().unwrap()), Err(404));
    assert_eq!(told.borrow_mut().pop(), permanent);
    assert_eq!(budget.balance(now()), 0.0, "the retry's token");
    assert_eq!(retry.call(|| Ok(0)), Ok(0));
    assert_eq!(told.borrow_mut().pop(), Some((None, Some(StopReason::Budget))));
    assert!(told.borrow().is_empty());
}
