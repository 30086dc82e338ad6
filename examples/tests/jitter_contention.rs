//! The published behaviour of jitters under contention, repeated with our own backoff and jitter.

use std::collections::HashMap;
use std::io::Write;
use std::time::Duration;

use rand::TryRng;
use retry_examples::jitter_contention::{Contention, STRATEGIES, contention};
use retry_runtime::{Attempts, Decision, Verdict};
use serde_json::Value;

fn published() -> Vec<Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/aws_jitter_simulation.json");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    document["cases"].as_array().unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn means_and_order_are_the_published_ones() {
    let mut run = 0;
    let mut hundred = HashMap::new();
    for case in published() {
        let Some(clients) = case["inputs"]["clients"].as_u64() else { continue };
        let Some(strategy) = case["inputs"]["strategy"].as_str() else { continue };
        let (_, policy) = STRATEGIES.iter().find(|(name, _)| *name == strategy).unwrap();
        let measured = contention(policy, usize::try_from(clients).unwrap(), 100, 7);
        let expected = |key: &str| case["expected"][key].as_f64().unwrap();
        for (what, measured) in [("calls", measured.calls), ("time_ms", measured.millis)] {
            let (mean, deviation) = (expected(&format!("mean_{what}")), expected(&format!("sd_{what}")));
            assert!((measured - mean).abs() <= 3.0 * deviation, "{case}: {what} {measured}");
        }
        if clients == 100 {
            hundred.insert(strategy.to_owned(), measured);
        }
        run += 1;
    }
    assert_eq!(run, 20, "four numbers of clients, five strategies");

    let cases = published();
    let order = cases.iter().find(|case| case["id"] == "sim.order.100").unwrap();
    let sorted_by = |key: fn(&Contention) -> f64| {
        let mut names: Vec<&str> = hundred.keys().map(String::as_str).collect();
        names.sort_by(|one, other| key(&hundred[*one]).total_cmp(&key(&hundred[*other])));
        names
    };
    assert_eq!(Value::from(sorted_by(|measured| measured.calls)), order["expected"]["calls_ascending"]);
    assert_eq!(Value::from(sorted_by(|measured| measured.millis)), order["expected"]["time_ascending"]);
    let line = format!("aws_jitter_simulation.json: {run} means and the order of 100 clients\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// Always the same draw.
struct Forced(u64);

impl TryRng for Forced {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok((self.0 >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.fill(self.0.to_le_bytes()[7]);
        Ok(())
    }
}

#[test]
fn formulas_are_the_published_ones() {
    for (id, draw) in [("sim.formula.u0.0", 0), ("sim.formula.u0.5", 1 << 63), ("sim.formula.u1.0", u64::MAX)] {
        let case = published().into_iter().find(|case| case["id"] == id).unwrap();
        for (strategy, key) in [
            ("None", "none"),
            ("Exponential", "exponential"),
            ("EqualJitter", "equal_jitter"),
            ("FullJitter", "full_jitter"),
            ("Decorr", "decorrelated"),
        ] {
            let (_, policy) = STRATEGIES.iter().find(|(name, _)| *name == strategy).unwrap();
            let mut attempts = Attempts::start(policy, Duration::ZERO);
            for published in numbers(&case["expected"][key]) {
                let decision = attempts.failed(Verdict::Transient, Duration::ZERO, &mut Forced(draw));
                let Decision::Retry { after } = decision else { panic!("the policy has no limit") };
                let measured = after.as_secs_f64() * 1000.0;
                assert!((measured - published).abs() <= 1e-5, "{id} {strategy}: {measured}, published {published}");
            }
        }
    }
}
