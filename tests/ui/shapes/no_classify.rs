use retry_runtime::retry;

pub enum Error {
    Timeout,
}

#[retry(immediate)]
pub async fn fetch() -> Result<u32, Error> {
    Err(Error::Timeout)
}

fn main() {}

//~ error[E0277] at 8:25-8:43: `#[retry]` does not know which failures of type `Error` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate in the attribute: `on = is_transient`, or a pattern: `on(Error::Timeout)`
//~   note: or say out loud that every failure is retried: `on = any`
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
