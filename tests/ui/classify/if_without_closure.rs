use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if status)]
    Status(u16),
}

fn main() {}

//~ error at 5:29-5:35: expected `|`
