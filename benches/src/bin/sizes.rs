//! Prints the sizes of futures, in bytes.

use retry_benches::operation::Service;
use retry_benches::{annotated, hand_written};

fn main() {
    let service = Service::default();
    println!("hand-written {}", size_of_val(&hand_written::awaiting(&service, 1)));
    println!("retry {}", size_of_val(&annotated::awaiting(&service, 1)));
}
