//! Everything that can be told of a call.

mod event;

pub use event::{Event, Hook, Silent};
