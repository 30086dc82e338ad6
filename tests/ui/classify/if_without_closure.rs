use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if status)]
    Status(u16),
}

fn main() {}

//~ error at 5:16-5:25: a condition is a closure of the fields: `#[classify(transient if |code| *code >= 500)]`
