//! `attempt = IDENT` binds the context, in every shape.

use std::pin::Pin;

use async_trait::async_trait;
use retry_runtime::retry;

use crate::Busy;

#[retry(fixed = 1s, max_attempts = 3, on = any, attempt = attempt, sleep = |_| ())]
fn blocking() -> Result<(u32, bool, bool), Busy> {
    if attempt.is_last() {
        Ok((attempt.number(), attempt.is_first(), attempt.previous_delay().is_some()))
    } else {
        Err(Busy)
    }
}

#[retry(fixed = 1s, max_attempts = 3, on = any, attempt = context)]
async fn awaiting() -> Result<(u32, u64), Busy> {
    tokio::task::yield_now().await;
    if context.is_last() { Ok((context.number(), context.elapsed().as_secs())) } else { Err(Busy) }
}

#[retry(immediate, max_attempts = 3, attempt = attempt)]
fn boxed(add: u32) -> Pin<Box<dyn Future<Output = Option<u32>> + Send>> {
    Box::pin(async move { attempt.is_last().then_some(attempt.number() + add) })
}

#[retry(immediate, max_attempts = 3, attempt = attempt)]
fn returned() -> impl Future<Output = Option<u32>> + Send {
    async move { attempt.is_last().then_some(attempt.number()) }
}

#[async_trait]
trait Store {
    async fn get(&self, key: String) -> Option<u32>;
}

struct Memory(u32);

#[async_trait]
impl Store for Memory {
    #[retry(immediate, max_attempts = self.0, attempt = attempt, clone(key))]
    #[cfg(any())]
    async fn get(&self, key: String) -> Option<u32> {}

    #[retry(immediate, max_attempts = 3, attempt = attempt, clone(key))]
    async fn get(&self, key: String) -> Option<u32> {
        drop(key);
        attempt.is_last().then_some(attempt.number() + self.0)
    }
}

impl Memory {
    #[retry(immediate, max_attempts = 3, attempt = attempt)]
    fn method(&mut self) -> Option<u32> {
        self.0 += 1;
        attempt.is_last().then_some(attempt.number() + self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn the_context_of_an_attempt() {
    assert_eq!(blocking(), Ok((3, false, true)));
    assert_eq!(awaiting().await, Ok((3, 2)));
    assert_eq!(boxed(1).await, Some(4));
    assert_eq!(returned().await, Some(3));
    assert_eq!(Memory(0).get("key".to_owned()).await, Some(3));
    assert_eq!(Memory(0).method(), Some(6));
}
