use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    #[classify(forward)]
    Parse(std::num::ParseIntError),
}

fn main() {}

//~ error[E0277] at 6:11-6:14: `#[retry]` does not know which failures of type `ParseIntError` to retry
//~   label: this failure type does not say whether another attempt may help
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate in the attribute: `on = is_transient`, or a pattern: `on(Error::Timeout)`
//~   note: or say out loud that every failure is retried: `on = any`
