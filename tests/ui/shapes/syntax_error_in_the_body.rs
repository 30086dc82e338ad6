use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn kept(text: &str) -> Result<u32, String> {
    let length = text.;
    Ok(3)
}

pub fn caller() -> Result<u32, String> {
    kept("")
}

fn main() {}

//~ warning[unused_variables] at 5:9-5:15
//~ error at 5:23-5:24: unexpected token: `;`
