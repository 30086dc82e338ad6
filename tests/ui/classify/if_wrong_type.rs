use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if |status| status.len() > 5)]
    Status(u16),
}

fn main() {}

//~ error[E0599] at 5:45-5:48
