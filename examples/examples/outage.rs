//! The outage drill: what retries do to a service in trouble, with and without a budget.
//!
//! `cargo run --example outage [PICTURE.svg]`

use std::path::PathBuf;

use retry_examples::outage::{all, draw, table};

const SEED: u64 = 2026;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (scenario, measured) in all(SEED) {
        println!("{}", table(scenario, &measured));
    }
    let picture = std::env::args_os().nth(1).map_or_else(|| "target/outage.svg".into(), PathBuf::from);
    draw(&picture)?;
    println!("The picture: {}", picture.display());
    Ok(())
}
