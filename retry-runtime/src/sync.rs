//! What a budget counts with. Apart, so that a model checker's counters can stand in its place.

use core::cell::Cell;
pub(crate) use core::sync::atomic::AtomicU64;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// How many counters share the successes of all threads.
pub(crate) const SHARDS: usize = 16;
/// One counter from the next: two cache lines, which are fetched together. In counters rather than in a padded type, so that
/// the address of a counter takes no shift.
pub(crate) const STRIDE: usize = 16;

thread_local! {
    static MINE: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// The index of this thread's counter; outside of the array before it is dealt one, so that one comparison asks both.
#[inline]
pub(crate) fn mine() -> usize {
    MINE.try_with(Cell::get).unwrap_or(usize::MAX)
}

/// Deals the counters out to threads in turn.
#[cold]
#[inline(never)]
pub(crate) fn deal() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let index = NEXT.fetch_add(1, Relaxed) % SHARDS * STRIDE;
    let _ = MINE.try_with(|mine| mine.set(index));
    index
}
