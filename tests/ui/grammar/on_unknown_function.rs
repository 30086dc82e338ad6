use retry_runtime::retry;

#[expect(dead_code)]
fn is_transient(_: &String) -> bool {
    true
}

#[retry(immediate, on = is_transiant)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0425] at 8:25-8:37
