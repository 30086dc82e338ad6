//! The operation that every contestant retries, and what it fails with.

use std::cell::Cell;
use std::hint::black_box;

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
