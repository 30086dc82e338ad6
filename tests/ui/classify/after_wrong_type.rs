use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after = wait)]
    Busy { wait: u64 },
}

fn main() {}
