//! Random numbers of the world.

use std::time::Duration;

use rand::Rng;
use rand::rngs::SmallRng;

/// Uniform in (0, 1).
pub(super) fn uniform(rng: &mut SmallRng) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits, exactly")]
    let draw = ((rng.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    draw
}

/// Exponential, with that mean.
pub(super) fn exponential(mean: Duration, rng: &mut SmallRng) -> Duration {
    mean.mul_f64(-uniform(rng).ln())
}

/// One of `0..choices`.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small number"
)]
pub(super) fn below(choices: usize, rng: &mut SmallRng) -> usize {
    (uniform(rng) * choices as f64) as usize
}
