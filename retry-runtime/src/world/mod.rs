//! The only door to the clock, to chance and to timers. Everything else takes them as arguments.

mod random;
mod sleep;

pub use random::{ThreadRng, rng};
#[cfg(feature = "reqwest")]
pub(crate) use sleep::wall_clock;
pub use sleep::{Clock, now, sleep, sleep_blocking, yield_now};
