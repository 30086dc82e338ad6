//! The only door to the clock, to chance and to timers. Everything else takes them as arguments.

mod first;
mod pause;
mod random;
mod sleep;

pub use first::{First, is_ready};
pub use pause::{Pause, asleep};
pub use random::{ThreadRng, rng};
pub(crate) use sleep::YieldNow;
pub(crate) use sleep::since_origin;
#[cfg(feature = "reqwest")]
pub(crate) use sleep::wall_clock;
pub use sleep::{Clock, now, sleep, sleep_blocking, yield_now};
