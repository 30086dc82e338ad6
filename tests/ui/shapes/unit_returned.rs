use retry_runtime::retry;

#[retry(immediate, on = any)]
pub async fn unit() -> () {}

fn main() {}
