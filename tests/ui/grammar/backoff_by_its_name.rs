use retry_runtime::retry;

#[retry(on = any, backoff = exponential)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = exponential(initial = 1s))]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = fixed(1s))]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = 2)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = 1s)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:29-3:40: `backoff` takes a value of type `Backoff`: write `exponential` without it
//~ error at 8:29-8:54: `backoff` takes a value of type `Backoff`: write `exponential(…)` without it
//~ error at 13:29-13:38: `backoff` takes a value of type `Backoff`: write `fixed(…)` without it
//~ error at 18:29-18:30: `backoff` takes a value of type `Backoff`: write `exponential(factor = 2)` without it
//~ error at 23:29-23:31: `backoff` takes a value of type `Backoff`: write `fixed = 1s` without it
