use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if |status| *status > 500)]
    Status(u16, u8),
}

fn main() {}

//~ error at 5:29-5:51: the closure takes 1 field, and `Status` has 2 fields
