//! The standard library's I/O errors.
//!
//! | kind | verdict | why |
//! | --- | --- | --- |
//! | `ConnectionRefused`, `ConnectionReset`, `ConnectionAborted` | transient | the peer is starting, or was lost |
//! | `TimedOut` | transient | the peer or the network was slow |
//! | `Interrupted` | transient | "Interrupted operations can typically be retried" (`std::io::ErrorKind`) |
//! | anything else | permanent | a missing file, a permission, bad data: the same again next time; unknown kinds likewise |

use std::io::{Error, ErrorKind};

use crate::classify::{Classify, Verdict};

impl Classify for ErrorKind {
    fn classify(&self) -> Verdict {
        match self {
            Self::ConnectionRefused
            | Self::ConnectionReset
            | Self::ConnectionAborted
            | Self::TimedOut
            | Self::Interrupted => Verdict::Transient,
            _ => Verdict::Permanent,
        }
    }
}

impl Classify for Error {
    /// By its kind.
    ///
    /// ```
    /// # use retry_runtime::{Classify, Verdict};
    /// let error = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    /// assert_eq!(error.classify(), Verdict::Transient);
    /// ```
    fn classify(&self) -> Verdict {
        self.kind().classify()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        for (kind, verdict) in [
            (ErrorKind::ConnectionRefused, Verdict::Transient),
            (ErrorKind::ConnectionReset, Verdict::Transient),
            (ErrorKind::ConnectionAborted, Verdict::Transient),
            (ErrorKind::TimedOut, Verdict::Transient),
            (ErrorKind::Interrupted, Verdict::Transient),
            (ErrorKind::NotFound, Verdict::Permanent),
            (ErrorKind::PermissionDenied, Verdict::Permanent),
            (ErrorKind::InvalidData, Verdict::Permanent),
            (ErrorKind::UnexpectedEof, Verdict::Permanent),
            (ErrorKind::AddrInUse, Verdict::Permanent),
            (ErrorKind::Other, Verdict::Permanent),
        ] {
            assert_eq!(Error::from(kind).classify(), verdict, "{kind:?}");
        }
        assert_eq!(Error::other("unknown").classify(), Verdict::Permanent);
    }
}
