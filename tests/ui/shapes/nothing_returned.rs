use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn nothing() {}

fn main() {}

//~ error at 4:8-4:15: this function cannot fail: return a `Result` or an `Option`, or say what to retry with `on_result = …`
