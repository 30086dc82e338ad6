//! What the outage drill has to show, for several seeds.

use std::time::Duration;

use retry_examples::outage::{SCENARIOS, STRATEGIES, Scenario, Strategy, Trouble, run};

const SEEDS: [u64; 3] = [1, 2, 2026];

/// A third of the capacity for twenty seconds.
const OUTAGE: &Scenario = &SCENARIOS[0];

#[test]
fn without_a_budget_it_does_not_recover() {
    for seed in SEEDS {
        for strategy in &STRATEGIES[1..8] {
            let measured = run(OUTAGE, strategy, seed);
            assert_eq!(measured.recovery, None, "{}, seed {seed}", strategy.name);
        }
    }
}

#[test]
fn with_a_budget_it_is_back_when_it_would_be_without_retries() {
    for seed in SEEDS {
        let none = run(OUTAGE, &Strategy::NO_RETRY, seed).recovery.expect("nothing keeps it down");
        for strategy in &STRATEGIES[8..15] {
            let measured = run(OUTAGE, strategy, seed);
            let recovery = measured.recovery.expect(strategy.name);
            assert!(recovery <= none + Duration::from_secs(2), "{}: {recovery:?}, {none:?}", strategy.name);
            // Over the whole run. While the capacity is gone it is more: full buckets are spent then.
            assert!(measured.amplification <= 1.10, "{}: {}", strategy.name, measured.amplification);
        }
    }
}

#[test]
fn a_rate_of_free_retries_is_enough_to_keep_it_down() {
    let finagle = STRATEGIES.last().expect("it is the last one");
    assert_eq!(run(OUTAGE, finagle, 2026).recovery, None);
}

#[test]
fn where_errors_are_few_the_budget_costs_nothing() {
    let few = SCENARIOS.iter().find(|scenario| matches!(scenario.trouble, Trouble::Errors(share) if share < 0.1));
    for seed in SEEDS {
        let measured = run(few.expect("there is one"), &Strategy::RETRY_WITH_BUDGET, seed);
        assert!(measured.success >= 0.999, "{}", measured.success);
    }
}

#[test]
fn the_same_seed_gives_the_same_numbers() {
    let numbers = |seed| {
        let measured = run(OUTAGE, &Strategy::RETRY_WITH_BUDGET, seed);
        (measured.calls, measured.attempts, measured.answered, measured.recovery)
    };
    assert_eq!(numbers(7), numbers(7));
    assert_ne!(numbers(7), numbers(8));
}
