use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(after = 1)]
    Busy(std::time::Duration),
}

fn main() {}

//~ error at 5:24-5:25: `Busy` has no field `1`
