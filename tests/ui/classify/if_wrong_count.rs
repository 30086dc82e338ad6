use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if |status| *status > 500)]
    Status(u16, u8),
}

fn main() {}
