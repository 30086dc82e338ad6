use core::time::Duration;
use retry_runtime::{Policy, retry};

const CUT: Policy = Policy::fixed(Duration::from_secs(1)).attempt_timeout(Duration::from_secs(2));

#[retry(policy = CUT)]
pub async fn unheard() -> std::io::Result<u32> {
    Ok(1)
}

#[retry(policy = CUT, max_attempts = 2)]
pub fn blocking() -> std::io::Result<u32> {
    Ok(1)
}

#[retry(fixed = 1s, attempt_timeout)]
pub async fn no_policy() -> std::io::Result<u32> {
    Ok(1)
}

#[retry(external, attempt_timeout)]
pub async fn of_a_tier() -> std::io::Result<u32> {
    Ok(1)
}

#[retry(policy = CUT, deadline)]
pub async fn deadline() -> std::io::Result<u32> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 6:18-6:21: this policy has an `attempt_timeout`: write `attempt_timeout` beside it, so that attempts are cut short
//~ error[E0080] at 11:18-11:21: this policy has an `attempt_timeout`, and a blocking attempt cannot be cut short: use a policy without one
//~ error at 16:21-16:36: `attempt_timeout` alone is what `policy = …` or `with = …` says: write `attempt_timeout = 2s`
//~ error at 21:19-21:34: `attempt_timeout` alone is what `policy = …` or `with = …` says: write `attempt_timeout = 2s`
//~ error at 26:23-26:31: `deadline` needs a value: write `deadline = 30s`
