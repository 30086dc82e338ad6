use retry_runtime::{Policy, Retry};

pub fn fetch() -> Option<u8> {
    Retry::new(Policy::INTERNAL).call_attempt(|| Some(1))
}

fn main() {}

//~ error[E0593] at 4:34-4:46
