use retry_runtime::retry;

#[retry(immediate, fallback = |_| Ok(1), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:28: unknown key `fallback`: the keys are `internal`, `external`, `policy`, `exponential`, `fixed`, `linear`, `fibonacci`, `delays`, `immediate`, `backoff`, `jitter`, `max_attempts`, `max_retries`, `max_delay`, `max_elapsed`, `max_retry_after`, `deadline`, `attempt_timeout`, `cancel`, `on`, `on_result`, `budget`, `before_retry`, `on_give_up`, `on_recovered`, `observe`, `attempt`, `clone`, `name`, `sleep`, `crate`
