use retry_runtime::retry;

#[retry(immediate, deadline = (30 * 2s), on = any)]
pub async fn f1() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = 30 * 2s, on = any)]
pub async fn f2() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = (30 * 20ms), on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = 1s..5s, on = any)]
pub async fn f4() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = 2 * (1.5s), on = any)]
pub async fn f5() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = (tokio::time::Instant::now() + 2m), on = any)]
pub async fn f6() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 3:37-3:39: in an expression, numbers have no units: write `Duration::from_secs(2)`
//~ error at 8:36-8:38: in an expression, numbers have no units: write `Duration::from_secs(2)`
//~ error at 13:44-13:48: in an expression, numbers have no units: write `Duration::from_millis(20)`
//~ error at 18:31-18:33: in an expression, numbers have no units: write `Duration::from_secs(1)`
//~ error at 18:35-18:37: in an expression, numbers have no units: write `Duration::from_secs(5)`
//~ error at 23:43-23:47: in an expression, numbers have no units: write `Duration::from_millis(1500)`
//~ error at 28:62-28:64: in an expression, numbers have no units: write `Duration::from_secs(120)`
