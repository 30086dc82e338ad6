use retry_runtime::retry;

#[retry(delays(1s, 2x), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:22: `delays`: unknown unit `x`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
