//! What can be said of a call while it runs and at its end: the event, and who hears it.

mod event;
mod hooks;

pub use event::{Event, EventKind};
pub(crate) use hooks::{Hooks, Watch};
