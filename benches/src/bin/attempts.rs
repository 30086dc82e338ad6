//! Makes so many calls that fail so often before they succeed, without waits, for the curve of `benches/curves`.
//!
//! `attempts CONTESTANT FAILURES COUNT`

use std::hint::black_box;
use std::process::ExitCode;

use retry_benches::contestants::ready;
use retry_benches::operation::{Error, Remote, Service, is_transient};
use retry_runtime::retry;

#[retry(immediate, max_attempts = 64, on = is_transient)]
#[inline(never)]
fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

#[retry(immediate, max_attempts = 64, on = is_transient)]
#[inline(never)]
async fn awaiting(service: &Service, id: u64) -> Result<u64, Error> {
    service.fetch(id).await
}

#[inline(never)]
fn blocking_by_hand(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match service.call(id) {
            Err(error) if attempt < 64 && is_transient(&error) => attempt += 1,
            outcome => return outcome,
        }
    }
}

#[inline(never)]
async fn awaiting_by_hand(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match service.fetch(id).await {
            Err(error) if attempt < 64 && is_transient(&error) => attempt += 1,
            outcome => return outcome,
        }
    }
}

#[inline(never)]
fn with_backon(service: &Service, id: u64) -> Result<u64, Error> {
    use backon::{BlockingRetryable, ConstantBuilder};
    let policy = ConstantBuilder::new().with_delay(std::time::Duration::ZERO).with_max_times(63);
    (|| service.call(id)).retry(policy).sleep(|_| {}).when(is_transient).call()
}

fn repeat(failures: u32, count: u32, call: impl Fn(&Service, u64) -> Result<u64, Error>) {
    let service = Service::default();
    for _ in 0..count {
        service.failures.set(failures);
        let _ = black_box(call(&service, black_box(1)));
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [contestant, failures, count] = &arguments[..] else { return ExitCode::FAILURE };
    let (Ok(failures), Ok(count)) = (failures.parse(), count.parse()) else { return ExitCode::FAILURE };
    match &contestant[..] {
        "#[retry], blocking" => repeat(failures, count, blocking),
        "#[retry], async" => repeat(failures, count, |service, id| ready(awaiting(service, id))),
        "hand-written, blocking" => repeat(failures, count, blocking_by_hand),
        "hand-written, async" => repeat(failures, count, |service, id| ready(awaiting_by_hand(service, id))),
        "backon, blocking" => repeat(failures, count, with_backon),
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
