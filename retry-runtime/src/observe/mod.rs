//! Who listens to a call, and what is heard: an [`Event`].
//!
//! [`Hooks`] are for naming a [`Retry`](crate::Retry) that is kept together with its hooks: its last parameter.
//!
//! ```
//! use retry_runtime::judge::ByClassify;
//! use retry_runtime::observe::{Event, Hooks, Silent};
//! use retry_runtime::{Policy, Retry};
//!
//! type Log = Hooks<Silent, Silent, Silent, fn(&Event<'_, ()>)>;
//!
//! struct Client {
//!     retry: Retry<'static, ByClassify, (), Log>,
//! }
//!
//! fn log(event: &Event<'_, ()>) {
//!     println!("{:?} after attempt {}", event.kind(), event.attempt());
//! }
//!
//! let client = Client { retry: Retry::new(Policy::immediate()).observe(log) };
//! assert_eq!(client.retry.call(|| None::<u8>), None);
//! ```

mod event;
mod hooks;

pub use event::{Event, EventKind};
pub use hooks::{Hook, Hooks, Silent, Watch};
