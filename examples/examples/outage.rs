//! The outage drill: what retries do to a service in trouble, with and without a budget.
//!
//! `cargo run --example outage -- [--all] [PICTURE.svg]`

use std::path::PathBuf;

use retry_examples::outage::{
    EXPLAINED, SCENARIOS, STRATEGIES, Scenario, Strategy, all_worst, for_readme, picture, table,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (all, paths): (Vec<_>, Vec<_>) = std::env::args_os().skip(1).partition(|word| word == "--all");
    let (scenarios, strategies) =
        if all.is_empty() { (Scenario::FEW, Strategy::FEW) } else { (&SCENARIOS[..], &STRATEGIES[..]) };

    println!("Each figure is the worst of five runs. What the words mean is said below the tables.\n");
    for (scenario, worst) in scenarios.iter().zip(all_worst(scenarios, strategies)) {
        println!("{}", table(scenario, strategies, &worst));
    }
    println!("{EXPLAINED}");
    println!("The README's table (success in all, recovered after):\n\n{}\n", for_readme());

    let path = paths.first().map_or_else(|| "target/outage.svg".into(), PathBuf::from);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, picture()?)?;
    println!("The first table as a picture: {}", path.display());
    Ok(())
}
