//! I/O errors of a client that owns its connection: what [`io`](super::io) says, and the ways in which a connection is lost.
//!
//! For `io::Error` itself these stay permanent: the end of a file is not a lost connection.
//!
//! | kind | verdict | why |
//! | --- | --- | --- |
//! | as in [`io`](super::io) | as there | |
//! | `UnexpectedEof`, `BrokenPipe`, `NotConnected` | transient | the peer closed the connection, in mid-call or before it |

use std::io::{Error, ErrorKind};

use crate::classify::{Classify, Verdict};

pub(super) fn classify(error: &Error) -> Verdict {
    match error.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe | ErrorKind::NotConnected => Verdict::Transient,
        _ => error.classify(),
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
            (ErrorKind::WouldBlock.into(), Verdict::Transient),
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
