use retry_runtime::retry;

#[retry(immediate on = any)]
pub fn kept() -> Result<u32, String> {
    Ok(3)
}

pub fn caller() -> Result<u32, String> {
    kept()
}

fn main() {}

//~ error at 3:19-3:21: a comma is missing before `on`
