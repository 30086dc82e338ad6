//! What bodies may do: leave early, loop, nest.

use retry_runtime::retry;

use crate::{Busy, Tries, third_time};

#[retry(immediate, on = any)]
fn control_flow(tries: &Tries) -> Result<u32, String> {
    let number = 'outer: loop {
        for step in 0_u32.. {
            if step == 2 {
                break 'outer step;
            }
            if step == 1 {
                continue;
            }
        }
    };
    let parse = |text: &str| -> Result<u32, std::num::ParseIntError> {
        let parsed = text.parse::<u32>()?;
        Ok(parsed)
    };
    let parsed = parse("1").map_err(|error| error.to_string())?;
    if tries.attempt().is_err() {
        return Err("busy".to_owned());
    }
    Ok(number + parsed)
}

#[retry(fixed = 1s, on = any)]
async fn control_flow_async(tries: &Tries) -> Result<u32, String> {
    let number = 'outer: loop {
        for step in 0_u32.. {
            if step == 2 {
                break 'outer step;
            }
            if step == 1 {
                continue;
            }
        }
    };
    let inner = async {
        let parsed = "1".parse::<u32>()?;
        Ok::<_, std::num::ParseIntError>(parsed)
    };
    let parsed = inner.await.map_err(|error| error.to_string())?;
    if tries.attempt_later().await.is_err() {
        return Err("busy".to_owned());
    }
    Ok(number + parsed)
}

#[tokio::test(start_paused = true)]
async fn loops_closures_and_blocks() {
    third_time!(tries => control_flow(&tries), Ok(3));
    third_time!(tries => control_flow_async(&tries).await, Ok(3));
}

#[retry(immediate, on = any)]
fn question_mark_converts(tries: &Tries) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    let number = tries.attempt().map_err(|_| "busy")?;
    let zero: u32 = "0".parse()?;
    Ok(number + zero)
}

#[retry(fixed = 1s, on = any)]
async fn question_mark_converts_async(tries: &Tries) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    if tries.attempt_later().await.is_err() {
        return Err("busy".into());
    }
    let zero: u32 = "0".parse()?;
    Ok(3 + zero)
}

#[tokio::test(start_paused = true)]
async fn errors_are_converted() {
    third_time!(tries => question_mark_converts(&tries).unwrap(), 3);
    third_time!(tries => question_mark_converts_async(&tries).await.unwrap(), 3);
}

#[retry(immediate, on = any)]
fn with_items(tries: &Tries) -> Result<u32, Busy> {
    #![allow(clippy::items_after_statements)]
    const ADD: u32 = 1;
    struct Local(u32);
    impl Local {
        const fn get(&self) -> u32 {
            self.0
        }
    }
    tries.attempt().map(|number| Local(number + ADD).get())
}

#[test]
fn items_and_inner_attributes() {
    third_time!(tries => with_items(&tries), Ok(4));
}

#[retry(immediate, on = any)]
fn only_returns(tries: &Tries) -> Result<u32, Busy> {
    match tries.attempt() {
        Ok(number) => return Ok(number),
        Err(error) => return Err(error),
    }
}

#[test]
fn a_body_that_only_returns() {
    third_time!(tries => only_returns(&tries), Ok(3));
}

macro_rules! leave {
    () => {
        return Err(Busy)
    };
}

/// A function whose parts come from a macro: fragments stand in invisible groups.
macro_rules! annotated {
    ($name:ident, $path:path, $returned:ty, $value:expr, $body:block, $policy:expr, $most:literal, $sleep:path) => {
        #[retry(policy = $policy, max_attempts = $most, on = any, sleep = $sleep)]
        fn $name(tries: &Tries, mut count: $returned) -> Result<$returned, Busy> {
            count += 1;
            if tries.attempt().is_err() {
                $path!()
            }
            Ok($value + count)
        }

        mod $name {
            use super::*;

            #[retry(immediate, on = any, max_attempts = $most)]
            pub(super) fn block() -> Result<$returned, Busy> $body

            #[retry(fixed = 1s, on = any, max_attempts = $most)]
            pub(super) async fn later() -> Result<$returned, Busy> $body
        }
    };
}

const fn at_once(_: std::time::Duration) {}

thread_local! {
    static TRIES: Tries = Tries::default();
}

annotated!(
    from_fragments,
    leave,
    u32,
    1,
    {
        TRIES.with(Tries::attempt)?;
        Ok(3)
    },
    retry_runtime::Policy::immediate(),
    4,
    at_once
);

#[tokio::test(start_paused = true)]
async fn fragments_of_macros() {
    third_time!(tries => from_fragments(&tries, 0), Ok(2));
    assert_eq!(from_fragments::block(), Ok(3));
    assert_eq!(TRIES.with(Tries::count), 3);
    TRIES.with(|tries| tries.0.store(0, std::sync::atomic::Ordering::Relaxed));
    assert_eq!(from_fragments::later().await, Ok(3));
    assert_eq!(TRIES.with(Tries::count), 3);
}

fn diverges() -> ! {
    std::process::exit(0)
}

/// Compiles without a warning of unreachable code.
#[retry(immediate, on = any)]
fn never_returns() -> Result<u32, Busy> {
    diverges()
}

#[retry(fixed = 1s, on = any)]
async fn never_returns_later(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt_later().await.ok();
    diverges()
}

#[retry(immediate, on_result = |_| true)]
fn never_returns_a_value() -> u32 {
    let _ = diverges;
    std::process::exit(0)
}

#[test]
fn bodies_that_never_return() {
    let _: fn() -> Result<u32, Busy> = never_returns;
    let _: fn() -> u32 = never_returns_a_value;
    drop(never_returns_later(&Tries::default()));
}
