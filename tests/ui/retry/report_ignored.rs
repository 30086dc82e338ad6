#![deny(unused_must_use)]

use retry_runtime::{Policy, Retry};

pub fn fetch() {
    Retry::new(Policy::INTERNAL).call_report(|| Some(1));
}

fn main() {}

//~ error[unused_must_use] at 6:5-6:57
