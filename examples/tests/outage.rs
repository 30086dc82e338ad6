//! What the outage drill has to show, in the worst of its runs; and that it shows something else for a budget that is wrong.

use std::path::Path;
use std::time::Duration;

use retry_examples::outage::{
    Guard, STRATEGIES, Scenario, Strategy, Worst, all_worst, for_readme, picture, run, worst,
};
use retry_runtime::Budget;

const SHIPPED: Guard = Guard::Budget(Budget::new);

/// A promise of the budget: `Err` says how this guard breaks it.
type Promise = fn(Guard) -> Result<(), String>;

const PROMISES: [Promise; 7] = [outage, busy_outage, three_layers, short_outage, brown_out, ordinary_day, herd];

/// Whatever the number of processes, it is back when it would be without retries, and gets a tenth more attempts at most.
fn outage(guard: Guard) -> Result<(), String> {
    in_every_fleet(Scenario::OUTAGE, |scenario| {
        let (with, without) = (retry(scenario, guard), worst(scenario, &Strategy::NO_RETRY));
        back_after(&with, longest(&without) + Duration::from_secs(2))?;
        at_most("amplification", with.figures.amplification, 1.12)
    })
}

/// Also where the server has little to spare.
fn busy_outage(guard: Guard) -> Result<(), String> {
    let without = worst(&Scenario::OUTAGE_WHEN_BUSY, &Strategy::NO_RETRY);
    back_after(&retry(&Scenario::OUTAGE_WHEN_BUSY, guard), longest(&without) + Duration::from_secs(2))
}

/// Also where three layers retry, each with its own budgets.
fn three_layers(guard: Guard) -> Result<(), String> {
    let with = retry(&Scenario::THREE_LAYERS, guard);
    let without = worst(&Scenario::THREE_LAYERS, &Strategy::NO_RETRY);
    back_after(&with, longest(&without) + Duration::from_secs(2))?;
    at_most("amplification", with.figures.amplification, 1.12)
}

/// What was saved in healthy times saves most calls of a short outage, in a fleet of any size.
fn short_outage(guard: Guard) -> Result<(), String> {
    in_every_fleet(Scenario::REFUSED_SHORTLY, |scenario| {
        let with = retry(scenario, guard);
        back_after(&with, Duration::from_secs(5))?;
        at_least("success during the outage", with.figures.success_during, 0.55)
    })
}

/// Where half of the answers are errors, retries help, and do not take the other half away.
fn brown_out(guard: Guard) -> Result<(), String> {
    let with = retry(&Scenario::BROWN_OUT, guard);
    back_after(&with, Duration::from_secs(1))?;
    at_least("success during the brown-out", with.figures.success_during, 0.58)
}

/// Where errors are few, the budget costs nothing.
fn ordinary_day(guard: Guard) -> Result<(), String> {
    at_least("success", retry(&Scenario::FEW_ERRORS, guard).figures.success, 0.999)
}

/// After a herd, which costs more than it would without retries, but ends.
fn herd(guard: Guard) -> Result<(), String> {
    let without = worst(&Scenario::HERD, &Strategy::NO_RETRY);
    back_after(&retry(&Scenario::HERD, guard), longest(&without) + Duration::from_secs(6))
}

fn retry(scenario: &Scenario, guard: Guard) -> Worst {
    worst(scenario, &Strategy::RETRY.with(guard))
}

fn in_every_fleet(scenario: Scenario, promise: impl Fn(&Scenario) -> Result<(), String>) -> Result<(), String> {
    for processes in [1, 20, 200, 2000] {
        promise(&scenario.with_processes(processes)).map_err(|broken| format!("{processes} processes: {broken}"))?;
    }
    Ok(())
}

fn longest(worst: &Worst) -> Duration {
    worst.figures.recovery.expect("without retries, nothing keeps it down")
}

fn back_after(worst: &Worst, limit: Duration) -> Result<(), String> {
    match worst.figures.recovery {
        Some(after) if after <= limit => Ok(()),
        Some(after) => Err(format!("back after {after:?}, not after {limit:?}")),
        None => Err(format!("never back in {} of {} runs", worst.never, worst.of)),
    }
}

fn at_most(what: &str, is: f64, limit: f64) -> Result<(), String> {
    if is <= limit { Ok(()) } else { Err(format!("{what} is {is:.3}, more than {limit}")) }
}

fn at_least(what: &str, is: f64, limit: f64) -> Result<(), String> {
    if is >= limit { Ok(()) } else { Err(format!("{what} is {is:.3}, less than {limit}")) }
}

#[test]
fn the_shipped_budget_keeps_every_promise() {
    let broken: Vec<_> = PROMISES.iter().filter_map(|promise| promise(SHIPPED).err()).collect();
    assert_eq!(broken, [""; 0]);
}

/// What would be wrong, the budget, and the promises that it breaks.
const SABOTAGES: [(&str, Guard, &[Promise]); 9] = [
    ("no budget", Guard::None, &[outage, busy_outage, three_layers, short_outage, brown_out, herd]),
    ("a token for every success", Guard::Budget(|| Budget::new().ratio(1.0)), &[busy_outage, brown_out]),
    ("savings without end", Guard::Budget(|| Budget::new().window(Duration::MAX)), &[outage, short_outage, herd]),
    ("savings of 8 s", Guard::Budget(|| Budget::new().window(Duration::from_secs(8))), &[three_layers, brown_out]),
    ("no savings", Guard::Budget(|| Budget::new().window(Duration::ZERO)), &[short_outage, ordinary_day]),
    ("100 tokens in every process", Guard::Budget(|| Budget::new().min_tokens(100)), &[outage, short_outage]),
    ("10 tokens in every process", Guard::Budget(|| Budget::new().min_tokens(10)), &[outage, short_outage]),
    ("failures earn, too", Guard::BudgetEarnsAlways(Budget::new), &[busy_outage, three_layers, herd]),
    ("nothing is earned", Guard::Budget(|| Budget::new().ratio(0.0)), &[short_outage, ordinary_day]),
];

#[test]
fn the_drill_fails_for_a_budget_that_is_wrong() {
    for (wrong, guard, broken) in SABOTAGES {
        for promise in broken {
            let kept = promise(guard);
            assert!(kept.is_err(), "{wrong}: a promise is kept that should be broken");
        }
    }
}

#[test]
fn without_a_budget_no_backoff_and_no_jitter_recovers() {
    let unguarded = STRATEGIES[1..].iter().filter(|strategy| matches!(strategy.guard, Guard::None));
    let unguarded: Vec<_> = unguarded.copied().collect();
    assert_eq!(unguarded.len(), 7);
    for worst in all_worst(&[Scenario::OUTAGE], &unguarded).concat() {
        assert_eq!(worst.never, worst.of);
    }
    // Where some runs recover, one seed would tell anything.
    let short = worst(&Scenario::REFUSED_SHORTLY, &Strategy::RETRY);
    assert!((1..short.of).contains(&short.never), "{short:?}");
}

#[test]
fn with_a_budget_every_backoff_and_jitter_recovers() {
    let guarded = STRATEGIES.iter().filter(|strategy| matches!(strategy.guard, Guard::Budget(_)));
    let guarded: Vec<_> = guarded.copied().collect();
    assert_eq!(guarded.len(), 7);
    let limit = longest(&worst(&Scenario::OUTAGE, &Strategy::NO_RETRY)) + Duration::from_secs(2);
    for (strategy, worst) in guarded.iter().zip(all_worst(&[Scenario::OUTAGE], &guarded).concat()) {
        assert_eq!(back_after(&worst, limit), Ok(()), "{}", strategy.name);
    }
}

#[test]
fn a_rate_of_free_retries_is_enough_to_keep_it_down() {
    let finagle = worst(&Scenario::OUTAGE, &Strategy::RETRY_WITH_FINAGLE);
    assert_eq!(finagle.never, finagle.of);
}

#[test]
fn the_same_seed_gives_the_same_numbers() {
    let numbers = |seed| run(&Scenario::OUTAGE, &Strategy::RETRY_WITH_BUDGET, seed);
    assert_eq!(numbers(7), numbers(7));
    assert_ne!(numbers(7), numbers(8));
}

/// What the README shows is what `cargo run --example outage -- docs/outage.svg` prints and draws.
#[test]
fn the_readme_shows_what_the_drill_says() {
    let read = |path: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::read_to_string(root.join(path)).expect(path)
    };
    let table = for_readme();
    assert!(read("README.md").contains(&table), "the README's table should be\n{table}");
    assert!(read("docs/outage.svg") == picture().expect("drawn"), "docs/outage.svg is another picture");
}
