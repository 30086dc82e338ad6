//! The modules behind the attribute, listed once: tests and the fuzz target compile this file in, since a macro's crate cannot
//! be called. The root of each crate imports all of them.

pub(crate) mod args;
pub(crate) mod check;
pub(crate) mod doc;
pub(crate) mod duration;
pub(crate) mod elsewhere;
pub(crate) mod entry;
pub(crate) mod errors;
pub(crate) mod expand;
pub(crate) mod expression;
pub(crate) mod function;
pub(crate) mod in_place;
pub(crate) mod instrumented;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod model;
pub(crate) mod number;
pub(crate) mod policy;
pub(crate) mod predicate;
pub(crate) mod spread;
pub(crate) mod straight;
pub(crate) mod suggest;
pub(crate) mod tokens;
pub(crate) mod types;
