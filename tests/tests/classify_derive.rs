//! `#[derive(Classify)]`: each verdict, on enums and structs, generic and nested ones.
#![deny(warnings, clippy::pedantic, clippy::nursery)]
#![allow(dead_code, reason = "errors are shown whole")]

use std::time::Duration;

use retry_runtime::{Classify, Verdict, retry};

const SECOND: Duration = Duration::from_secs(1);

#[derive(Debug, Classify)]
enum Error<S> {
    #[classify(transient)]
    Timeout,
    #[classify(after = wait)]
    Busy { wait: Duration, _queue: u32 },
    #[classify(after = 1)]
    MaybeBusy(u8, Option<Duration>),
    #[classify(permanent)]
    BadRequest(String),
    #[classify(forward)]
    Source(S),
    #[classify(forward = source)]
    Context { source: Box<Self>, _text: &'static str },
    #[classify(transient if |status, _text| *status >= 500)]
    Status(u16, String),
}

#[derive(Classify)]
#[classify(permanent)]
enum Mostly {
    First,
    Second(u8),
    #[classify(transient)]
    Third,
}

#[derive(Classify)]
#[classify(transient)]
struct Lost;

#[derive(Classify)]
#[classify(transient if |code| *code == 1)]
struct Code {
    code: u8,
}

#[derive(Classify)]
#[classify(forward)]
struct Wrapper<E>(E);

#[derive(Classify)]
enum Never {}

#[test]
fn every_verdict() {
    let verdict = |error: Error<Lost>| error.classify();
    assert_eq!(verdict(Error::Timeout), Verdict::Transient);
    assert_eq!(verdict(Error::Busy { wait: SECOND, _queue: 1 }), Verdict::RetryAfter(SECOND));
    assert_eq!(verdict(Error::MaybeBusy(1, Some(SECOND))), Verdict::RetryAfter(SECOND));
    assert_eq!(verdict(Error::MaybeBusy(1, None)), Verdict::Transient);
    assert_eq!(verdict(Error::BadRequest(String::new())), Verdict::Permanent);
    assert_eq!(verdict(Error::Source(Lost)), Verdict::Transient);
    assert_eq!(verdict(Error::Context { source: Box::new(Error::Timeout), _text: "" }), Verdict::Transient);
    assert_eq!(verdict(Error::Status(500, String::new())), Verdict::Transient);
    assert_eq!(verdict(Error::Status(404, String::new())), Verdict::Permanent);
}

#[test]
fn defaults_structs_and_wrappers() {
    assert_eq!(Mostly::First.classify(), Verdict::Permanent);
    assert_eq!(Mostly::Second(1).classify(), Verdict::Permanent);
    assert_eq!(Mostly::Third.classify(), Verdict::Transient);
    assert_eq!(Wrapper(Code { code: 1 }).classify(), Verdict::Transient);
    assert_eq!(Wrapper(Code { code: 2 }).classify(), Verdict::Permanent);
    let never: Option<Never> = None;
    assert!(never.is_none_or(|never| never.classify().is_retryable()));
}

#[retry(immediate, max_attempts = 3)]
fn fails(calls: &mut u32, error: fn() -> Error<Lost>) -> Result<(), Error<Lost>> {
    *calls += 1;
    Err(error())
}

#[test]
fn the_error_type_decides() {
    let calls = |error| {
        let mut calls = 0;
        assert!(fails(&mut calls, error).is_err());
        calls
    };
    assert_eq!(calls(|| Error::Timeout), 3);
    assert_eq!(calls(|| Error::BadRequest(String::new())), 1);
}
