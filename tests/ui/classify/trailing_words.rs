use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient always)]
    Timeout,
}

fn main() {}
