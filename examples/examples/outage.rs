//! The outage drill: what retries do to a service in trouble, with and without a budget.
//!
//! `cargo run --example outage [PICTURE.svg]`

use std::path::PathBuf;

use retry_examples::outage::{all, picture, table};

const SEED: u64 = 2026;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (scenario, measured) in all(SEED) {
        println!("{}", table(scenario, &measured));
    }
    let path = std::env::args_os().nth(1).map_or_else(|| "target/outage.svg".into(), PathBuf::from);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, picture(SEED)?)?;
    println!("The first scenario as a picture: {}", path.display());
    Ok(())
}
