use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify]
    Timeout,
}

fn main() {}

//~ error at 5:5-5:16: say what it is: `#[classify(transient)]`
