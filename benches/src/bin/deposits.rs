//! Deposits into a budget, into a plain counter and into tower's budget.
//!
//! `deposits KIND COUNT` makes so many, for counting instructions; `deposits` prints the speeds as ratios: the best of
//! alternating runs, since what else the machine does only slows them down. `unshared` is what it can do at best: a counter
//! for every thread. `deposits threads MOST` prints the speeds with so many threads, as ratios to one `fetch_add` at a time.

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
    static DEALT: Cell<u64> = Cell::new(NEXT.fetch_add(1, Relaxed));
}

static NEXT: AtomicU64 = AtomicU64::new(1);

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

/// The best speeds of each kind with one thread, two, and so on.
fn speeds(most: u32) -> Vec<(&'static str, Vec<f64>)> {
    let kinds = KINDS.map(|kind| (kind, deposits_into(kind).expect("a kind of the list")));
    let mut best = KINDS.map(|kind| (kind, vec![0.0_f64; most as usize]));
    for _ in 0..RUNS {
        for ((_, deposit), (_, best)) in kinds.iter().zip(&mut best) {
            for (threads, best) in (1..).zip(best) {
                *best = speed(deposit, threads).max(*best);
            }
        }
    }
    best.into()
}

fn compare() {
    let speeds = speeds(2);
    let shared = &speeds[0].1;
    for (kind, own) in &speeds {
        println!("{kind}\t{:.2}\t{:.2}\t{:.2}", own[0] / shared[0], own[1] / shared[1], own[1] / own[0]);
    }
}

fn threads(most: u32) {
    let speeds = speeds(most);
    let unit = speeds[0].1[0];
    for (kind, own) in &speeds {
        for (threads, speed) in (1_u32..).zip(own) {
            println!("{kind}\t{threads}\t{:.3}", speed / unit);
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => compare(),
        [kind, count] if kind == "threads" => match count.parse() {
            Ok(most) => threads(most),
            Err(_) => return ExitCode::FAILURE,
        },
        [kind, count] => match (deposits_into(kind), count.parse()) {
            (Some(deposit), Ok(count)) => deposit(count),
            _ => return ExitCode::FAILURE,
        },
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
