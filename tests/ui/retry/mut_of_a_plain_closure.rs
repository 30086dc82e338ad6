use retry_runtime::{Policy, Retry};

pub async fn count() -> Option<u8> {
    let mut calls = 0;
    let retry = Retry::new(Policy::INTERNAL);
    retry.call_async_mut(|| { calls += 1; Some(calls) }).await
}

fn main() {}
