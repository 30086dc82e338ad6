//! Deposits into a budget, into a plain counter and into tower's budget.
//!
//! `deposits KIND COUNT` makes so many, for counting instructions; `deposits` prints the speeds as ratios: the best of
//! alternating runs, since what else the machine does only slows them down. `unshared` is what it can do at best: a counter
//! for every thread.

use std::cell::Cell;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use tower::retry::budget::{Budget as _, TpsBudget};

const KINDS: [&str; 5] = ["fetch_add", "fetch_add + thread-local read", "unshared", "Budget", "TpsBudget"];

thread_local! {
    static COUNTER: AtomicU64 = const { AtomicU64::new(0) };
    /// Initialised at the first read, as what a thread is dealt must be.
    static DEALT: Cell<u64> = Cell::new(black_box(1));
}

const DEPOSITS: u32 = 2_000_000;
const RUNS: usize = 15;

type Deposit = Box<dyn Fn(u32) + Sync>;

fn deposits_into(kind: &str) -> Option<Deposit> {
    Some(match kind {
        "fetch_add" => {
            let counter = AtomicU64::new(0);
            Box::new(move |count| (0..count).for_each(|_| _ = black_box(&counter).fetch_add(1, Relaxed)))
        }
        "fetch_add + thread-local read" => {
            let counter = AtomicU64::new(0);
            Box::new(move |count| {
                (0..count).for_each(|_| _ = black_box(&counter).fetch_add(DEALT.with(Cell::get), Relaxed));
            })
        }
        "unshared" => {
            Box::new(|count| (0..count).for_each(|_| _ = COUNTER.with(|mine| black_box(mine).fetch_add(1, Relaxed))))
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

fn compare() {
    let kinds = KINDS.map(|kind| (kind, deposits_into(kind).expect("a kind of the list")));
    let mut best = [[0.0; 2]; KINDS.len()];
    for _ in 0..RUNS {
        for ((_, deposit), best) in kinds.iter().zip(&mut best) {
            for (threads, best) in (1..).zip(best) {
                *best = speed(deposit, threads).max(*best);
            }
        }
    }
    for (kind, [one, two]) in KINDS.iter().zip(best) {
        println!("{kind}\t{:.2}\t{:.2}\t{:.2}", one / best[0][0], two / best[0][1], two / one);
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
