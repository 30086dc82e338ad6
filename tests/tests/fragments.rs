//! Values that come from the fragments of a `macro_rules!`: the compiler puts them into invisible groups.
#![deny(warnings)]

use std::cell::RefCell;
use std::time::Duration;

use retry_runtime::{Attempt, Backoff, Budget, Policy, retry};

const BASE: Duration = Duration::from_millis(10);
const PATIENT: Policy = Policy::fixed(BASE).max_attempts(3);
static SHARED: Budget = Budget::new();

#[derive(Clone, Debug, PartialEq, Eq)]
enum Error {
    Timeout,
    Reset,
    Gone,
}

fn is_transient(error: &Error) -> bool {
    *error != Error::Gone
}

type Slept = RefCell<Vec<u64>>;

fn note(slept: &Slept, delay: Duration) {
    slept.borrow_mut().push(u64::try_from(delay.as_millis()).unwrap());
}

/// A function whose keys have these values, and the milliseconds that it sleeps on an error.
macro_rules! sleeps {
    (|$slept:ident, $error:ident| $($attribute:tt)*) => {{
        #[retry($($attribute)*, sleep = |delay| note($slept, delay))]
        fn fails($slept: &Slept, $error: &Error) -> Result<(), Error> {
            Err($error.clone())
        }
        |error: Error| {
            let slept = Slept::default();
            assert_eq!(fails(&slept, &error), Err(error));
            slept.into_inner()
        }
    }};
}

#[test]
fn expressions() {
    macro_rules! with {
        ($delay:expr, $most:expr, $factor:expr, $jitter:expr, $on:expr) => {
            sleeps!(
                |slept, error| exponential(initial = $delay, factor = $factor),
                max_attempts = $most,
                jitter = $jitter,
                on = $on
            )
        };
    }
    assert_eq!(with!(BASE, 1 + 2, 3.0, none, is_transient)(Error::Reset), [10, 30]);
    assert_eq!(with!(BASE, 3, 2, none, is_transient)(Error::Gone), []);
    assert_eq!(with!(BASE, 2, 2, none, any)(Error::Gone), [10]);
    assert_eq!(with!(BASE, 2, 2, none, |error| *error == Error::Gone)(Error::Gone), [10]);
    macro_rules! other {
        ($policy:expr, $budget:expr, $elapsed:expr, $hook:expr, $name:expr) => {
            sleeps!(
                |slept, error| policy = $policy,
                budget = $budget,
                max_elapsed = $elapsed,
                before_retry = $hook,
                on_give_up = $hook,
                on_recovered = $hook,
                name = $name,
                on = any
            )
        };
    }
    assert_eq!(other!(PATIENT, SHARED, BASE.saturating_mul(5), |_| {}, "shared")(Error::Gone), [10, 10]);
    assert_eq!(other!(&PATIENT, &SHARED, "1s", |_| {}, concat!("a", "b"))(Error::Gone), [10]);
    macro_rules! list {
        ($($delay:expr),*) => { sleeps!(|slept, error| delays($($delay),*), on = any) };
    }
    assert_eq!(list!(BASE, BASE.saturating_mul(2), "1s")(Error::Gone), [10, 20, 1000]);
    macro_rules! backoff {
        ($backoff:expr) => {
            sleeps!(|slept, error| backoff = $backoff, on = any)
        };
    }
    assert_eq!(backoff!(Backoff::linear(BASE, BASE))(Error::Gone), [10, 20, 30]);
}

#[test]
fn literals() {
    macro_rules! with {
        ($delay:literal, $most:literal, $share:literal, $name:literal, $cap:literal) => {
            sleeps!(
                |slept, error| fixed = $delay,
                max_attempts = $most,
                jitter = $share,
                name = $name,
                max_delay = $cap,
                on = any
            )
        };
    }
    let slept = with!(100ms, 3, 0.1, "literals", "1s")(Error::Gone);
    assert!(slept.len() == 2 && slept.iter().all(|delay| (90..=110).contains(delay)), "{slept:?}");
    macro_rules! list {
        ($($delay:literal)*) => { sleeps!(|slept, error| delays($($delay),*), on = any) };
    }
    assert_eq!(list!(1ms 2ms "3ms")(Error::Gone), [1, 2, 3]);
}

#[test]
fn paths() {
    macro_rules! with {
        ($on:path, $policy:path, $crate_:path) => {
            sleeps!(|slept, error| policy = $policy, on = $on, crate = $crate_)
        };
    }
    assert_eq!(with!(self::is_transient, self::PATIENT, ::retry_runtime)(Error::Timeout), [10, 10]);
    assert_eq!(with!(is_transient, PATIENT, ::retry_runtime)(Error::Gone), []);
}

#[test]
fn patterns() {
    macro_rules! with {
        ($pattern:pat) => {
            [
                sleeps!(|slept, error| immediate, max_attempts = 2, on($pattern))(Error::Reset).len(),
                sleeps!(|slept, error| immediate, max_attempts = 2, on(&$pattern))(Error::Reset).len(),
                sleeps!(|slept, error| immediate, max_attempts = 2, on(Error::Timeout | $pattern))(Error::Reset).len(),
                sleeps!(|slept, error| immediate, max_attempts = 2, on($pattern if true))(Error::Reset).len(),
            ]
        };
    }
    use Error::{Gone, Reset};
    assert_eq!(with!(Reset), [1; 4]);
    assert_eq!(with!(Gone), [0; 4]);
    assert_eq!(with!(Gone | Reset), [1; 4]);
    assert_eq!(with!(Error::Gone | Error::Reset), [1; 4]);
}

#[test]
fn names() {
    macro_rules! with {
        ($argument:ident, $attempt:ident) => {
            #[retry(immediate, max_attempts = 2, on = any, clone($argument), attempt = $attempt)]
            fn fails($argument: String) -> Result<(), String> {
                let attempt: Attempt = $attempt;
                Err(format!("{} {}", { $argument }, attempt.number()))
            }
        };
    }
    with!(order, attempt);
    assert_eq!(fails("a".to_owned()), Err("a 2".to_owned()));
}
