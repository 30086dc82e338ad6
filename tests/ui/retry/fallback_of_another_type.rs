use retry_runtime::{End, retry};

fn cached(_: String, _: &End) -> u32 {
    1
}

#[retry(immediate, on = any, fallback = cached)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn of_another_error(_: u8, _: &End) -> Result<u32, String> {
    Ok(1)
}

#[retry(immediate, on = any, fallback = of_another_error)]
pub fn get() -> Result<u32, String> {
    Ok(1)
}

#[retry(immediate, on = any, fallback = |_, _| 7)]
pub fn closure() -> Result<u32, String> {
    Ok(1)
}

#[retry(immediate, on = any, fallback = |_| Ok(7))]
pub fn without_the_end() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 7:41-7:47: a fallback returns what the function returns, `Result<u32, String>`, and this one returns `u32`
//~   label: not the return type of the annotated function
//~   note: where it is an `async fn`, await it: `fallback = async |error, end| name(error, end).await`
//~ error[E0308] at 16:41-16:57
//~ error[E0308] at 21:48-21:49
//~ error[E0593] at 26:41-26:50
