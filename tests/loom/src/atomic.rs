//! Stand-ins for the runtime's `sync.rs`.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use std::time::Duration;

/// As few as show two threads on one counter, and on two.
pub(crate) const STRIDE: u8 = 2;
pub(crate) const PLACES: usize = 4;
pub(crate) const NOBODYS: u8 = 3;

loom::thread_local! {
    static MINE: Cell<u8> = Cell::new(0);
}

pub(crate) fn mine() -> u8 {
    MINE.with(Cell::get)
}

pub(crate) fn deal() {
    if mine() == NOBODYS {
        use_shard(0);
    }
}

/// Chooses the counter of the thread that runs.
pub fn use_shard(shard: u8) {
    MINE.with(|mine| mine.set(shard % 2 * STRIDE));
}

/// The thread that runs was dealt no counter yet.
pub fn use_no_shard() {
    MINE.with(|mine| mine.set(NOBODYS));
}

/// The clock that a first success reads: far from the times of the models, as a real one is from a simulation's.
pub(crate) fn now() -> Duration {
    Duration::from_secs(1_000_000)
}

/// `loom`'s atomic, which cannot be made in a constant: made when first used, or shown. A model does one of them with all of
/// its budget before it starts threads.
struct Lazy {
    value: u64,
    /// Never dropped, as the real ones need not be: constants can replace it.
    cell: ManuallyDrop<OnceLock<loom::sync::atomic::AtomicU64>>,
}

impl Lazy {
    const fn new(value: u64) -> Self {
        Self { value, cell: ManuallyDrop::new(OnceLock::new()) }
    }

    fn get(&self) -> &loom::sync::atomic::AtomicU64 {
        self.cell.get_or_init(|| loom::sync::atomic::AtomicU64::new(self.value))
    }
}

impl std::fmt::Debug for Lazy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let _ = self.get();
        formatter.write_str("Lazy")
    }
}

/// What a kind of atomics does; by default what it should.
trait Atomic {
    fn lazy(&self) -> &Lazy;

    fn load(&self, order: Ordering) -> u64 {
        self.lazy().get().load(order)
    }

    fn store(&self, value: u64, order: Ordering) {
        self.lazy().get().store(value, order);
    }

    fn fetch_add(&self, value: u64, order: Ordering) -> u64 {
        self.lazy().get().fetch_add(value, order)
    }

    fn fetch_sub(&self, value: u64, order: Ordering) -> u64 {
        self.lazy().get().fetch_sub(value, order)
    }

    fn compare_exchange(&self, old: u64, new: u64, success: Ordering, failure: Ordering) -> Result<u64, u64> {
        self.lazy().get().compare_exchange(old, new, success, failure)
    }
}

macro_rules! atomics {
    ($($name:ident { $($differs:item)* })*) => {$(
        #[derive(Debug)]
        pub(crate) struct $name(Lazy);

        impl Atomic for $name {
            fn lazy(&self) -> &Lazy {
                &self.0
            }
            $($differs)*
        }

        // Inherent, since the budget imports no trait.
        impl $name {
            pub(crate) const fn new(value: u64) -> Self {
                Self(Lazy::new(value))
            }

            pub(crate) fn load(&self, order: Ordering) -> u64 {
                Atomic::load(self, order)
            }

            pub(crate) fn store(&self, value: u64, order: Ordering) {
                Atomic::store(self, value, order);
            }

            pub(crate) fn fetch_add(&self, value: u64, order: Ordering) -> u64 {
                Atomic::fetch_add(self, value, order)
            }

            pub(crate) fn fetch_sub(&self, value: u64, order: Ordering) -> u64 {
                Atomic::fetch_sub(self, value, order)
            }

            pub(crate) fn compare_exchange(&self, old: u64, new: u64, success: Ordering, failure: Ordering) -> Result<u64, u64> {
                Atomic::compare_exchange(self, old, new, success, failure)
            }

            // The strong one: spurious failures would be tried again, and change nothing.
            pub(crate) fn compare_exchange_weak(&self, old: u64, new: u64, success: Ordering, failure: Ordering) -> Result<u64, u64> {
                Atomic::compare_exchange(self, old, new, success, failure)
            }
        }
    )*};
}

atomics! {
    Sound {}

    Torn {
        fn fetch_add(&self, value: u64, _: Ordering) -> u64 {
            let old = self.0.get().load(Acquire);
            self.0.get().store(old.wrapping_add(value), Release);
            old
        }

        fn fetch_sub(&self, value: u64, order: Ordering) -> u64 {
            Atomic::fetch_add(self, value.wrapping_neg(), order)
        }

        fn compare_exchange(&self, old: u64, new: u64, _: Ordering, _: Ordering) -> Result<u64, u64> {
            let found = self.0.get().load(Acquire);
            if found != old {
                return Err(found);
            }
            self.0.get().store(new, Release);
            Ok(old)
        }
    }

    Stingy {
        fn fetch_sub(&self, _: u64, order: Ordering) -> u64 {
            self.0.get().load(order)
        }
    }

    Unordered {
        fn load(&self, _: Ordering) -> u64 {
            self.0.get().load(Relaxed)
        }

        fn store(&self, value: u64, _: Ordering) {
            self.0.get().store(value, Relaxed);
        }

        fn compare_exchange(&self, old: u64, new: u64, _: Ordering, _: Ordering) -> Result<u64, u64> {
            self.0.get().compare_exchange(old, new, Relaxed, Relaxed)
        }
    }
}
