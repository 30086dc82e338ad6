//! The runtime's own `budget.rs`, word for word, on atomics whose every interleaving `loom` tries; and again on atomics that
//! are broken on purpose, for the models to find out.

#![expect(clippy::duplicate_mod, reason = "once for each kind of atomics")]

mod atomic;

pub use atomic::{use_no_shard, use_shard};

/// The budget on sound atomics, or on broken ones.
macro_rules! budget_on {
    ($(#[$doc:meta])* $name:ident, $atomic:ident) => {
        $(#[$doc])*
        #[path = "../../../retry-runtime/src/lent"]
        pub mod $name {
            #[allow(dead_code, unreachable_pub, reason = "what the engine calls, models do not")]
            mod budget;
            #[allow(dead_code, reason = "the budget uses a part")]
            #[path = "../nanos.rs"]
            mod nanos;
            mod sync {
                pub(crate) use crate::atomic::{$atomic as AtomicU64, NOBODYS, PLACES, STRIDE, deal, mine, now};
            }
            pub use budget::{Budget, BudgetShare, IntoBudget, Permit};
        }
    };
}

budget_on!(
    /// As it is.
    sound,
    Sound
);
budget_on!(
    /// Reads and writes where there should be one atomic operation.
    torn,
    Torn
);
budget_on!(
    /// Dropped permits give nothing back.
    stingy,
    Stingy
);
budget_on!(
    /// Orders nothing between threads.
    unordered,
    Unordered
);
