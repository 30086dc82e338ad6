use retry_runtime::retry;

async fn stops() -> bool {
    true
}

fn is_stopped() -> bool {
    true
}

#[retry(immediate, cancel = async || true, on = any)]
pub fn async_closure() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = true, on = any)]
pub fn literal() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = stops, on = any)]
pub fn async_path() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = stops(), on = any)]
pub fn future() -> Option<u32> {
    Some(1)
}

#[retry(immediate, cancel = is_stopped(), on = any)]
pub fn answer() -> Option<u32> {
    Some(1)
}

fn one() -> u32 {
    1
}

#[retry(immediate, cancel = one, on = any)]
pub fn number() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 11:29-11:42: `cancel` is asked between two attempts of a blocking function, where nothing can be awaited: write a plain closure, or make the function `async`
//~ error at 16:29-16:33: `cancel` is asked again and again: write a function or a closure, `|| STOP.load(Ordering::Relaxed)`
//~ error[E0277] at 21:29-21:34: in a blocking function `cancel` takes a `fn() -> bool` that is asked before and after each wait
//~   label: this is no `fn() -> bool`
//~   note: a path or a closure, such as `|| STOP.load(Ordering::Relaxed)`; a future can only end the waits of an async function
//~ error[E0277] at 26:29-26:34: in a blocking function `cancel` takes a `fn() -> bool` that is asked before and after each wait
//~   label: this is no `fn() -> bool`
//~   note: a path or a closure, such as `|| STOP.load(Ordering::Relaxed)`; a future can only end the waits of an async function
//~ error[E0277] at 31:29-31:39: in a blocking function `cancel` takes a `fn() -> bool` that is asked before and after each wait
//~   label: this is no `fn() -> bool`
//~   note: a path or a closure, such as `|| STOP.load(Ordering::Relaxed)`; a future can only end the waits of an async function
//~ error[E0277] at 40:29-40:32: in a blocking function `cancel` takes a `fn() -> bool` that is asked before and after each wait
//~   label: this is no `fn() -> bool`
//~   note: a path or a closure, such as `|| STOP.load(Ordering::Relaxed)`; a future can only end the waits of an async function
