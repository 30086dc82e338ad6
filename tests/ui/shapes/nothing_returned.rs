use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn nothing() {}

fn main() {}
