//! The generator behind the jitter of real calls: one per thread, seeded at the first draw.

use core::cell::RefCell;
use core::convert::Infallible;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng, TryRng};

thread_local! {
    static GENERATOR: RefCell<Option<Seeded>> = const { RefCell::new(None) };
}

struct Seeded {
    /// A forked process inherits the state, and must not repeat its parent's draws.
    process: u32,
    generator: SmallRng,
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

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(with_generator(Rng::next_u32))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(with_generator(Rng::next_u64))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        with_generator(|generator| generator.fill_bytes(bytes));
        Ok(())
    }
}

fn with_generator<T>(draw: impl FnOnce(&mut SmallRng) -> T) -> T {
    GENERATOR.with_borrow_mut(|slot| {
        let process = std::process::id();
        match slot {
            Some(seeded) if seeded.process == process => draw(&mut seeded.generator),
            _ => draw(&mut slot.insert(Seeded { process, generator: seeded(process) }).generator),
        }
    })
}

/// From the standard library's hash keys, which are random in every process and differ in every thread: enough for jitter, and
/// no dependency. The process is hashed too, since a fork inherits the keys.
#[cold]
fn seeded(process: u32) -> SmallRng {
    use std::hash::{BuildHasher, RandomState};
    SmallRng::seed_from_u64(RandomState::new().hash_one((process, std::thread::current().id())))
}
