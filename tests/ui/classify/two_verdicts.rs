use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient, permanent)]
    Timeout,
}

fn main() {}

//~ error at 5:27-5:36: two verdicts: keep one of them
