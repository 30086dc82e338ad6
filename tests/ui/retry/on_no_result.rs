use retry_runtime::{Policy, Retry};

pub fn fetch() -> u8 {
    Retry::new(Policy::INTERNAL).on(|_: &String| true).call(|| 1)
}

fn main() {}

//~ error[E0277] at 4:56-4:60: an operation under `Retry` must return a `Result` or an `Option`, not `{integer}`
//~   label: cannot tell a failed attempt from this type
//~   note: implement `retry_runtime::Outcome` for a type of your own
//~   note: an `async` operation goes to `call_async`
