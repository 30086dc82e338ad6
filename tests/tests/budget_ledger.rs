//! The budget's ledger: start + earned - spent = balance.

use std::time::Duration;

use retry_runtime::Budget;

const NOW: Duration = Duration::ZERO;

#[test]
fn a_million_successes_allow_a_hundred_thousand_retries() {
    let budget = Budget::new().min_tokens(0).window(Duration::MAX);
    (0..1_000_000).for_each(|_| budget.deposit());
    let mut retries = 0;
    while let Some(permit) = budget.withdraw(NOW) {
        permit.spend();
        retries += 1;
    }
    assert_eq!(retries, 100_000);
}

#[test]
fn a_dropped_permit_gives_its_token_back() {
    let budget = Budget::new().min_tokens(1);
    let permit = budget.withdraw(NOW);
    assert!(permit.is_some() && budget.withdraw(NOW).is_none());
    drop(permit);
    assert!(budget.withdraw(NOW).is_some());
}

#[test]
fn threads_lose_no_deposit() {
    let budget = Budget::new().min_tokens(0).ratio(1.0).window(Duration::MAX);
    let deposit_and_spend = || {
        (0..10_000)
            .filter_map(|_| {
                budget.deposit();
                budget.withdraw(NOW)
            })
            .map(retry_runtime::Permit::spend)
            .count()
    };
    let spent: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(deposit_and_spend)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let left = (0_u32..).map_while(|_| budget.withdraw(NOW)).map(retry_runtime::Permit::spend).count();
    assert_eq!(spent + left, 80_000);
}
