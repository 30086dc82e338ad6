//! `sqlx` 0.9: PostgreSQL, and whatever else reports a SQLSTATE.
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | `Io` | as [connections](super::connection) | refused, reset, timed out, closed: the server is starting, stopping or lost |
//! | `PoolTimedOut` | transient | no connection came free, or none could be opened, in time |
//! | `Database` with a SQLSTATE below | transient | |
//! | any other SQLSTATE, or none | permanent | constraints (23), data (22), syntax and rights (42), passwords (28), unknown |
//! | `PoolClosed` | permanent | the program itself closed the pool |
//! | `WorkerCrashed` | permanent | SQLite's thread is gone, and its connection with it: nothing brings it back |
//! | `Tls` | permanent | certificates and handshakes |
//! | anything else | permanent | configuration, arguments, protocol, decoding, `RowNotFound`; unknown variants likewise |
//!
//! | SQLSTATE | name | why it is transient |
//! | --- | --- | --- |
//! | class 08 | connection exceptions | the connection is lost or was not had; PgBouncer reports most of its own as 08P01, MySQL "too many connections" as 08004 |
//! | 40001 | `serialization_failure` | "retry the complete transaction" (PostgreSQL, 13.5) |
//! | 40P01 | `deadlock_detected` | likewise (13.5); one transaction was chosen to be rolled back |
//! | 53300 | `too_many_connections` | connections come free |
//! | 55P03 | `lock_not_available` | somebody else holds the lock (`NOWAIT`, `lock_timeout`); nothing was done |
//! | 57P01, 57P02, 57P03 | `admin_shutdown`, `crash_shutdown`, `cannot_connect_now` | stopping, crashed, starting up |
//! | 57P05 | `idle_session_timeout` | the server closed an idle connection; the next one is new |
//!
//! Sources: PostgreSQL's appendix A ("Error Codes") and section 13.5 ("Serialization Failure Handling"); Npgsql's
//! `PostgresException.IsTransient` for 55P03, but not for a full disk or a lack of memory (53100, 53200), where waiting a
//! little repairs nothing; `sqlx::Error`'s documentation. What is rolled back must be begun again: annotate the function
//! that begins the transaction, not one that runs inside it.

use ::sqlx::Error;

use super::connection;
use crate::classify::{Classify, Verdict};

impl Classify for Error {
    /// By its variant, and a database's error by its SQLSTATE.
    ///
    /// ```
    /// # use retry_runtime::{Classify, Verdict};
    /// assert_eq!(sqlx::Error::PoolTimedOut.classify(), Verdict::Transient);
    /// assert_eq!(sqlx::Error::RowNotFound.classify(), Verdict::Permanent);
    /// ```
    fn classify(&self) -> Verdict {
        match self {
            Self::Io(error) => connection::classify(error),
            Self::PoolTimedOut => Verdict::Transient,
            Self::Database(error) => error.code().is_some_and(|code| is_transient(&code)).into(),
            _ => Verdict::Permanent,
        }
    }
}

fn is_transient(sqlstate: &str) -> bool {
    // Five characters: SQLite's codes are plain numbers.
    matches!(sqlstate, "40001" | "40P01" | "53300" | "55P03" | "57P01" | "57P02" | "57P03" | "57P05")
        || sqlstate.len() == 5 && sqlstate.starts_with("08")
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::error::Error as StdError;
    use std::fmt;
    use std::io;

    use ::sqlx::error::{DatabaseError, ErrorKind};

    use super::*;

    /// A server's error of which only the code matters.
    #[derive(Debug)]
    struct Coded(Option<&'static str>);

    impl fmt::Display for Coded {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{:?}", self.0)
        }
    }

    impl StdError for Coded {}

    impl DatabaseError for Coded {
        fn message(&self) -> &str {
            self.0.unwrap_or_default()
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            self.0.map(Cow::Borrowed)
        }

        fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn StdError + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn StdError + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    #[test]
    fn the_table() {
        for (error, verdict) in [
            (Error::Io(io::ErrorKind::ConnectionRefused.into()), Verdict::Transient),
            (Error::Io(io::ErrorKind::ConnectionReset.into()), Verdict::Transient),
            (Error::Io(io::ErrorKind::UnexpectedEof.into()), Verdict::Transient),
            (Error::Io(io::ErrorKind::BrokenPipe.into()), Verdict::Transient),
            (Error::Io(io::ErrorKind::PermissionDenied.into()), Verdict::Permanent),
            (Error::PoolTimedOut, Verdict::Transient),
            (Error::PoolClosed, Verdict::Permanent),
            (Error::WorkerCrashed, Verdict::Permanent),
            (Error::Tls("certificate".into()), Verdict::Permanent),
            (Error::Configuration("url".into()), Verdict::Permanent),
            (Error::Protocol("unexpected message".into()), Verdict::Permanent),
            (Error::RowNotFound, Verdict::Permanent),
            (Error::ColumnNotFound("id".into()), Verdict::Permanent),
            (Error::Decode("not a number".into()), Verdict::Permanent),
            (Error::BeginFailed, Verdict::Permanent),
        ] {
            assert_eq!(error.classify(), verdict, "{error:?}");
        }
    }

    #[test]
    fn the_table_of_sqlstates() {
        for transient in [
            "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "08S01", "40001", "40P01", "53300", "55P03",
            "57P01", "57P02", "57P03", "57P05",
        ] {
            assert_eq!(Error::from(Coded(Some(transient))).classify(), Verdict::Transient, "{transient}");
        }
        for permanent in [
            "22001", "22P02", "23502", "23503", "23505", "23514", "23P01", "25P02", "25P03", "28000", "28P01", "3D000",
            "40000", "40002", "40003", "42501", "42601", "42P01", "53100", "53200", "53400", "57000", "57014", "57P04",
            "58030", "HY000", "XX000", "", "5", "08", "2067", "99999",
        ] {
            assert_eq!(Error::from(Coded(Some(permanent))).classify(), Verdict::Permanent, "{permanent}");
        }
        assert_eq!(Error::from(Coded(None)).classify(), Verdict::Permanent);
    }
}
