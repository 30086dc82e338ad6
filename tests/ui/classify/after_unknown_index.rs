use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after = 1)]
    Busy(std::time::Duration),
}

fn main() {}
