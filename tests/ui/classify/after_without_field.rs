use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after)]
    Busy { wait: std::time::Duration },
}

fn main() {}
