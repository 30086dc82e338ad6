use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient, permanent)]
    Timeout,
}

fn main() {}
