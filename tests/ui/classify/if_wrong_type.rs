use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if |status| status.len() > 5)]
    Status(u16),
}

fn main() {}
