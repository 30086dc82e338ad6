//! The operation that every contestant retries, what it fails with, and the policy that all of them follow.

use std::cell::Cell;
use std::hint::black_box;
use std::time::Duration;

/// The first wait; the next ones are twice as long each.
pub const INITIAL: Duration = Duration::from_secs(1);
/// The longest wait.
pub const CAP: Duration = Duration::from_secs(60);
/// The first one included.
pub const MAX_ATTEMPTS: u32 = 4;

/// An error with something to look at.
#[derive(Clone, Copy, Debug)]
pub struct Error(pub u32);

/// What to retry.
#[inline]
#[must_use]
pub fn is_transient(error: &Error) -> bool {
    error.0 >= 500
}

/// A service whose next calls fail.
#[derive(Debug, Default)]
pub struct Service {
    /// How many of the next calls fail.
    pub failures: Cell<u32>,
}

impl Service {
    /// One attempt.
    ///
    /// # Errors
    ///
    /// While failures are left.
    #[inline(never)]
    pub fn call(&self, id: u64) -> Result<u64, Error> {
        match self.failures.get() {
            0 => Ok(black_box(id) + 1),
            left => {
                self.failures.set(left - 1);
                Err(Error(503))
            }
        }
    }
}

/// The same service, asked asynchronously.
pub trait Remote {
    /// One attempt.
    fn fetch(&self, id: u64) -> impl Future<Output = Result<u64, Error>>;
}

impl Remote for Service {
    async fn fetch(&self, id: u64) -> Result<u64, Error> {
        self.call(id)
    }
}

/// A service whose future holds a kibibyte.
#[derive(Debug, Default)]
pub struct Large(pub Service);

impl Remote for Large {
    async fn fetch(&self, id: u64) -> Result<u64, Error> {
        let buffer = black_box([0_u8; 1024]);
        std::future::ready(()).await;
        black_box(&buffer);
        self.0.call(id)
    }
}
