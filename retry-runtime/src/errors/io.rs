//! The standard library's I/O errors.
//!
//! | kind | verdict | why |
//! | --- | --- | --- |
//! | `ConnectionRefused`, `ConnectionReset`, `ConnectionAborted` | transient | the peer is starting, or was lost |
//! | `TimedOut` | transient | the peer or the network was slow |
//! | `WouldBlock` | transient | how a blocking socket reports that its read or write timed out on Unix (`std::net::TcpStream::set_read_timeout`) |
//! | `Interrupted` | transient | "Interrupted operations can typically be retried" (`std::io::ErrorKind`) |
//! | a name that could not be looked up | transient | name servers are peers too; the library has no kind for it, and is known by its message |
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
            | Self::WouldBlock
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
        if is_lookup_failure(self) { Verdict::Transient } else { self.kind().classify() }
    }
}

/// `getaddrinfo` failed: the standard library words it so, and has only private kinds for it.
fn is_lookup_failure(error: &Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.to_string().starts_with("failed to lookup address information"))
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
            (ErrorKind::WouldBlock, Verdict::Transient),
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

    /// On Unix as `WouldBlock`, on Windows as `TimedOut`.
    #[test]
    fn a_read_that_timed_out() {
        use std::io::Read;
        use std::net::{TcpListener, TcpStream};
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut silent = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        silent.set_read_timeout(Some(core::time::Duration::from_millis(1))).unwrap();
        let error = silent.read(&mut [0]).unwrap_err();
        assert_eq!(error.classify(), Verdict::Transient, "{error:?}");
    }

    #[test]
    fn a_name_that_is_not_found_may_be_found_later() {
        let error = std::net::ToSocketAddrs::to_socket_addrs("name.invalid:80").unwrap_err();
        assert_eq!(error.classify(), Verdict::Transient, "{error:?}");
    }
}
