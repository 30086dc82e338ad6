use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(transient if |status| *status)]
    Status(u16),
}

fn main() {}

//~ error[E0308] at 5:38-5:45
