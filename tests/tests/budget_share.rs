//! One bucket for calls of unequal worth.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use retry_runtime::{Attempts, Budget, BudgetShare, Decision, Permit, Policy, Retry, Verdict, now, retry, rng};

const NOW: Duration = Duration::ZERO;

fn allowed(budget: BudgetShare<'_>) -> usize {
    std::iter::from_fn(|| budget.withdraw(NOW)).map(Permit::spend).take(5_000_000).count()
}

#[test]
fn a_share_is_left_to_the_others() {
    for (share, left) in [(0.0, 0), (0.25, 25), (0.255, 26), (0.29, 29), (0.5, 50), (0.999, 100), (1.0, 100)] {
        let budget = Budget::new().min_tokens(100);
        assert_eq!(allowed(budget.leaving(share)), 100 - left, "leaving {share}");
        assert_eq!(allowed(budget.leaving(0.0)), left, "leaving {share}");
    }
    let budget = Budget::new().min_tokens(100);
    assert_eq!(allowed(budget.best_effort()), 75);
    assert_eq!(allowed(budget.best_effort()), 0);
    assert_eq!(allowed(budget.leaving(0.1)), 15);
}

#[test]
fn a_share_is_exact_to_a_millionth() {
    // As floating-point numbers, times a million, most of these are a little less than whole.
    for millionths in [1_u32, 249, 251, 983, 524_276, 524_287, 750_000] {
        let budget = Budget::new().min_tokens(1_000_000);
        let spent = allowed(budget.leaving(f64::from(millionths) / 1e6));
        assert_eq!(spent, 1_000_000 - millionths as usize);
    }
}

#[test]
fn odd_shares_are_clamped() {
    for (share, spent) in [(f64::NAN, 4), (-1.0, 4), (f64::NEG_INFINITY, 4), (1.5, 0), (f64::INFINITY, 0)] {
        assert_eq!(allowed(Budget::new().min_tokens(4).leaving(share)), spent, "leaving {share}");
    }
}

#[test]
fn it_is_the_share_of_what_the_bucket_holds_now() {
    let budget = Budget::new().ratio(10.0);
    let _ = budget.balance(NOW);
    (0..100).for_each(|_| budget.best_effort().deposit());
    assert!((budget.best_effort().balance(NOW) - 100.0).abs() < 1e-9, "the same bucket");
    assert_eq!(allowed(budget.best_effort()), 75);
    // The traffic has gone, and a quarter of three tokens is less than one.
    let later = NOW + Duration::from_secs(3_600);
    assert!((budget.balance(later) - 3.0).abs() < 1e-9);
    assert!(budget.best_effort().withdraw(later).is_some());
}

#[test]
fn without_an_upper_bound_it_is_the_share_of_the_least() {
    let budget = Budget::new().min_tokens(4).ratio(1.0).window(Duration::MAX);
    (0..96).for_each(|_| budget.deposit());
    assert_eq!(allowed(budget.best_effort()), 99);
    assert_eq!(allowed(budget.leaving(0.0)), 1);
}

#[test]
fn what_is_given_back_is_there_again() {
    let budget = Budget::new().min_tokens(4);
    for _ in 0..10 {
        drop(budget.best_effort().withdraw(NOW));
    }
    assert_eq!(allowed(budget.best_effort()), 3);
}

#[test]
fn threads_leave_it_too() {
    let budget = Budget::new().min_tokens(10_000);
    let spent: usize = std::thread::scope(|scope| {
        let threads = [(); 8].map(|()| scope.spawn(|| allowed(budget.best_effort())));
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(spent, 7_500);
}

static FOUR: [Budget; 6] = [const { Budget::new().min_tokens(4).ratio(0.0) }; 6];
static LENT: BudgetShare<'static> = FOUR[0].best_effort();
static LAZY: LazyLock<Arc<Budget>> = LazyLock::new(|| Arc::new(Budget::new().min_tokens(4)));

fn shared() -> Arc<Budget> {
    Arc::clone(&LAZY)
}

/// A hundred attempts but for the budget.
macro_rules! fails {
    ($name:ident($($argument:ident: $type:ty)?) $budget:expr) => {
        #[retry(immediate, max_attempts = 100, on = any, budget = $budget)]
        fn $name(calls: &mut u32 $(, $argument: $type)?) -> Result<(), ()> {
            *calls += 1;
            Err(())
        }
    };
}

fails!(whole() FOUR[1]);
fails!(by_reference() & FOUR[2]);
fails!(best_effort() FOUR[3].best_effort());
fails!(half() FOUR[4].leaving(0.5));
fails!(lent() LENT);
fails!(lent_by_reference() & LENT);
fails!(argument(budget: BudgetShare<'_>) budget);
fails!(pointer(budget: &Arc<Budget>) budget);
fails!(pointer_to_a_pointer(budget: Arc<Budget>) &budget);
fails!(temporary() shared());
fails!(part_of_a_pointer(budget: Arc<Budget>) budget.best_effort());
fails!(lazy() LAZY);

#[test]
fn the_attribute_takes_all_of_them() {
    fn calls(call: impl FnOnce(&mut u32) -> Result<(), ()>) -> u32 {
        let mut calls = 0;
        call(&mut calls).unwrap_err();
        calls
    }
    let four = || Budget::new().min_tokens(4);
    assert_eq!(calls(whole), 5);
    assert_eq!(calls(by_reference), 5);
    assert_eq!(calls(best_effort), 4);
    assert_eq!(calls(half), 3);
    assert_eq!(calls(lent), 4);
    assert_eq!(calls(lent_by_reference), 1, "the same bucket");
    assert_eq!(calls(|calls| argument(calls, four().leaving(0.5))), 3);
    assert_eq!(calls(|calls| pointer(calls, &Arc::new(four()))), 5);
    assert_eq!(calls(|calls| pointer_to_a_pointer(calls, Arc::new(four()))), 5);
    assert_eq!(calls(|calls| part_of_a_pointer(calls, Arc::new(four()))), 4);
    assert_eq!(calls(temporary), 5);
    assert_eq!(calls(lazy), 1, "the same bucket");
}

#[test]
fn closures_and_attempts_take_them_too() {
    let budget = Arc::new(Budget::new().min_tokens(8));
    let retry = Retry::new(Policy::immediate().max_attempts(100));
    let lent = [retry.budget(budget.leaving(0.5)), retry.budget(budget.best_effort()), retry.budget(&budget)];
    let calls = lent.map(|retry| {
        let mut calls = 0;
        let answer: Option<()> = retry.call(|| {
            calls += 1;
            None
        });
        assert_eq!(answer, None);
        calls
    });
    assert_eq!(calls, [5, 3, 3]);

    let budget = Budget::new().min_tokens(1);
    let decide = |mut attempts: Attempts<'_>| attempts.failed(Verdict::Transient, now(), &mut rng());
    let start = || Attempts::start(&Policy::INTERNAL, now());
    assert!(matches!(decide(start().with_budget(budget.best_effort())), Decision::Stop(_)));
    assert!(matches!(decide(start().with_budget(&budget)), Decision::Retry { .. }));
}
