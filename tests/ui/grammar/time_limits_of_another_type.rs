use retry_runtime::retry;

#[retry(immediate, deadline = (seconds), on = any)]
pub async fn f1(seconds: u64) -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = (seconds), on = any)]
pub async fn f2(seconds: u64) -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error[E0277] at 3:32-3:39: a deadline is a `Duration` or an `Instant`, not `u64`
//~   label: this does not say when the call has to end
//~   note: an `Instant` may be the one of `std::time` or of `tokio::time`
//~ error[E0308] at 8:39-8:46
