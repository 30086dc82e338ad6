//! From the keys to a policy: its value where all is literal, and the expression that builds it.

pub(crate) mod known;
mod settled;
pub(crate) mod tokens;
