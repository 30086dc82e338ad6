//! `reqwest::Error`, and the status of a response as an error; feature `reqwest`.
//!
//! Write [`check(response)?`](check) in place of `response.error_for_status()?`. A `reqwest::Error` cannot carry headers, so that
//! with `error_for_status` a server's `Retry-After` is lost, and the client is back before it was asked to. `check` returns
//! [`Refused`], which carries it, and to which a `reqwest::Error` converts: one error type and one `?` for both.
//!
//! ```
//! use reqwest::{Client, Response};
//! use retry_runtime::reqwest::{Refused, check};
//! use retry_runtime::retry;
//!
//! #[retry(exponential, jitter, max_retry_after = 5m)]
//! async fn get(client: &Client, url: &str) -> Result<Response, Refused> {
//!     check(client.get(url).send().await?)
//! }
//! ```
//!
//! Where the body of a refused response is needed, or the function returns a `reqwest::Error`, [`verdict`] looks at the response
//! as it is.
//!
//! # Verdicts
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | `is_timeout` | transient | the server or the network was slow |
//! | `is_status` (after `error_for_status`) | as [HTTP's status codes](super::http) | the server said so |
//! | `is_builder`, `is_redirect`, `is_upgrade` | permanent | the request, or the server's answer to it, stays the same |
//! | a name that could not be looked up | transient | name servers are peers too |
//! | a connection refused, reset, aborted, or ended within the answer | transient | as [hyper's](super::hyper) and [I/O errors](super::io) |
//! | TLS and certificate errors | permanent | the certificate stays the same |
//! | `is_decode` without a lost connection | permanent | the same body next time |
//! | anything else | permanent | unknown |

use ::reqwest::{Error, Response};

pub use super::refused::{Refused, check};
use crate::classify::{Classify, Verdict};
use crate::world::wall_clock;

impl Classify for Error {
    /// By what reqwest says it is, then by its sources.
    fn classify(&self) -> Verdict {
        if let Some(status) = self.status() {
            return status.classify();
        }
        if self.is_builder() || self.is_redirect() || self.is_upgrade() {
            return Verdict::Permanent;
        }
        if self.is_timeout() {
            return Verdict::Transient;
        }
        let source = core::error::Error::source(self);
        let of_hyper = source.and_then(|source| {
            super::boxed::find(source, |error| error.downcast_ref::<::hyper::Error>().map(Classify::classify))
        });
        of_hyper.or_else(|| source.and_then(super::hyper::of_connection)).unwrap_or(Verdict::Permanent)
    }
}

/// What sending a request came to, for `on_result`: a response by its status and its `Retry-After`, an error by itself.
///
/// A response counts as the server's word even where nobody called `error_for_status`; its body is not looked at.
///
/// # Examples
///
/// ```
/// use reqwest::{Client, Error, Response};
/// use retry_runtime::{errors::reqwest::verdict, retry};
///
/// #[retry(exponential, jitter, max_retry_after = 5m, on_result = verdict)]
/// async fn get(client: &Client, url: &str) -> Result<Response, Error> {
///     client.get(url).send().await
/// }
/// ```
#[must_use]
pub fn verdict(sent: &Result<Response, Error>) -> Verdict {
    match sent {
        Ok(response) => super::http::verdict(response.status(), response.headers(), wall_clock()),
        Err(error) => error.classify(),
    }
}
