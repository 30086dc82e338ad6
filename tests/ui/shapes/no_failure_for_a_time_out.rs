use retry_runtime::retry;

pub struct Busy;

#[retry(immediate, attempt_timeout = 2s, on = any)]
pub async fn f1() -> Result<u32, Busy> {
    Ok(1)
}

#[retry(immediate, deadline = 2s, on = any)]
pub fn f2() -> impl Future<Output = Result<u32, Busy>> {
    async { Ok(1) }
}

#[retry(immediate, attempt_timeout = 2s, on_result = |number| *number == 1)]
pub async fn f3() -> u32 {
    1
}

fn main() {}

//~ error[E0277] at 6:22-6:39: an attempt that is cut short fails with `TimedOut`, of which no `Busy` can be made
//~   label: write `impl From<retry_runtime::TimedOut> for Busy`
//~   note: `attempt_timeout` and `deadline` need it; with `thiserror`, a variant does it: `Slow(#[from] retry_runtime::TimedOut)`
//~   note: an error of another crate goes into a type of your own, that can be made of both
//~ error[E0277] at 11:37-11:54: an attempt that is cut short fails with `TimedOut`, of which no `Busy` can be made
//~   label: write `impl From<retry_runtime::TimedOut> for Busy`
//~   note: `attempt_timeout` and `deadline` need it; with `thiserror`, a variant does it: `Slow(#[from] retry_runtime::TimedOut)`
//~   note: an error of another crate goes into a type of your own, that can be made of both
//~ error[E0277] at 16:22-16:25: an attempt that is cut short has a failure to return, and `u32` has none: return a `Result` or an `Option`
//~   label: `attempt_timeout` and `deadline` need a `Result` or an `Option` here
