//! Makes so many calls of one kind: what `benches/run` counts the instructions of.
//!
//! `calls CONTESTANT FAILURES COUNT`

use std::hint::black_box;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use retry_benches::operation::{Error, Service};
use retry_benches::{annotated, hand_written};

fn repeat(failures: u32, count: u32, call: impl Fn(&Service, u64) -> Result<u64, Error>) {
    let service = Service::default();
    for _ in 0..count {
        service.failures.set(failures);
        let _ = black_box(call(&service, black_box(1)));
    }
}

/// Polls a future that never waits.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the poll belongs to the call that is counted")]
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("nothing waits here"),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [contestant, failures, count] = &arguments[..] else {
        eprintln!("usage: calls CONTESTANT FAILURES COUNT");
        return ExitCode::FAILURE;
    };
    let (Ok(failures), Ok(count)) = (failures.parse(), count.parse()) else { return ExitCode::FAILURE };
    match &contestant[..] {
        "hand-written" => repeat(failures, count, hand_written::blocking),
        "hand-written-async" => repeat(failures, count, |service, id| ready(hand_written::awaiting(service, id))),
        "hand-written-immediate" => repeat(failures, count, hand_written::immediate),
        "hand-written-immediate-async" => {
            repeat(failures, count, |service, id| ready(hand_written::immediate_async(service, id)));
        }
        "retry" => repeat(failures, count, annotated::blocking),
        "retry-async" => repeat(failures, count, |service, id| ready(annotated::awaiting(service, id))),
        "retry-immediate" => repeat(failures, count, annotated::immediate),
        "retry-immediate-async" => {
            repeat(failures, count, |service, id| ready(annotated::immediate_async(service, id)));
        }
        other => {
            eprintln!("unknown contestant {other}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
