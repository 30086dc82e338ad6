//! Everyone who retries the same operation, in one table.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::annotated::{self, profiled};
use crate::operation::{Error, Large, Service};
use crate::peers::{
    backoff, backon, backon_macros, mulligan, retry, retry_if, tokio_retry, tokio_retry2, tower, tryhard,
};
use crate::{closures, hand_written};

/// A whole call.
pub type Call = fn(&Service, u64) -> Result<u64, Error>;

/// One way to write the retries; what it cannot do is missing.
#[derive(Clone, Copy, Debug)]
pub struct Contestant {
    /// Its name in the tables.
    pub name: &'static str,
    /// With waits, on the thread.
    pub blocking: Option<Call>,
    /// With tokio's waits. May be called where it succeeds at once.
    pub awaiting: Option<Call>,
    /// Without waits.
    pub immediate: Option<Call>,
    /// Without waits, async.
    pub immediate_async: Option<Call>,
    /// The bytes of its future around a tiny one, and around one of a kibibyte.
    pub sizes: Option<fn() -> [usize; 2]>,
}

/// Polls a future that waits for nothing but its next turn.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the poll belongs to the call that is counted")]
pub fn ready<F: Future>(future: F) -> F::Output {
    let (mut future, mut context) = (pin!(future), Context::from_waker(Waker::noop()));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

macro_rules! contestant {
    ($name:literal, $module:ident: $($kind:ident),*) => {{
        let mut contestant =
            Contestant { name: $name, blocking: None, awaiting: None, immediate: None, immediate_async: None, sizes: None };
        $(contestant!(@$kind contestant, $module);)*
        contestant
    }};
    (@blocking $contestant:ident, $module:ident) => { $contestant.blocking = Some($module::blocking); };
    (@immediate $contestant:ident, $module:ident) => { $contestant.immediate = Some($module::immediate); };
    (@awaiting $contestant:ident, $module:ident) => {
        $contestant.awaiting = Some(|service, id| ready($module::awaiting(service, id)));
        $contestant.sizes = Some(|| {
            let (tiny, large) = (Service::default(), Large::default());
            [size_of_val(&$module::awaiting(&tiny, 1)), size_of_val(&$module::awaiting(&large, 1))]
        });
    };
    (@immediate_async $contestant:ident, $module:ident) => {
        $contestant.immediate_async = Some(|service, id| ready($module::immediate_async(service, id)));
    };
}

/// All of them, the hand-written loop and ours first.
pub const ALL: [Contestant; 14] = [
    contestant!("hand-written", hand_written: blocking, awaiting, immediate, immediate_async),
    contestant!("#[retry]", annotated: blocking, awaiting, immediate, immediate_async),
    contestant!("with = PROFILE", profiled: blocking, awaiting, immediate, immediate_async),
    contestant!("Retry", closures: blocking, awaiting, immediate, immediate_async),
    contestant!("backon", backon: blocking, awaiting, immediate, immediate_async),
    contestant!("backon-macros", backon_macros: blocking, awaiting),
    contestant!("retry-if", retry_if: awaiting),
    contestant!("tokio-retry", tokio_retry: awaiting),
    contestant!("tokio-retry2", tokio_retry2: awaiting),
    contestant!("tower::retry", tower: awaiting, immediate_async),
    contestant!("mulligan", mulligan: blocking, awaiting),
    contestant!("retry", retry: blocking, immediate),
    contestant!("tryhard", tryhard: awaiting),
    contestant!("backoff", backoff: blocking, awaiting, immediate),
];

impl Contestant {
    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|contestant| contestant.name == name)
    }

    /// Its way to do this kind of call.
    #[must_use]
    pub fn call(&self, kind: &str) -> Option<Call> {
        match kind {
            "blocking" => self.blocking,
            "async" => self.awaiting,
            "immediate" => self.immediate,
            "immediate-async" => self.immediate_async,
            _ => None,
        }
    }
}
