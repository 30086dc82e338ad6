//! What a budget counts with, and the clock that its first success reads. Apart, so that a model checker's can stand in
//! their place.

use core::cell::Cell;
pub(crate) use core::sync::atomic::AtomicU64;
use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

pub(crate) use crate::world::now;

/// Distance between two used counters: 16 × 8 = 128 bytes, since CPUs fetch cache lines in pairs. A padded element type would
/// cost a shift for every address.
pub(crate) const STRIDE: u8 = 16;
/// All that eight bits can name, so that nothing asks whether a place exists: sixteen counters share the successes of all
/// threads.
pub(crate) const PLACES: usize = 256;
/// The place of all threads that have no counter yet.
pub(crate) const NOBODYS: u8 = u8::MAX;

thread_local! {
    static MINE: Cell<u8> = const { Cell::new(NOBODYS) };
}

/// The place of this thread's counter.
#[inline]
pub(crate) fn mine() -> u8 {
    MINE.try_with(Cell::get).unwrap_or(NOBODYS)
}

/// Gives this thread a counter, unless it has one. Threads get them in turn.
pub(crate) fn deal() {
    static NEXT: AtomicU8 = AtomicU8::new(0);
    if mine() == NOBODYS {
        // After the last place comes the first.
        let place = NEXT.fetch_add(STRIDE, Relaxed);
        let _ = MINE.try_with(|mine| mine.set(place));
    }
}
