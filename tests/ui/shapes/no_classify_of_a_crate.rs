use retry_runtime::retry;

#[retry(immediate)]
pub fn parsed(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

#[retry(immediate, max_elapsed = 1s, before_retry = |_| {})]
pub async fn observed(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

fn main() {}

//~ error[E0277] at 4:30-4:66: `#[retry]` does not know which failures of type `ParseIntError` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate in the attribute: `on = is_transient`, or a pattern: `on(Error::Timeout)`
//~   note: or say out loud that every failure is retried: `on = any`
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
//~ error[E0277] at 9:38-9:74: `#[retry]` does not know which failures of type `ParseIntError` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate in the attribute: `on = is_transient`, or a pattern: `on(Error::Timeout)`
//~   note: or say out loud that every failure is retried: `on = any`
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
