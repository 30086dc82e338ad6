//! What all calls to one dependency together may spend on retries.

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;

/// A token bucket shared by the calls to one dependency: a success earns a share of a token, a retry costs one.
#[derive(Debug)]
pub struct Budget {
    tokens: AtomicU64,
    ratio: u64,
    capacity: u64,
}

const TOKEN: u64 = 1000;

impl Budget {
    /// Earns a tenth of a token per success and starts with ten.
    #[must_use]
    pub const fn new() -> Self {
        Self { tokens: AtomicU64::new(10 * TOKEN), ratio: 100, capacity: 10 * TOKEN }
    }

    /// Sets the tokens at the start.
    #[must_use]
    pub const fn min_tokens(self, tokens: u32) -> Self {
        let tokens = tokens as u64 * TOKEN;
        Self { tokens: AtomicU64::new(tokens), ratio: self.ratio, capacity: tokens }
    }

    /// A call succeeded.
    pub fn deposit(&self) {
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
            Some(tokens.saturating_add(self.ratio).min(self.capacity))
        });
    }

    /// Takes a token for a retry.
    #[must_use]
    pub fn withdraw(&self, _now: Duration) -> Option<Permit<'_>> {
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(TOKEN))
            .ok()
            .map(|_| Permit { budget: self })
    }

    /// The tokens left.
    #[must_use]
    #[expect(clippy::cast_precision_loss)]
    pub fn balance(&self, _now: Duration) -> f64 {
        self.tokens.load(Ordering::Relaxed) as f64 / TOKEN as f64
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// A token taken for a retry; dropped, it goes back.
#[derive(Debug)]
#[must_use]
pub struct Permit<'b> {
    budget: &'b Budget,
}

impl Permit<'_> {
    /// The retry starts.
    pub fn spend(self) {
        core::mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.budget.tokens.fetch_add(TOKEN, Ordering::Relaxed);
    }
}
