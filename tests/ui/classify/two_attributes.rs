use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient)]
    #[classify(permanent)]
    Timeout,
}

fn main() {}

//~ error at 6:16-6:25: two verdicts: keep one of them
