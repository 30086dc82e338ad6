use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient)]
    Timeout,
    BadRequest,
}

fn main() {}

//~ error at 7:5-7:15: `BadRequest` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it, or a default above the enum
