//! `max_attempts = forever`: nothing but a success or a permanent failure ends a call.

use std::cell::Cell;
use std::time::Duration;

use retry_runtime::{Policy, retry};

/// Far more than any default.
const MANY: u32 = 5_000;

fn attempt(calls: &Cell<u32>) -> Result<u32, u32> {
    calls.set(calls.get() + 1);
    if calls.get() == MANY { Ok(MANY) } else { Err(calls.get()) }
}

#[retry(immediate, max_attempts = forever, on = any)]
fn alone(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

#[retry(fixed = 1h, max_attempts = forever, on = any)]
async fn waiting(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

#[retry(immediate, max_attempts = forever, on = |failure| *failure < 7)]
fn until_permanent(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

#[retry(fixed = 1s, max_attempts = forever, max_elapsed = 10s, on = any)]
async fn until_late(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

#[retry(internal, immediate, jitter = none, max_attempts = forever, max_elapsed = 1h, on = any)]
fn on_a_tier(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

/// Known at run time only, and it has no other end: nothing is put in its place.
#[retry(policy = policy, max_attempts = forever, on = any)]
fn on_a_policy(policy: &Policy, calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

const THREE: Policy = Policy::immediate().max_attempts(3);

#[retry(policy = THREE, max_attempts = forever, on = any)]
fn on_a_constant(calls: &Cell<u32>) -> Result<u32, u32> {
    attempt(calls)
}

#[tokio::test(start_paused = true)]
async fn it_goes_on() {
    let calls = Cell::new(0);
    assert_eq!(alone(&calls), Ok(MANY));
    assert_eq!(on_a_constant(&Cell::new(0)), Ok(MANY));
    assert_eq!(on_a_policy(&THREE, &Cell::new(0)), Ok(MANY));
    assert_eq!(on_a_tier(&Cell::new(0)), Ok(MANY));
    let begin = retry_runtime::now();
    assert_eq!(waiting(&Cell::new(0)).await, Ok(MANY));
    let hours = (retry_runtime::now() - begin).as_secs_f64() / 3600.0;
    assert!((hours - f64::from(MANY - 1)).abs() < 0.01, "{hours}");
}

#[tokio::test(start_paused = true)]
async fn what_ends_a_call_ends_it() {
    assert_eq!(until_permanent(&Cell::new(0)), Err(7));
    assert_eq!(until_late(&Cell::new(0)).await, Err(11), "one at the start and one a second");
}

#[test]
fn as_a_policy() {
    assert_eq!(Policy::fixed(Duration::from_secs(1)).unlimited().check(), Ok(()));
    assert_eq!(THREE.unlimited().get_max_attempts(), None);
}
