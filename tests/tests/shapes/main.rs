//! Every shape of function that can be annotated: each fails twice, then succeeds, and is asked both how often it ran and
//! what it returned; a body that compiles but is not retried fails.
#![deny(warnings, clippy::pedantic, clippy::nursery)]
#![allow(
    clippy::manual_async_fn,
    clippy::many_single_char_names,
    clippy::missing_errors_doc,
    clippy::needless_continue,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    reason = "true of the shapes themselves, with or without the attribute"
)]

mod arguments;
mod attributes;
mod bodies;
mod computed;
mod context;
mod free;
mod futures;
mod hygiene;
mod keys;
mod limits;
mod methods;
mod returns;
mod spans;
mod traits;

use std::sync::atomic::{AtomicU32, Ordering};

/// Fails twice, and counts.
#[derive(Debug, Default)]
pub struct Tries(AtomicU32);

/// The failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Tries {
    pub fn attempt(&self) -> Result<u32, Busy> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        if number < 3 { Err(Busy) } else { Ok(number) }
    }

    /// The same after a pause.
    pub async fn attempt_later(&self) -> Result<u32, Busy> {
        tokio::task::yield_now().await;
        self.attempt()
    }

    pub fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs the call with fresh tries, and asserts what it returned and that it ran three times.
macro_rules! third_time {
    ($tries:ident => $call:expr, $expected:expr) => {{
        let $tries = crate::Tries::default();
        assert_eq!($call, $expected);
        assert_eq!($tries.count(), 3, "executions");
    }};
}
pub(crate) use third_time;

/// Compiles for futures that can be spawned.
pub const fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}
