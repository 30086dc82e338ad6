use retry_runtime::retry;

#[retry(immediate, on = any)]
pub async fn unit() -> () {}

fn main() {}

//~ error at 4:24-4:26: this function cannot fail: return a `Result` or an `Option`, or say what to retry with `on_result = …`
