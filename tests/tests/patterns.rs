//! `on(PATTERN)`: which errors each form of a pattern retries.

use std::cell::Cell;

use retry_runtime::retry;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Error {
    Timeout,
    Reset,
    Status(u16),
    Kind(Kind),
    Io { text: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Slow,
    Broken,
}

use Error::{Reset, Timeout};

const BUSY: Error = Error::Status(503);
const STRICT: bool = true;
const BROKEN: Kind = Kind::Broken;

mod config {
    pub(super) const GONE: super::Error = super::Error::Status(410);
}

impl Error {
    const LOST: Self = Self::Status(499);
}

macro_rules! server_errors {
    () => {
        Error::Status(500..=599)
    };
}

/// Every error, and whether the pattern has it retried.
macro_rules! retried {
    ([$($pattern:tt)*]) => {{
        #[retry(immediate, max_attempts = 2, on($($pattern)*))]
        fn fails(calls: &Cell<u32>, error: &Error) -> Result<(), Error> {
            calls.set(calls.get() + 1);
            Err(error.clone())
        }
        errors().into_iter().filter(|error| {
            let calls = Cell::new(0);
            assert_eq!(fails(&calls, error).as_ref(), Err(error));
            calls.get() == 2
        }).collect::<Vec<_>>()
    }};
}

fn io() -> Error {
    Error::Io { text: "io".to_owned() }
}

fn errors() -> Vec<Error> {
    vec![Timeout, Reset, BUSY, config::GONE, Error::LOST, Error::Kind(Kind::Slow), Error::Kind(Kind::Broken), io()]
}

#[test]
fn a_name_with_a_capital_is_a_constant_or_a_variant() {
    assert_eq!(retried!([BUSY]), [BUSY]);
    assert_eq!(retried!([&BUSY]), [BUSY]);
    assert_eq!(retried!([&(BUSY)]), [BUSY]);
    assert_eq!(retried!([Timeout]), [Timeout]);
    assert_eq!(retried!([&Timeout]), [Timeout]);
    assert_eq!(retried!([config::GONE]), [config::GONE]);
    assert_eq!(retried!([Error::LOST]), [Error::LOST]);
    assert_eq!(retried!([Error::Kind(BROKEN)]), [Error::Kind(Kind::Broken)]);
    assert_eq!(retried!([BUSY if STRICT]), [BUSY]);
    assert_eq!(retried!([BUSY if !STRICT]), []);
}

#[test]
fn alternatives() {
    assert_eq!(retried!([Timeout | Reset]), [Timeout, Reset]);
    assert_eq!(retried!([|Timeout| BUSY]), [Timeout, BUSY]);
    assert_eq!(retried!([&(Timeout | Reset)]), [Timeout, Reset]);
    assert_eq!(retried!([BUSY | Error::Io { .. }]), [BUSY, io()]);
    assert_eq!(retried!([&BUSY | Error::Io { .. } | self::config::GONE]), [BUSY, config::GONE, io()]);
    assert_eq!(retried!([Error::Kind(BROKEN | Kind::Slow)]), [Error::Kind(Kind::Slow), Error::Kind(Kind::Broken)]);
    assert_eq!(retried!([server_errors!()]), [BUSY]);
    assert_eq!(retried!([server_errors!() | Timeout]), [Timeout, BUSY]);
}

#[test]
fn variables() {
    assert_eq!(retried!([Error::Status(code) if *code < 450]), [config::GONE]);
    assert_eq!(retried!([Error::Status(ref code) if *code < 450]), [config::GONE]);
    assert_eq!(retried!([Error::Status(code @ 400..=499) if *code != 410]), [Error::LOST]);
    assert_eq!(retried!([Error::Io { text } if text == "io"]), [io()]);
    assert_eq!(retried!([Error::Io { text: all } if all.len() > 2]), []);
    assert_eq!(retried!([error if *error == BUSY]), [BUSY]);
    assert_eq!(retried!([_ if !STRICT]), []);
    #[allow(unused_variables, reason = "a variable that the pattern only names, as the user's `match` would")]
    {
        assert_eq!(retried!([Error::Kind(kind)]), [Error::Kind(Kind::Slow), Error::Kind(Kind::Broken)]);
    }
}

#[test]
fn errors_of_other_types() {
    const LATE: &str = "late";
    fn calls<E: Clone + PartialEq + std::fmt::Debug>(run: impl Fn(&Cell<u32>, &E) -> Result<(), E>, error: E) -> u32 {
        let calls = Cell::new(0);
        assert_eq!(run(&calls, &error), Err(error));
        calls.get()
    }
    macro_rules! fails {
        ($name:ident: $error:ty, [$($pattern:tt)*]) => {
            #[retry(immediate, max_attempts = 2, on($($pattern)*))]
            fn $name(calls: &Cell<u32>, error: &$error) -> Result<(), $error> {
                calls.set(calls.get() + 1);
                Err(error.clone())
            }
        };
    }
    fails!(text: &'static str, [LATE | "slow"]);
    assert_eq!([calls(text, LATE), calls(text, "slow"), calls(text, "gone")], [2, 2, 1]);
    fails!(number: u16, [503 | 505]);
    assert_eq!([calls(number, 503), calls(number, 505), calls(number, 404)], [2, 2, 1]);
    fails!(optional: Option<Error>, [Some(Timeout)]);
    assert_eq!([calls(optional, Some(Timeout)), calls(optional, Some(Reset)), calls(optional, None)], [2, 1, 1]);
    fails!(list: [u8; 2], [[1, ..]]);
    assert_eq!([calls(list, [1, 2]), calls(list, [2, 1])], [2, 1]);
    fails!(borrowed: &'static Error, [Timeout | Error::Kind(_)]);
    assert_eq!([calls(borrowed, &Timeout), calls(borrowed, &Reset)], [2, 1]);
}
