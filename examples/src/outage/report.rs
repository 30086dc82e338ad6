//! The tables.

use std::fmt::Write;

use super::{SCENARIOS, Scenario, Strategy, Worst, all_worst};

/// What the tables mean, and do not mean.
pub const EXPLAINED: &str = include_str!("explained.md");

/// The table in the README: for a few of the experiments, the success in all and when it was back.
#[must_use]
pub fn for_readme() -> String {
    let scenarios = [
        Scenario::OUTAGE,
        SCENARIOS[3],
        Scenario::OUTAGE_WHEN_BUSY,
        Scenario::THREE_LAYERS,
        Scenario::REFUSED_SHORTLY,
        Scenario::HERD,
    ];
    let strategies = [Strategy::NO_RETRY, Strategy::RETRY, Strategy::RETRY_WITH_BUDGET];
    let worst = all_worst(&scenarios, &strategies);
    let mut table = format!("| |{}\n| --- |", strategies.map(|strategy| format!(" {} |", strategy.name)).concat());
    table += &" ---: |".repeat(strategies.len());
    for (scenario, row) in scenarios.iter().zip(worst) {
        let _ = write!(table, "\n| {} |", scenario.title);
        for worst in row {
            let _ = write!(table, " {:.1} %, {} |", 100.0 * worst.figures.success, recovered(scenario, &worst));
        }
    }
    table
}

/// One scenario's table, with a line for each strategy.
#[must_use]
pub fn table(scenario: &Scenario, strategies: &[Strategy], worst: &[Worst]) -> String {
    let mut table = format!("{}\n{}\n", scenario.title, scenario.lesson);
    let _ = writeln!(
        table,
        "{:<29} {:>13} {:>6} {:>15} {:>9} {:>16}\n{:<29} {:>6} {:>6} {:>6} {:>7} {:>7} {:>9} {:>16}",
        "",
        "amplification",
        "peak",
        "success %",
        "p99",
        "recovered",
        "",
        "during",
        "in all",
        "load",
        "during",
        "in all",
        "wait",
        "after",
    );
    for (strategy, worst) in strategies.iter().zip(worst) {
        let _ = writeln!(
            table,
            "{:<29} {:>6.2} {:>6.2} {:>6.2} {:>7.2} {:>7.2} {:>7.2} s {:>16}",
            strategy.name,
            worst.figures.amplification_during,
            worst.figures.amplification,
            worst.figures.peak,
            100.0 * worst.figures.success_during,
            100.0 * worst.figures.success,
            worst.figures.p99.as_secs_f64(),
            recovered(scenario, worst),
        );
    }
    table
}

fn recovered(scenario: &Scenario, worst: &Worst) -> String {
    match worst.figures.recovery {
        _ if !scenario.ends() => "-".to_owned(),
        Some(after) => format!("{:.1} s", after.as_secs_f64()),
        None if worst.never == worst.of => "never".to_owned(),
        None => format!("never in {} of {}", worst.never, worst.of),
    }
}
