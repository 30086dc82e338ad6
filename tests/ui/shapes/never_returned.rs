use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn never() -> ! {
    loop {}
}

fn main() {}
