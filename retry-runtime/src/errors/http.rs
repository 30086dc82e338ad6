//! HTTP's status codes, and what a response says about another attempt; feature `http`.
//!
//! | status | verdict | why |
//! | --- | --- | --- |
//! | 408 Request Timeout | transient | "the client MAY repeat that request" (RFC 9110, 15.5.9) |
//! | 425 Too Early | transient | to be sent again once the handshake is over (RFC 8470, 5.2) |
//! | 429 Too Many Requests | transient | comes with a `Retry-After` (RFC 6585, 4) |
//! | 500 Internal Server Error | transient | "an unexpected condition" (RFC 9110, 15.6.1) |
//! | 502 Bad Gateway, 503 Service Unavailable, 504 Gateway Timeout | transient | "will likely be alleviated after some delay" (RFC 9110, 15.6.3 to 15.6.5) |
//! | 400, 401, 403, 404, 409, 422 and any other 4xx | permanent | the request is what has to change (RFC 9110, 15.5) |
//! | 501 Not Implemented, 505 and any other 5xx | permanent | the server cannot, or the meaning is unknown |
//! | 1xx, 2xx, 3xx | permanent | no failure that another attempt would mend |

use core::time::Duration;
use std::time::SystemTime;

use ::http::{HeaderMap, StatusCode};

pub use super::retry_after::retry_after;
use crate::classify::{Classify, Verdict};

impl Classify for StatusCode {
    /// By the code.
    ///
    /// ```
    /// # use retry_runtime::{Classify, Verdict};
    /// assert_eq!(http::StatusCode::BAD_GATEWAY.classify(), Verdict::Transient);
    /// assert_eq!(http::StatusCode::NOT_FOUND.classify(), Verdict::Permanent);
    /// ```
    fn classify(&self) -> Verdict {
        Verdict::from(matches!(self.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504))
    }
}

/// What a response means: by its status, and where that is transient by the wait that its headers ask for.
///
/// # Examples
///
/// ```
/// # use std::time::{Duration, SystemTime}; use retry_runtime::{Verdict, http::verdict};
/// # use http::{HeaderMap, StatusCode};
/// let mut headers = HeaderMap::new();
/// headers.insert("retry-after", "7".parse()?);
/// let busy = verdict(StatusCode::SERVICE_UNAVAILABLE, &headers, SystemTime::now());
/// assert_eq!(busy, Verdict::RetryAfter(Duration::from_secs(7)));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[must_use]
pub fn verdict(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Verdict {
    of_status(status, || retry_after(headers, now))
}

/// A hint counts where the status is transient.
pub(super) fn of_status(status: StatusCode, hint: impl FnOnce() -> Option<Duration>) -> Verdict {
    match status.classify() {
        Verdict::Transient => crate::classify::after(hint()),
        verdict => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        const TRANSIENT: [u16; 7] = [408, 425, 429, 500, 502, 503, 504];
        for code in 100..=999 {
            let status = StatusCode::from_u16(code).unwrap();
            assert_eq!(status.classify() == Verdict::Transient, TRANSIENT.contains(&code), "{code}");
        }
    }

    #[test]
    fn a_hint_counts_where_the_status_is_transient() {
        let headers = HeaderMap::from_iter([(::http::header::RETRY_AFTER, "3".parse().unwrap())]);
        for (status, verdict) in [
            (StatusCode::TOO_MANY_REQUESTS, Verdict::RetryAfter(Duration::from_secs(3))),
            (StatusCode::MOVED_PERMANENTLY, Verdict::Permanent),
            (StatusCode::NOT_FOUND, Verdict::Permanent),
        ] {
            assert_eq!(super::verdict(status, &headers, SystemTime::UNIX_EPOCH), verdict);
        }
        let none = super::verdict(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), SystemTime::UNIX_EPOCH);
        assert_eq!(none, Verdict::Transient);
    }
}
