use retry_runtime::retry;

#[retry(immediate, on = async |_| true)]
pub async fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = |_| async { true })]
pub async fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = any, before_retry = async |_| {})]
pub async fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = any, on_give_up = |_| async move {})]
pub async fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, on = any, on_recovered = |_| { async {} })]
pub async fn f5() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:25-3:39: `on`: a predicate is asked between attempts and cannot wait: write a plain `fn(&E) -> bool` or closure
//~ error at 8:25-8:43: `on`: a predicate is asked between attempts and cannot wait: write a plain `fn(&E) -> bool` or closure
//~ error at 13:45-13:57: `before_retry`: a hook is called between attempts and cannot wait: write a plain function or closure
//~ error at 18:43-18:60: `on_give_up`: a hook is called between attempts and cannot wait: write a plain function or closure
//~ error at 23:45-23:61: `on_recovered`: a hook is called between attempts and cannot wait: write a plain function or closure
