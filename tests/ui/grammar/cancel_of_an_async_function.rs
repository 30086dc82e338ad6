use retry_runtime::retry;

async fn stops() {}

fn is_stopped() -> bool {
    true
}

#[retry(immediate, cancel = || true, on = any)]
pub async fn closure() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = async || stops().await, on = any)]
pub async fn async_closure() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = true, on = any)]
pub async fn literal() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = is_stopped, on = any)]
pub async fn path() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = stops, on = any)]
pub async fn async_path() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = is_stopped(), on = any)]
pub async fn answer() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 9:29-9:36: in an async function `cancel` takes a future, which ends the wait at once, and no function: write `token.cancelled()`, or an `async` block
//~ error at 14:29-14:51: in an async function `cancel` takes a future, which ends the wait at once, and no function: write `token.cancelled()`, or an `async` block
//~ error at 19:29-19:33: in an async function `cancel` takes a future, which ends the wait at once, and no function: write `token.cancelled()`, or an `async` block
//~ error[E0277] at 24:29-24:39: in an async function `cancel` takes a future that is ready when the call shall end, not `fn() -> bool {is_stopped}`
//~   label: nothing here can be awaited
//~   note: such as `token.cancelled()`; call the function that makes it, and put a channel's receiver there as it is
//~ error[E0277] at 29:29-29:34: in an async function `cancel` takes a future that is ready when the call shall end, not `fn() -> impl Future<Output = ()> {stops}`
//~   label: nothing here can be awaited
//~   note: such as `token.cancelled()`; call the function that makes it, and put a channel's receiver there as it is
//~ error[E0277] at 34:29-34:41: in an async function `cancel` takes a future that is ready when the call shall end, not `bool`
//~   label: nothing here can be awaited
//~   note: such as `token.cancelled()`; call the function that makes it, and put a channel's receiver there as it is
