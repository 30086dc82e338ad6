use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(maybe)]
    Timeout,
}

fn main() {}
