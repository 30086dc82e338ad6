use retry_runtime::{Event, retry};

async fn log(_: &Event<'_, String>) {}

async fn is_transient(_: &String) -> bool {
    true
}

#[retry(immediate, on = any, before_retry = log)]
pub async fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = any, on_give_up = log)]
pub async fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = any, on_recovered = log)]
pub async fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = is_transient)]
pub async fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on_result = async_is_empty)]
pub async fn f5() -> String {
    String::new()
}

async fn async_is_empty(text: &String) -> bool {
    text.is_empty()
}

fn main() {}

//~ error[E0277] at 9:45-9:48: a hook is a plain `fn(&Event<'_, E>)` that returns nothing, not `impl Future<Output = ()>`
//~   label: this hook returns something, or is an `async fn`
//~   note: it is called between two attempts, where nothing can be awaited
//~ error[E0277] at 14:43-14:46: a hook is a plain `fn(&Event<'_, E>)` that returns nothing, not `impl Future<Output = ()>`
//~   label: this hook returns something, or is an `async fn`
//~   note: it is called between two attempts, where nothing can be awaited
//~ error[E0277] at 19:45-19:48: a hook is a plain `fn(&Event<'_, E>)` that returns nothing, not `impl Future<Output = ()>`
//~   label: this hook returns something, or is an `async fn`
//~   note: it is called between two attempts, where nothing can be awaited
//~ error[E0277] at 24:25-24:37: a predicate answers `bool` or `Verdict`, not `impl Future<Output = bool>`
//~   label: this does not say whether to retry
//~   note: it is asked between two attempts, where nothing can be awaited: it is a plain `fn`, not an `async fn`
//~ error[E0277] at 29:32-29:46: a predicate answers `bool` or `Verdict`, not `impl Future<Output = bool>`
//~   label: this does not say whether to retry
//~   note: it is asked between two attempts, where nothing can be awaited: it is a plain `fn`, not an `async fn`
