//! I/O errors of a client that owns its connection: what `io.rs` says, and the ways in which a connection is lost.
//!
//! For `io::Error` itself these stay permanent: the end of a file is not a lost connection.
//!
//! | kind | verdict | why |
//! | --- | --- | --- |
//! | as in `io.rs` | as there | |
//! | `UnexpectedEof`, `BrokenPipe`, `NotConnected` | transient | the peer closed the connection, in mid-call or before it |
//! | a failed name lookup | transient | name servers fail for a while; `std` has no stable kind for it, only a fixed text |

use std::io::{Error, ErrorKind};

use crate::classify::{Classify, Verdict};

/// How `std` begins the error of a failed name lookup.
const LOOKUP: &str = "failed to lookup address information";

pub(super) fn classify(error: &Error) -> Verdict {
    match error.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe | ErrorKind::NotConnected => Verdict::Transient,
        kind => match kind.classify() {
            Verdict::Permanent => Verdict::from(error.to_string().starts_with(LOOKUP)),
            known => known,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        for (error, verdict) in [
            (ErrorKind::ConnectionRefused.into(), Verdict::Transient),
            (ErrorKind::ConnectionReset.into(), Verdict::Transient),
            (ErrorKind::TimedOut.into(), Verdict::Transient),
            (ErrorKind::UnexpectedEof.into(), Verdict::Transient),
            (ErrorKind::BrokenPipe.into(), Verdict::Transient),
            (ErrorKind::NotConnected.into(), Verdict::Transient),
            (Error::other("failed to lookup address information: Temporary failure"), Verdict::Transient),
            (ErrorKind::NotFound.into(), Verdict::Permanent),
            (ErrorKind::InvalidData.into(), Verdict::Permanent),
            (ErrorKind::PermissionDenied.into(), Verdict::Permanent),
            (Error::other("unknown"), Verdict::Permanent),
        ] {
            assert_eq!(classify(&error), verdict, "{error:?}");
        }
    }
}
