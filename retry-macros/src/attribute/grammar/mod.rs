//! What can be written in `#[retry(…)]`: the keys in one table, and the values of each.

pub(crate) mod args;
pub(crate) mod backoff;
pub(crate) mod duration;
pub(crate) mod expression;
pub(crate) mod growth;
pub(crate) mod jitter;
pub(crate) mod keys;
pub(crate) mod limit;
pub(crate) mod list;
pub(crate) mod number;
pub(crate) mod predicate;
pub(crate) mod random;
pub(crate) mod read;
pub(crate) mod setting;
pub(crate) mod step;
mod table;
pub(crate) mod value;
pub(crate) mod words;
