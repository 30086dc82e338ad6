use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Timeout,
}

fn main() {}

//~ error at 5:16-5:23: `Timeout` has 0 fields: name one, `#[classify(forward = FIELD)]`
