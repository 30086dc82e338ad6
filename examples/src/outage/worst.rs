//! Many runs: the worst of several seeds, on all processors.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use super::{Figures, SEEDS, Scenario, Strategy, run};

/// The worst of several runs, figure by figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Worst {
    /// The worst of each.
    pub figures: Figures,
    /// Runs that did not recover.
    pub never: usize,
    /// Runs.
    pub of: usize,
}

/// The worst that each strategy comes to in each scenario.
#[must_use]
pub fn all_worst(scenarios: &[Scenario], strategies: &[Strategy]) -> Vec<Vec<Worst>> {
    let experiments = scenarios.iter().flat_map(|scenario| strategies.iter().map(move |strategy| (scenario, strategy)));
    let runs: Vec<_> =
        experiments.flat_map(|(scenario, strategy)| SEEDS.map(|seed| (scenario, strategy, seed))).collect();
    let figures = on_all_processors(&runs, |(scenario, strategy, seed)| run(scenario, strategy, *seed).figures);
    let worst: Vec<_> = figures.chunks(SEEDS.len()).map(Worst::of).collect();
    worst.chunks(strategies.len()).map(<[Worst]>::to_vec).collect()
}

/// The worst that one strategy comes to in one scenario.
#[must_use]
pub fn worst(scenario: &Scenario, strategy: &Strategy) -> Worst {
    all_worst(&[*scenario], &[*strategy]).concat().pop().unwrap_or_default()
}

impl Worst {
    fn of(runs: &[Figures]) -> Self {
        let most = |figure: fn(&Figures) -> f64| runs.iter().map(figure).fold(0.0, f64::max);
        let least = |figure: fn(&Figures) -> f64| runs.iter().map(figure).fold(1.0, f64::min);
        let recoveries: Vec<_> = runs.iter().filter_map(|run| run.recovery).collect();
        let never = runs.len() - recoveries.len();
        let figures = Figures {
            amplification_during: most(|run| run.amplification_during),
            amplification: most(|run| run.amplification),
            peak: most(|run| run.peak),
            success_during: least(|run| run.success_during),
            success: least(|run| run.success),
            p99: runs.iter().map(|run| run.p99).max().unwrap_or_default(),
            recovery: if never == 0 { recoveries.into_iter().max() } else { None },
        };
        Self { figures, never, of: runs.len() }
    }
}

fn on_all_processors<J: Sync, R: Send>(jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
    let next = Mutex::new(jobs.iter().enumerate());
    let worker = || {
        let take = || next.lock().ok().and_then(|mut next| next.next());
        std::iter::from_fn(take).map(|(place, job)| (place, work(job))).collect::<Vec<_>>()
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a simulation panicked")).collect()
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
