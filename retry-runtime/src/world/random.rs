//! The generator behind the jitter of real calls: one per thread, seeded at the first draw.

use core::cell::Cell;
use core::convert::Infallible;
use core::hash::{BuildHasher, Hash, Hasher};
use std::hash::RandomState;
use std::time::Instant;

use rand::TryRng;

thread_local! {
    /// 0: not seeded yet.
    static STATE: Cell<u64> = const { Cell::new(0) };
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

/// Wang Yi's wyrand (<https://github.com/wangyi-fudan/wyhash>, version 4), with the moment of the draw mixed in. A forked
/// process inherits the state: drawing at another moment than its parent and its siblings keeps it from repeating what they
/// draw. Asking for the process instead would be a system call for every draw, several times as dear as the clock.
fn draw() -> u64 {
    let mut state = STATE.get();
    if state == 0 {
        state = seed();
    }
    STATE.set(state.wrapping_add(0x2d35_8dcc_aa6c_78a5));
    let mut mixed = Mixed(state);
    if cfg!(unix) {
        Instant::now().hash(&mut mixed);
    }
    mixed.finish()
}

/// From the standard library's hash keys, which are random in every process and differ in every thread: enough for jitter, and
/// no dependency. The process is hashed too, since a fork inherits the keys.
#[cold]
fn seed() -> u64 {
    RandomState::new().hash_one((std::process::id(), std::thread::current().id()))
}

/// A hasher, since that is how an [`Instant`] shows its bits.
struct Mixed(u64);

impl Hasher for Mixed {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        // 2⁶⁴ divided by the golden ratio: neighbours come to lie far apart.
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(GOLDEN);
        }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    fn finish(&self) -> u64 {
        let product = u128::from(self.0) * u128::from(self.0 ^ 0x8bb8_4b93_962e_acc9);
        product as u64 ^ (product >> 64) as u64
    }
}
