use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn never() -> ! {
    loop {}
}

fn main() {}

//~ error at 4:19-4:20: this function cannot fail: return a `Result` or an `Option`, or say what to retry with `on_result = …`
