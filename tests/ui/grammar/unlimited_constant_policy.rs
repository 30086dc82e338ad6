use retry_runtime::{Policy, retry};

const PATIENT: Policy = Policy::immediate();
const TIMED: Policy = PATIENT.max_elapsed(std::time::Duration::from_secs(1));

#[retry(policy = TIMED, max_attempts = unlimited, on = any)]
fn ends() -> Option<()> {
    None
}

#[retry(policy = PATIENT, max_attempts = unlimited, on = any)]
fn endless() -> Option<()> {
    None
}

fn main() {
    ends();
    endless();
}

//~ error[E0080] at 11:42-11:51: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
