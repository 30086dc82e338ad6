use retry_runtime::retry;

fn is_transient(_: &u32) -> bool {
    true
}

#[retry(immediate, on = is_transient)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0631] at 7:25-7:37
