use retry_runtime::retry;

#[retry(fixed = 5sec, max_attempts = 0, jiter)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:21: `fixed`: unknown unit `sec`: write `5s`
//~ error at 3:38-3:39: `max_attempts` counts the first call too, so it must be at least 1
//~ error at 3:41-3:46: unknown key `jiter`: did you mean `jitter`?
