use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after = wait)]
    Busy { wait: u64 },
}

fn main() {}

//~ error[E0277] at 5:24-5:28
