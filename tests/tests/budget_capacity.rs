//! How much a budget holds, and what it makes of odd settings.

use std::time::Duration;

use retry_runtime::Budget;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn capacity_follows_the_traffic_up_and_down() {
    let budget = Budget::new().ratio(10.0).min_tokens(1);
    let mut now = Duration::ZERO;
    let mut run = |per_second: u32| {
        for _ in 0..60 {
            (0..per_second).for_each(|_| budget.deposit());
            now += SECOND;
            let _ = budget.balance(now);
        }
        budget.balance(now)
    };
    assert!((399.0..=401.0).contains(&run(100)));
    assert!((39.0..=41.0).contains(&run(10)));
}

#[test]
fn time_alone_brings_nothing() {
    let budget = Budget::new().min_tokens(0);
    assert!(budget.withdraw(Duration::MAX).is_none());
}

#[test]
fn odd_ratios_are_clamped() {
    for (ratio, tokens) in [(f64::NAN, 0), (-1.0, 0), (f64::INFINITY, 10), (11.0, 10), (2.0, 2)] {
        let budget = Budget::new().ratio(ratio).min_tokens(0).window(Duration::MAX);
        budget.deposit();
        let allowed = (0_u32..).map_while(|_| budget.withdraw(SECOND)).map(retry_runtime::Permit::spend).count();
        assert_eq!(allowed, tokens, "ratio {ratio}");
    }
}
