use retry_runtime::retry;

#[retry(immediate, attempt_timeout = 5s, deadline = 5s, on = any)]
pub async fn f1() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = 5s, max_elapsed = 5s, on = any)]
pub async fn f2() -> Option<u32> {
    Some(1)
}

#[retry(internal, attempt_timeout = 2s, on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

#[retry(immediate, max_elapsed = 31s, deadline = 30s, on = any)]
pub async fn f4() -> Option<u32> {
    Some(1)
}

#[retry(fixed = 2s, deadline = 2s, on = any)]
pub async fn f5() -> Option<u32> {
    Some(1)
}

#[retry(deadline = 500ms, on = any)]
pub async fn f6() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 3:38-3:40: `attempt_timeout` is not shorter than `deadline`, 5 s, which cuts the attempt first: lower it
//~ error at 8:38-8:40: `attempt_timeout` is not shorter than `max_elapsed`, 5 s, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error at 13:37-13:39: `attempt_timeout` is not shorter than `max_elapsed`, 1 s, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error at 18:34-18:37: `max_elapsed` is longer than `deadline`, 30 s, which ends the call first: remove it, or lower it
//~ error at 23:32-23:34: `deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay
//~ error at 28:20-28:25: `deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay
