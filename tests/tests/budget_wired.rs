//! The attribute's budget is really asked: these tests fail if an expansion forgets it.

use std::sync::Arc;
use std::time::Duration;

use retry_runtime::{Budget, Event, StopReason, now, retry};

static SHARED: Budget = Budget::new().min_tokens(2).ratio(1.0);

#[retry(immediate, max_attempts = 4, on = any, budget = SHARED, on_give_up = |event| reasons.push(event.reason()))]
fn fails(reasons: &mut Vec<Option<StopReason>>, calls: &mut u32) -> Result<(), String> {
    *calls += 1;
    Err("busy".to_owned())
}

#[test]
fn a_shared_budget_refuses_and_the_last_error_comes_back() {
    let (mut reasons, mut calls) = (Vec::new(), 0);
    assert_eq!(fails(&mut reasons, &mut calls), Err("busy".to_owned()));
    assert_eq!((calls, reasons.pop().unwrap()), (3, Some(StopReason::Budget)), "two tokens, two retries");
    fails(&mut reasons, &mut calls).unwrap_err();
    assert_eq!((calls, reasons.pop().unwrap()), (4, Some(StopReason::Budget)), "none are left");
}

struct Client {
    budget: Arc<Budget>,
}

impl Client {
    #[retry(fixed = 1s, max_attempts = 3, on = any, budget = self.budget, clone(failures))]
    async fn fetch(&self, failures: Arc<std::sync::atomic::AtomicU32>) -> Result<(), u8> {
        let left = failures.load(std::sync::atomic::Ordering::Relaxed);
        failures.store(left.saturating_sub(1), std::sync::atomic::Ordering::Relaxed);
        if left > 0 { Err(1) } else { Ok(()) }
    }
}

fn failures(count: u32) -> Arc<std::sync::atomic::AtomicU32> {
    Arc::new(count.into())
}

#[tokio::test(start_paused = true)]
async fn success_earns_and_a_cancelled_wait_gives_back() {
    let client = Client { budget: Arc::new(Budget::new().min_tokens(3).ratio(0.5)) };
    let balance = || client.budget.balance(now());
    client.fetch(failures(1)).await.unwrap();
    assert!((balance() - 2.5).abs() < 1e-9, "a retry costs one, the success earns a half: {}", balance());
    let cancelled = tokio::time::timeout(Duration::from_millis(500), client.fetch(failures(9))).await;
    assert!(cancelled.is_err());
    assert!((balance() - 2.5).abs() < 1e-9, "the retry was never made: {}", balance());
    client.fetch(failures(9)).await.unwrap_err();
    assert!((balance() - 0.5).abs() < 1e-9, "two retries: {}", balance());
}

#[retry(immediate, max_attempts = 100, budget, before_retry = |event: &Event<'_, ()>| retries.push(event.attempt()))]
fn with_its_own(retries: &mut Vec<u32>) -> Option<()> {
    None
}

#[test]
fn a_budget_of_its_own() {
    let mut retries = Vec::new();
    with_its_own(&mut retries);
    assert_eq!(retries.len(), 3, "the tokens of a new budget");
}

static MEASURED: Budget = Budget::new().min_tokens(1).ratio(1.0);

#[retry(immediate, max_attempts = 50, on = any, budget = MEASURED)]
fn measured(fails: bool, calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    if fails { Err(()) } else { Ok(()) }
}

/// The first success reads the clock that the failures read. Here tokio's is an hour ahead of it.
#[tokio::test(start_paused = true)]
async fn a_blocking_function_measures_with_its_own_clock() {
    tokio::time::advance(Duration::from_secs(3_600)).await;
    let mut calls = 0;
    (0..100).for_each(|_| measured(false, &mut calls).unwrap());
    measured(true, &mut calls).unwrap_err();
    assert_eq!(calls, 150, "a hundred successes in no time allow all retries");
}
