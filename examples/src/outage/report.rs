//! The tables.

use std::fmt::Write;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use super::{Measured, SCENARIOS, STRATEGIES, Scenario, run};

/// Every strategy in every scenario, in their order, on all processors.
#[must_use]
pub fn all(seed: u64) -> Vec<(&'static Scenario, Vec<Measured>)> {
    let jobs: Vec<_> =
        SCENARIOS.iter().flat_map(|scenario| STRATEGIES.iter().map(move |how| (scenario, how))).collect();
    let next = Mutex::new(jobs.iter().enumerate());
    let done = Mutex::new(vec![None; jobs.len()]);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let job = next.lock().ok().and_then(|mut next| next.next());
                    let Some((place, (scenario, strategy))) = job else { break };
                    let measured = run(scenario, strategy, seed);
                    if let Ok(mut done) = done.lock() {
                        done[place] = Some(measured);
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default().into_iter().flatten();
    SCENARIOS.iter().map(|scenario| (scenario, done.by_ref().take(STRATEGIES.len()).collect())).collect()
}

/// One scenario's table, with a line for each strategy.
#[must_use]
pub fn table(scenario: &Scenario, measured: &[Measured]) -> String {
    let mut table = format!("{}\n", scenario.title);
    let _ = writeln!(
        table,
        "{:<31} {:>13} {:>6} {:>13} {:>9} {:>11}\n{:<31} {:>6} {:>6} {:>6} {:>6} {:>6} {:>9} {:>11}",
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
    for (strategy, measured) in STRATEGIES.iter().zip(measured) {
        let recovered = match measured.recovery {
            _ if !scenario.ends() => "-".to_owned(),
            Some(after) => format!("{:.1} s", after.as_secs_f64()),
            None => "never".to_owned(),
        };
        let _ = writeln!(
            table,
            "{:<31} {:>6.2} {:>6.2} {:>6.2} {:>6.2} {:>6.2} {:>7.2} s {recovered:>11}",
            strategy.name,
            measured.amplification_during,
            measured.amplification,
            measured.peak,
            100.0 * measured.success_during,
            100.0 * measured.success,
            measured.p99.as_secs_f64(),
        );
    }
    table
}
