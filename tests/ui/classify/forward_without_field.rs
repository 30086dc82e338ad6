use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Timeout,
}

fn main() {}
