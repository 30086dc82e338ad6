use retry_runtime::retry;

#[retry(immediate)]
pub struct Client;

fn main() {}

//~ error at 4:1-4:4: `#[retry]` goes on a function or a method
