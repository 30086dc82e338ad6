use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient)]
    #[classify(permanent)]
    Timeout,
}

fn main() {}

//~ error at 6:5-6:6: two verdicts: keep one of them
