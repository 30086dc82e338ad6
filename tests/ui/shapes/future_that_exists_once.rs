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

//~ error at 10:19-10:61: the future that this function returns exists only once, so it cannot be made again for a retry: end the body with `async move { … }` or `Box::pin(async move { … })`
