use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient always)]
    Timeout,
}

fn main() {}

//~ error at 5:26-5:32: a verdict is one word: write `#[classify(transient)]`
