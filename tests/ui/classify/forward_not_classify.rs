use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Parse(std::num::ParseIntError),
}

fn main() {}
