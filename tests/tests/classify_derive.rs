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

trait Service {
    type Error;
}

impl Service for Lost {
    type Error = Self;
}

mod other {
    #![allow(unreachable_pub, reason = "a module of the tests")]

    #[derive(Debug, retry_runtime::Classify)]
    #[classify(transient)]
    pub struct Outer<E>(pub E);
}

mod same_name {
    #![allow(unreachable_pub, clippy::use_self, reason = "a module of the tests, and the names are the case")]

    use super::{Service, other};
    use retry_runtime::Classify;

    #[derive(Classify)]
    pub enum Error<S: Service, T> {
        #[classify(forward)]
        Service(S::Error),
        #[classify(forward)]
        Other(<S as Service>::Error),
        #[classify(forward)]
        Foreign(other::Outer<T>),
        #[classify(forward)]
        Own(Box<Error<S, T>>),
        #[classify(forward)]
        OwnByPath(Box<self::Error<S, T>>),
        #[classify(forward)]
        OwnFromTheTop(Box<crate::same_name::Error<S, T>>),
    }
}

#[test]
fn an_associated_type_may_be_named_like_the_enum() {
    type Error = same_name::Error<Lost, u8>;
    assert_eq!(Error::Service(Lost).classify(), Verdict::Transient);
    assert_eq!(Error::Other(Lost).classify(), Verdict::Transient);
    assert_eq!(Error::Own(Box::new(Error::Service(Lost))).classify(), Verdict::Transient);
    let nested = Error::OwnByPath(Box::new(Error::OwnFromTheTop(Box::new(Error::Foreign(other::Outer(1))))));
    assert_eq!(nested.classify(), Verdict::Transient);
}
