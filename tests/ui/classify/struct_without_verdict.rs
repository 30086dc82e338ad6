use retry_runtime::Classify;

#[derive(Classify)]
pub struct Lost;

fn main() {}
