use retry_runtime::retry;

#[retry(immediate)]
pub struct Client;

fn main() {}
