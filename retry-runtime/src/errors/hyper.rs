//! `hyper::Error`, feature `hyper`.
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | `is_timeout` | transient | the peer was slow |
//! | `is_incomplete_message` | transient | the connection closed before the message was complete |
//! | `is_canceled`, `is_closed` | transient | the connection ended before the request was sent, or its answer came |
//! | an I/O error among its sources | as [connections](super::connection) | a connection was lost |
//! | `is_parse`, `is_parse_status`, `is_parse_too_large`, `is_user` | permanent | the same bytes, or the same code, next time |
//! | anything else | permanent | unknown |
//!
//! hyper-util's client error is found by its sources when it is boxed.

use ::hyper::Error;
use core::error::Error as _;
use std::io;

use crate::classify::{Classify, Verdict};

impl Classify for Error {
    /// By what hyper says it is, then by its sources.
    fn classify(&self) -> Verdict {
        if self.is_parse() || self.is_user() {
            return Verdict::Permanent;
        }
        if self.is_timeout() || self.is_incomplete_message() || self.is_canceled() || self.is_closed() {
            return Verdict::Transient;
        }
        self.source().and_then(of_connection).unwrap_or(Verdict::Permanent)
    }
}

/// The verdict of the first I/O error in the chain, which is that of a connection. A wrapper that says nothing itself is
/// looked into: connectors put a lost TLS handshake into one.
pub(crate) fn of_connection(error: &(dyn core::error::Error + 'static)) -> Option<Verdict> {
    super::boxed::find(error, |error| {
        let error = error.downcast_ref::<io::Error>()?;
        let verdict = super::connection::classify(error);
        (verdict != Verdict::Permanent || !super::boxed::is_wrapper(error)).then_some(verdict)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_looked_into() {
        let lost = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let invalid = |inner| io::Error::new(io::ErrorKind::InvalidData, inner);
        for (error, verdict) in [
            (lost(), Some(Verdict::Transient)),
            (io::Error::other(lost()), Some(Verdict::Transient)),
            (io::Error::other(io::Error::other(lost())), Some(Verdict::Transient)),
            (io::Error::other(invalid(lost())), Some(Verdict::Permanent)),
            (io::Error::other("unknown"), None),
        ] {
            assert_eq!(of_connection(&error), verdict, "{error:?}");
        }
    }
}
