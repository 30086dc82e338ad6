use retry_runtime::retry;

#[retry(fixed = 5fortnights, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:28: `fixed`: unknown unit `fortnights`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
