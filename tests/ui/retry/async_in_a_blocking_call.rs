use retry_runtime::{Policy, Retry};

pub fn fetch() {
    let _ = Retry::new(Policy::INTERNAL).call(async || Some(1));
}

fn main() {}
