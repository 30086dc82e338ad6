//! What a call borrows and shares with other calls.

mod budget;
mod sync;

use crate::nanos;

pub use self::budget::{Budget, BudgetShare, IntoBudget, Permit};
