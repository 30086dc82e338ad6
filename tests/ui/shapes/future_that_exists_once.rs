use retry_runtime::retry;

use std::pin::Pin;

async fn work() -> Option<u32> {
    None
}

#[retry(immediate)]
pub fn boxed() -> Pin<Box<dyn Future<Output = Option<u32>>>> {
    Box::pin(work())
}

fn main() {}
