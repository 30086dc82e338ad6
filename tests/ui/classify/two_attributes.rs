use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient)]
    #[classify(permanent)]
    Timeout,
}

fn main() {}
