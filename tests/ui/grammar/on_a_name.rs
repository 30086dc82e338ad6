use retry_runtime::retry;

#[expect(dead_code)]
fn is_transient(_: &String) -> bool {
    true
}

#[retry(immediate, on(is_transient))]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 8:23-8:35: this pattern matches every error, since `is_transient` is a new variable in it: write `on = is_transient` to call it, or `on = any`
