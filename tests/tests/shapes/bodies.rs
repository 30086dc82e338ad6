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
