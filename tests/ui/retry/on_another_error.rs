use retry_runtime::{Policy, Retry};

pub fn fetch() -> Result<u8, u16> {
    Retry::new(Policy::INTERNAL).on(|error: &String| error.is_empty()).call(|| Err(1))
}

fn main() {}

//~ error[E0271] at 4:72-4:76
