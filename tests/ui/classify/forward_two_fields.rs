use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Io(std::io::Error, u8),
}

fn main() {}
