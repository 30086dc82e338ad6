use retry_runtime::{Policy, retry};

struct Client;

impl Client {
    const P: Policy = Policy::immediate();
    const ENDS: Policy = Policy::INTERNAL;

    // Seen by `cargo build`, not yet by `cargo check`: the documentation's example shows it.
    #[retry(policy = Self::P, max_attempts = unlimited, on = any)]
    fn endless(&self) -> Result<u8, u8> {
        Ok(1)
    }

    #[retry(policy = Client::P, max_attempts = unlimited, on = any)]
    fn endless_too(&self) -> Result<u8, u8> {
        Ok(1)
    }

    #[retry(policy = Self::ENDS, max_attempts = unlimited, on = any)]
    fn ends(&self) -> Result<u8, u8> {
        Ok(1)
    }
}

fn main() {
    let _ = Client.endless();
    let _ = Client.endless_too();
}

//~ error[E0080] at 15:48-15:57: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
