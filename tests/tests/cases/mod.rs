//! Compiles programs, and puts into lines what the compiler says of them.

pub(crate) mod checked;
pub(crate) mod compared;
pub(crate) mod diagnostics;
pub(crate) mod words;
