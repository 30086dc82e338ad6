use retry_runtime::{Event, Policy, Retry};

pub struct Error;

pub async fn fetch() -> Result<u8, Error> {
    let retry = Retry::new(Policy::INTERNAL).on_give_up(|_: &Event<'_, Error>| {});
    retry.call_async(async || Err(Error)).await
}

fn main() {}

//~ error[E0277] at 7:5-7:42: `Retry` does not know which failures of type `Error` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate: `.on(is_transient)`, or `.on(|_: &Error| true)` for every failure
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
//~ error[E0277] at 7:11-7:21: `Retry` does not know which failures of type `Error` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate: `.on(is_transient)`, or `.on(|_: &Error| true)` for every failure
//~   note: for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` with that name
