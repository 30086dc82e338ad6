//! What jitter is for: clients that fight for one row, as in the AWS Architecture Blog's *Exponential Backoff And Jitter*.
//!
//! `cargo run --release --example jitter_contention`

use retry_examples::jitter_contention::{STRATEGIES, contention};

fn main() {
    println!("{:>8} {:<12} {:>10} {:>12}", "clients", "strategy", "writes", "time in ms");
    for clients in [10, 50, 100, 190] {
        for (name, policy) in &STRATEGIES {
            let measured = contention(policy, clients, 100, 20_150_225);
            println!("{clients:>8} {name:<12} {:>10.1} {:>12.1}", measured.calls, measured.millis);
        }
    }
}
