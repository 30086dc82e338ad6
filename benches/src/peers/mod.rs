//! The same policy through the peers: exponential with jitter, four attempts, a predicate. `immediate` does not wait; it is
//! missing where a peer sleeps all the same.

#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "each is what its name says, and fails with the last error; closures take errors as the peers give them"
)]

pub mod backoff;
pub mod backon;
pub mod backon_macros;
pub mod mulligan;
pub mod retry;
pub mod retry_if;
pub mod tokio_retry;
pub mod tokio_retry2;
pub mod tower;
pub mod tryhard;
