use core::time::Duration;

use retry_runtime::retry;

pub struct Client {
    limit: Duration,
}

impl Client {
    #[retry(immediate, attempt_timeout = self.limit, on = any)]
    pub async fn f1(&self) -> Option<u32> {
        Some(1)
    }
}

#[retry(immediate, deadline = limit * 2, on = any)]
pub async fn f2(limit: Duration) -> Option<u32> {
    Some(limit.subsec_nanos())
}

#[retry(immediate, deadline = std::time::Instant::now() + Duration::from_secs(2), on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 10:42-10:52: what is computed at each call stands in parentheses: write `attempt_timeout = (self.limit)`
//~ error at 16:31-16:40: what is computed at each call stands in parentheses: write `deadline = (limit * 2)`
//~ error at 21:31-21:81: what is computed at each call stands in parentheses: write `deadline = (std::time::Instant::now() + Duration::from_secs(2))`
