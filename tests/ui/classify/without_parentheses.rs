use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify]
    Timeout,
}

fn main() {}

//~ error at 5:7-5:15: expected attribute arguments in parentheses: #[classify(...)]
