use retry_runtime::Classify;

#[derive(Classify)]
pub struct Lost;

fn main() {}

//~ error at 4:12-4:16: `Lost` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it
