use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    Timeout,
    BadRequest(u8),
}

fn main() {}

//~ error at 5:5-5:12: `Timeout` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it, or a default above the enum
//~ error at 6:5-6:15: `BadRequest` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it, or a default above the enum
