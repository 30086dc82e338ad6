use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify()]
    Timeout,
}

fn main() {}
