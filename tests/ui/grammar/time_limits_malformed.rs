use retry_runtime::retry;

#[retry(immediate, attempt_timeout = 2, on = any)]
pub async fn f1() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = 30sec, on = any)]
pub async fn f2() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline, on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout(2s), on = any)]
pub async fn f4() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = 0s, on = any)]
pub async fn f5() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = "0s", on = any)]
pub async fn f6() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = -1s, on = any)]
pub async fn f7() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel, on = any)]
pub async fn f8() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = "soon", on = any)]
pub async fn f9() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 3:38-3:39: `attempt_timeout`: this duration has no unit: write `2ms` or `2s`
//~ error at 8:31-8:36: `deadline`: unknown unit `sec`: write `30s`
//~ error at 13:20-13:28: `deadline` needs a value: write `deadline = 30s`
//~ error at 18:20-18:39: `attempt_timeout` is not written like this: write `attempt_timeout = 2s`
//~ error at 23:38-23:40: `attempt_timeout` is zero, and nothing is ready so soon: raise it
//~ error at 28:31-28:35: `deadline` is zero, and nothing is ready so soon: raise it
//~ error at 33:31-33:34: `deadline`: a duration cannot be negative: write `1s`
//~ error at 38:20-38:26: `cancel` needs a value: write `cancel = token.cancelled()`
//~ error at 43:38-43:44: `attempt_timeout`: cannot read "soon" as a duration (expected number at 0): write `100ms` or "1m 30s"
