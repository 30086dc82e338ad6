use retry_runtime::retry;

pub struct Sleep;

pub fn sleep(_: std::time::Duration) -> Sleep {
    Sleep
}

async fn pause(_: std::time::Duration) {}

#[retry(fixed = 1s, on = any, sleep = crate::sleep)]
fn by_path() -> Result<u8, u8> {
    Ok(1)
}

#[retry(fixed = 1s, on = any, sleep = pause)]
fn named() -> Result<u8, u8> {
    Ok(1)
}

#[retry(fixed = 1s, on = any, sleep = |delay| sleep(delay))]
fn closure() -> Result<u8, u8> {
    Ok(1)
}

struct Client;

impl Client {
    #[retry(fixed = 1s, on = any, sleep = |delay| pause(delay))]
    fn method(&self) -> Result<u8, u8> {
        Ok(1)
    }
}

#[retry(fixed = 1s, on = any, sleep = |_| ())]
fn waits() -> Result<u8, u8> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 11:39-11:51: a blocking function needs a sleeper that waits on the thread, and this one returns `Sleep`
//~   label: nothing here would wait
//~   note: name a function like `std::thread::sleep`, or make the annotated function `async`
//~ error[E0277] at 16:39-16:44: a blocking function needs a sleeper that waits on the thread, and this one returns `impl Future<Output = ()>`
//~   label: nothing here would wait
//~   note: name a function like `std::thread::sleep`, or make the annotated function `async`
//~ error[E0277] at 21:39-21:40: a blocking function needs a sleeper that waits on the thread, and this one returns `Sleep`
//~   label: nothing here would wait
//~   note: name a function like `std::thread::sleep`, or make the annotated function `async`
//~ error[E0277] at 29:43-29:44: a blocking function needs a sleeper that waits on the thread, and this one returns `impl Future<Output = ()>`
//~   label: nothing here would wait
//~   note: name a function like `std::thread::sleep`, or make the annotated function `async`
