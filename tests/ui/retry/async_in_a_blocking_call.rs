use retry_runtime::{Policy, Retry};

pub async fn fetch() -> Option<u8> {
    Some(1)
}

pub fn call() {
    let _ = Retry::new(Policy::INTERNAL).call(fetch);
}

fn main() {}

//~ error[E0277] at 8:13-8:41: an operation under `Retry` must return a `Result` or an `Option`, not `impl Future<Output = Option<u8>>`
//~   label: cannot tell a failed attempt from this type
//~   note: implement `retry_runtime::Outcome` for a type of your own
//~   note: an `async` operation goes to `call_async`
