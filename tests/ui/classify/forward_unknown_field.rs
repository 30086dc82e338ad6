use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward = source)]
    Io(Box<Error>),
}

fn main() {}
