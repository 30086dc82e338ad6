//! Computes so many exponential delays with jitter: what `benches/run` counts the instructions of.
//!
//! `delays CONTESTANT COUNT`

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use rand::Rng;
use retry_benches::hand_written::jittered;
use retry_benches::operation::{CAP, INITIAL};
use retry_runtime::{Backoff, Jitter, Spread};

static BACKOFF: Backoff = Backoff::exponential(INITIAL);

fn ours(retry: u32) -> Duration {
    let spread = Spread { base: BACKOFF.delay(retry), cap: CAP, first: INITIAL, previous: INITIAL };
    Jitter::Additive.delay(spread, || retry_runtime::rng().next_u64())
}

fn hand_written(retry: u32) -> Duration {
    jittered(INITIAL.saturating_mul(1 << (retry - 1)))
}

fn repeat(count: u32, mut delay: impl FnMut(u32) -> Duration) {
    for _ in 0..count {
        black_box(delay(black_box(3)));
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [contestant, count] = &arguments[..] else { return ExitCode::FAILURE };
    let Ok(count) = count.parse() else { return ExitCode::FAILURE };
    match &contestant[..] {
        "hand-written" => repeat(count, hand_written),
        "#[retry]" => repeat(count, ours),
        "backon" => {
            let builder = backon::ExponentialBuilder::new().with_min_delay(INITIAL).with_max_delay(CAP).with_jitter();
            let mut delays = backon::BackoffBuilder::build(builder.without_max_times());
            repeat(count, |_| delays.next().unwrap_or_default());
        }
        "tokio-retry" => {
            let mut delays = tokio_retry::strategy::ExponentialBackoff::from_millis(2)
                .factor(500)
                .max_delay(CAP)
                .map(tokio_retry::strategy::jitter);
            repeat(count, |_| delays.next().unwrap_or_default());
        }
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
