use retry_runtime::retry;

#[retry(fixed = "soon", on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:23: `fixed`: cannot read "soon" as a duration (expected number at 0): write `100ms` or "1m 30s"
