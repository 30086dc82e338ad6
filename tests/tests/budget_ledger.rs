//! The budget's ledger: start + earned - spent = balance.

use std::sync::Barrier;
use std::time::Duration;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use retry_runtime::{Budget, Permit};

const NOW: Duration = Duration::ZERO;

/// In millionths, in which all of these are whole.
#[expect(clippy::cast_possible_truncation, reason = "far below the limit")]
fn millionths(tokens: f64) -> i64 {
    (tokens * 1e6).round() as i64
}

fn spend_all(budget: &Budget) -> usize {
    std::iter::from_fn(|| budget.withdraw(NOW)).map(Permit::spend).take(5_000_000).count()
}

fn after_a_million_successes() -> Budget {
    let budget = Budget::new().min_tokens(0).window(Duration::MAX);
    (0..1_000_000).for_each(|_| budget.deposit());
    budget
}

#[test]
fn a_million_successes_allow_the_right_number_of_retries_at_every_ratio() {
    let mut budget = after_a_million_successes();
    for step in 1..=100_000_u32 {
        // What was counted is kept, and worth something else.
        budget = budget.ratio(f64::from(step) / 1e4);
        let allowed = budget.balance(NOW);
        assert!((allowed - f64::from(step) * 100.0).abs() <= 1e-3, "{allowed} retries at {step}/10,000");
    }
}

#[test]
fn as_many_retries_as_the_balance_says() {
    for step in [1_u32, 3, 7, 99, 333, 1_000, 1_234, 3_333, 9_999, 10_001] {
        let budget = after_a_million_successes().ratio(f64::from(step) / 1e4);
        assert_eq!(spend_all(&budget), step as usize * 100, "at {step}/10,000");
    }
}

#[test]
fn a_dropped_permit_gives_its_token_back() {
    let budget = Budget::new().min_tokens(1);
    let permit = budget.withdraw(NOW);
    assert!(permit.is_some() && budget.withdraw(NOW).is_none());
    drop(permit);
    assert!(budget.withdraw(NOW).is_some());
}

/// Deposits, spends and gives back at random; what it earned and spent, in millionths.
fn work(budget: &Budget, operations: u32, seed: u64) -> i64 {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut gained = 0;
    for _ in 0..operations {
        match rng.random_range(0..4) {
            0 | 1 => {
                budget.deposit();
                gained += 300_000;
            }
            2 => drop(budget.withdraw(NOW)),
            _ => {
                if let Some(permit) = budget.withdraw(NOW) {
                    permit.spend();
                    gained -= 1_000_000;
                }
            }
        }
    }
    gained
}

#[test]
fn ten_million_operations_on_one_to_sixty_four_threads() {
    for threads in [1, 2, 4, 8, 16, 32, 64] {
        // About as much is earned as is asked for, so that the bucket is often empty.
        let budget = Budget::new().min_tokens(5).ratio(0.3).window(Duration::MAX);
        let start = Barrier::new(threads as usize);
        let gained: i64 = std::thread::scope(|scope| {
            let work = |seed| {
                start.wait();
                work(&budget, 10_000_000 / threads, seed)
            };
            let threads: Vec<_> = (0..threads).map(|seed| scope.spawn(move || work(seed.into()))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert!(gained >= -5_000_000, "overdrawn with {threads} threads");
        assert_eq!(millionths(budget.balance(NOW)), 5_000_000 + gained, "{threads} threads");
    }
}

#[test]
fn nothing_comes_back_with_time() {
    let budget = Budget::new();
    let mut now = NOW;
    for _ in 0..100 {
        (0..50).for_each(|_| budget.deposit());
        now += Duration::from_secs(1);
        let _ = budget.balance(now);
    }
    let allowed = std::iter::from_fn(|| budget.withdraw(now)).map(Permit::spend).count();
    assert_eq!(allowed, 200, "four seconds of fifty successes each");
    let left = budget.balance(now);
    for hours in 1..10_000 {
        let later = now + Duration::from_secs(3_600) * hours;
        assert!(budget.balance(later) <= left && budget.withdraw(later).is_none(), "after {hours} hours");
    }
}
