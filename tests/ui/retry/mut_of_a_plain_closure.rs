use retry_runtime::{Policy, Retry};

pub async fn count() -> Option<u8> {
    let mut calls = 0;
    let retry = Retry::new(Policy::INTERNAL);
    retry.call_async_mut(|| { calls += 1; Some(calls) }).await
}

fn main() {}

//~ error[E0277] at 6:5-6:57
//~ error[E0277] at 6:26-6:56
//~ error[E0277] at 6:58-6:63
