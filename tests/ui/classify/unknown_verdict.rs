use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transiant)]
    Timeout,
}

fn main() {}
