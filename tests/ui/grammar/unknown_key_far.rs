use retry_runtime::retry;

#[retry(immediate, frobnicate = 4, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:30: unknown key `frobnicate`: the keys are `internal`, `external`, `policy`, `with`, `exponential`, `fixed`, `linear`, `fibonacci`, `delays`, `random`, `immediate`, `backoff`, `jitter`, `max_attempts`, `max_retries`, `max_delay`, `max_elapsed`, `max_retry_after`, `deadline`, `attempt_timeout`, `cancel`, `on`, `on_result`, `budget`, `fallback`, `before_retry`, `on_give_up`, `on_recovered`, `observe`, `attempt`, `clone`, `name`, `sleep`, `crate`
