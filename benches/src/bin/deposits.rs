//! Deposits into a budget, into a plain counter and into tower's budget.
//!
//! `deposits KIND COUNT` makes so many, for counting instructions; `deposits` prints how many two threads make for each that one
//! makes, and how many are made for each `fetch_add`: medians of alternating runs.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use tower::retry::budget::{Budget as _, TpsBudget};

const KINDS: [&str; 3] = ["fetch_add", "Budget", "TpsBudget"];
const DEPOSITS: u32 = 2_000_000;
const RUNS: usize = 15;

type Deposit = Box<dyn Fn(u32) + Sync>;

fn deposits_into(kind: &str) -> Option<Deposit> {
    Some(match kind {
        "fetch_add" => {
            let counter = AtomicU64::new(0);
            Box::new(move |count| (0..count).for_each(|_| _ = black_box(&counter).fetch_add(1, Relaxed)))
        }
        "Budget" => {
            let budget = retry_runtime::Budget::new();
            Box::new(move |count| (0..count).for_each(|_| black_box(&budget).deposit()))
        }
        "TpsBudget" => {
            let budget = TpsBudget::default();
            Box::new(move |count| (0..count).for_each(|_| black_box(&budget).deposit()))
        }
        _ => return None,
    })
}

/// Deposits per second of all threads together.
fn speed(deposit: &Deposit, threads: u32) -> f64 {
    let start = Barrier::new(threads as usize);
    let work = || {
        start.wait();
        let began = Instant::now();
        deposit(DEPOSITS);
        f64::from(DEPOSITS) / began.elapsed().as_secs_f64()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(0.0)).sum()
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn compare() {
    let kinds = KINDS.map(|kind| (kind, deposits_into(kind).expect("a kind of the list")));
    let mut speeds = [const { [Vec::new(), Vec::new()] }; KINDS.len()];
    for _ in 0..RUNS {
        for ((_, deposit), speeds) in kinds.iter().zip(&mut speeds) {
            for (threads, speeds) in (1..).zip(speeds) {
                speeds.push(speed(deposit, threads));
            }
        }
    }
    let medians = speeds.map(|speeds| speeds.map(median));
    for (kind, [one, two]) in KINDS.iter().zip(medians) {
        println!("{kind}\t{:.2}\t{:.2}\t{:.2}", one / medians[0][0], two / medians[0][1], two / one);
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => compare(),
        [kind, count] => match (deposits_into(kind), count.parse()) {
            (Some(deposit), Ok(count)) => deposit(count),
            _ => return ExitCode::FAILURE,
        },
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
