//! What can be written in `#[retry(…)]`: the keys, and the values of each.

pub(crate) mod args;
pub(crate) mod duration;
pub(crate) mod expression;
pub(crate) mod jitter;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod number;
pub(crate) mod predicate;
