use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient)]
    Timeout,
    BadRequest,
}

fn main() {}
