use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Io(std::io::Error, u8),
}

fn main() {}

//~ error at 5:16-5:23: `Io` has 2 fields: name one, `#[classify(forward = FIELD)]`
