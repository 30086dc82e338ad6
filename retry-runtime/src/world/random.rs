//! The generator behind the jitter of real calls: one per thread, seeded at the first draw.

use core::cell::RefCell;
use core::convert::Infallible;
use core::hash::{BuildHasher, Hash, Hasher};
use std::hash::RandomState;
use std::time::Instant;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng, TryRng};

thread_local! {
    static GENERATOR: RefCell<Option<SmallRng>> = const { RefCell::new(None) };
}

/// A handle on this thread's generator, which is seeded at the first draw.
///
/// # Examples
///
/// ```
/// use rand::Rng;
/// assert_ne!(retry_runtime::rng().next_u64(), retry_runtime::rng().next_u64());
/// ```
#[must_use]
pub const fn rng() -> ThreadRng {
    ThreadRng { _private: () }
}

/// This thread's generator: see [`rng`].
///
/// ```
/// let mut rng: retry_runtime::ThreadRng = retry_runtime::rng();
/// let policy = retry_runtime::Policy::INTERNAL;
/// let mut attempts = retry_runtime::Attempts::start(&policy, retry_runtime::now());
/// let _ = attempts.failed(retry_runtime::Verdict::Transient, retry_runtime::now(), &mut rng);
/// ```
#[derive(Debug)]
pub struct ThreadRng {
    _private: (),
}

impl TryRng for ThreadRng {
    type Error = Infallible;

    #[expect(clippy::cast_possible_truncation, reason = "one half of the bits")]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(draw() as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(draw())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&draw().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A number of this thread's generator, with the moment of the draw added. A forked process inherits the generator's state: drawing
/// at another moment than its parent and its siblings keeps it from repeating what they draw. Asking for the process instead
/// would be a system call for every draw, several times as expensive as reading the clock.
fn draw() -> u64 {
    let drawn = GENERATOR.with_borrow_mut(|generator| generator.get_or_insert_with(seeded).next_u64());
    if cfg!(unix) { drawn.wrapping_add(moment()) } else { drawn }
}

/// From the standard library's hash keys, which are random in every process and differ in every thread: enough for jitter, and
/// no dependency. The process is hashed too, since a fork inherits the keys.
#[cold]
fn seeded() -> SmallRng {
    SmallRng::seed_from_u64(RandomState::new().hash_one((std::process::id(), std::thread::current().id())))
}

/// The time in 64 bits. From one nanosecond to the next both halves change: a product with an odd number repeats in neither.
fn moment() -> u64 {
    let mut bits = Bits(0);
    Instant::now().hash(&mut bits);
    bits.finish()
}

/// A hasher, since that is how an [`Instant`] shows its bits.
struct Bits(u64);

impl Hasher for Bits {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        // 2⁶⁴ divided by the golden ratio: neighbours come to lie far apart (Knuth, "The Art of Computer Programming", 6.4).
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(GOLDEN);
        }
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}
