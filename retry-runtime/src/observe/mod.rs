//! Everything that can be told of a call: the event, and who hears it.

mod event;
mod hooks;

pub use event::Event;
pub(crate) use event::Kind;
pub(crate) use hooks::{Hooks, Watch};
