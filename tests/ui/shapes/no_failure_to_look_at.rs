use retry_runtime::retry;

#[retry(immediate, on = any)]
pub async fn text() -> String {
    String::new()
}

fn main() {}

//~ error[E0277] at 4:24-4:30: a function under `#[retry]` must return a `Result` or an `Option`, not `String`
//~   label: cannot tell a failed attempt from this return type
//~   note: write `on_result = PREDICATE` to look at the whole value, or implement `retry_runtime::Outcome` for a type of your own
