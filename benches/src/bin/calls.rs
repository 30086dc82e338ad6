//! Makes so many calls of one kind: what `benches/run` counts the instructions of.
//!
//! `calls CONTESTANT KIND FAILURES COUNT`; without arguments, lists the contestants and the kinds of calls they can do.

use std::hint::black_box;
use std::process::ExitCode;

use retry_benches::contestants::{ALL, Contestant};
use retry_benches::operation::Service;

const KINDS: [&str; 4] = ["blocking", "async", "immediate", "immediate-async"];

fn run(contestant: &str, kind: &str, failures: u32, count: u32) -> Option<()> {
    let call = Contestant::named(contestant)?.call(kind)?;
    let service = Service::default();
    for _ in 0..count {
        service.failures.set(failures);
        let _ = black_box(call(&service, black_box(1)));
    }
    Some(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() {
        for contestant in ALL {
            let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| contestant.call(kind).is_some()).collect();
            println!("{}\t{}", contestant.name, kinds.join(" "));
        }
        return ExitCode::SUCCESS;
    }
    let [contestant, kind, failures, count] = &arguments[..] else {
        eprintln!("usage: calls CONTESTANT KIND FAILURES COUNT");
        return ExitCode::FAILURE;
    };
    let (Ok(failures), Ok(count)) = (failures.parse(), count.parse()) else { return ExitCode::FAILURE };
    if run(contestant, kind, failures, count).is_none() {
        eprintln!("{contestant} cannot do {kind} calls");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
