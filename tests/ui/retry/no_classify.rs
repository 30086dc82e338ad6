use retry_runtime::{Policy, Retry};

pub struct Error;

pub fn fetch() -> Result<u8, Error> {
    Retry::new(Policy::INTERNAL).call(|| Err(Error))
}

fn main() {}

//~ error[E0277] at 6:34-6:38: `Retry` does not know which failures of type `Error` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate: `.on(is_transient)`, or `.on(|_: &Error| true)` for every failure
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
