use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Parse(std::num::ParseIntError),
}

fn main() {}

//~ error[E0277] at 6:11-6:14: `ParseIntError` does not say which of its failures are transient
//~   label: is not `Classify`
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
