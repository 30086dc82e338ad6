//! `redis` 1.
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | `Io` around a `std::io::Error` | as [connections](super::connection) | refused, reset, timed out, closed: the server is starting, stopping or lost |
//! | `Io`, `NotFound` | transient | a Unix socket whose server has not made it yet (`RedisError::is_connection_refusal`) |
//! | `Io` around anything else | permanent | TLS handshakes, names that are none |
//! | `BusyLoading` (`LOADING`) | transient | the server is starting: it reads its data set |
//! | `TryAgain`, `ClusterDown`, `MasterDown` | transient | a slot is moving, a cluster or a replica is without its master |
//! | `ReadOnly` | transient | a write that met a demoted master: a failover is going on |
//! | `ERR max number of clients reached` | transient | connections come free |
//! | `ClusterConnectionNotFound` | transient | no node of the cluster can be reached |
//! | `MasterNameNotFoundBySentinel`, `NoValidReplicasFoundBySentinel` | transient | the sentinels are electing |
//! | a pipeline, a transaction (`ExecAbort`) | transient where each of its failures is | one permanent failure fails it again |
//! | `AuthenticationFailed`, `NoPerm`, `WRONGPASS`, `NOAUTH` | permanent | the same again next time |
//! | anything else | permanent | wrong commands and types, scripts, parsing, configuration; unknown codes likewise |
//!
//! `Moved` and `Ask` are permanent: a cluster connection follows them itself, any other meets them again.
//!
//! Sources: `redis::RedisError::retry_method` (`WaitAndRetry`, `Reconnect`, `RefreshSlotsAndRetry`), less what it reconnects
//! for that a new connection does not mend (`Parse`, `AuthenticationFailed`); the texts of Redis's own errors in its
//! `server.c`, `networking.c` and `cluster.c`.

use std::error::Error;
use std::io;
use std::sync::Arc;

use ::redis::{ErrorKind, RedisError, ServerError, ServerErrorKind};

use super::connection;
use crate::classify::{Classify, Verdict};

impl Classify for RedisError {
    /// By its kind, and an I/O error by the kind of its source.
    ///
    /// ```
    /// # use retry_runtime::{Classify, Verdict};
    /// let loading = redis::parse_redis_value(b"-LOADING Redis is loading the dataset in memory\r\n").unwrap();
    /// assert_eq!(loading.extract_error().unwrap_err().classify(), Verdict::Transient);
    /// ```
    fn classify(&self) -> Verdict {
        match self.kind() {
            ErrorKind::Io => io_error(self).map_or(Verdict::Permanent, |error| match error.kind() {
                io::ErrorKind::NotFound => Verdict::Transient,
                _ => connection::classify(error),
            }),
            ErrorKind::ClusterConnectionNotFound
            | ErrorKind::MasterNameNotFoundBySentinel
            | ErrorKind::NoValidReplicasFoundBySentinel => Verdict::Transient,
            // One command's, a pipeline's or a transaction's; an error made by hand has only its kind.
            ErrorKind::Server(kind) => match self.clone().into_server_errors() {
                Some(errors) if !errors.is_empty() => errors.iter().all(|(_, error)| is_transient(error)).into(),
                _ => is_transient_kind(kind).into(),
            },
            _ => Verdict::Permanent,
        }
    }
}

fn is_transient(error: &ServerError) -> bool {
    let full = || error.details().is_some_and(|text| text.starts_with("max number of clients reached"));
    error.kind().is_some_and(|kind| is_transient_kind(kind) || kind == ServerErrorKind::ResponseError && full())
}

fn is_transient_kind(kind: ServerErrorKind) -> bool {
    matches!(
        kind,
        ServerErrorKind::BusyLoading
            | ServerErrorKind::TryAgain
            | ServerErrorKind::ClusterDown
            | ServerErrorKind::MasterDown
            | ServerErrorKind::ReadOnly
    )
}

/// The I/O error inside, which `source` shows as the `Arc` that holds it.
fn io_error(error: &RedisError) -> Option<&io::Error> {
    let source = error.source()?;
    match source.downcast_ref::<Arc<dyn Error + Send + Sync>>() {
        Some(shared) => shared.downcast_ref(),
        None => source.downcast_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_kinds() {
        for (error, verdict) in [
            (io::Error::from(io::ErrorKind::ConnectionRefused).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::ConnectionReset).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::BrokenPipe).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::UnexpectedEof).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::TimedOut).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::WouldBlock).into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::NotFound).into(), Verdict::Transient),
            (io::Error::other("failed to lookup address information: Try again").into(), Verdict::Transient),
            (io::Error::from(io::ErrorKind::PermissionDenied).into(), Verdict::Permanent),
            (io::Error::new(io::ErrorKind::InvalidData, "certificate").into(), Verdict::Permanent),
            ((ErrorKind::Io, "SSL Handshake error", String::new()).into(), Verdict::Permanent),
            ((ErrorKind::ClusterConnectionNotFound, "").into(), Verdict::Transient),
            ((ErrorKind::MasterNameNotFoundBySentinel, "").into(), Verdict::Transient),
            ((ErrorKind::NoValidReplicasFoundBySentinel, "").into(), Verdict::Transient),
            ((ErrorKind::Server(ServerErrorKind::BusyLoading), "").into(), Verdict::Transient),
            ((ErrorKind::Server(ServerErrorKind::ExecAbort), "").into(), Verdict::Permanent),
            ((ErrorKind::AuthenticationFailed, "").into(), Verdict::Permanent),
            ((ErrorKind::UnexpectedReturnType, "").into(), Verdict::Permanent),
            ((ErrorKind::InvalidClientConfig, "").into(), Verdict::Permanent),
            ((ErrorKind::Client, "").into(), Verdict::Permanent),
            ((ErrorKind::Parse, "").into(), Verdict::Permanent),
            ((ErrorKind::EmptySentinelList, "").into(), Verdict::Permanent),
            ((ErrorKind::RESP3NotSupported, "").into(), Verdict::Permanent),
        ] {
            let error: RedisError = error;
            assert_eq!(error.classify(), verdict, "{error:?}");
        }
    }

    #[test]
    fn the_table_of_replies() {
        for (reply, verdict) in [
            ("LOADING Redis is loading the dataset in memory", Verdict::Transient),
            ("TRYAGAIN Multiple keys request during rehashing of slot", Verdict::Transient),
            ("CLUSTERDOWN The cluster is down", Verdict::Transient),
            ("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", Verdict::Transient),
            ("READONLY You can't write against a read only replica.", Verdict::Transient),
            ("ERR max number of clients reached", Verdict::Transient),
            ("ERR unknown command 'FROB'", Verdict::Permanent),
            ("WRONGTYPE Operation against a key holding the wrong kind of value", Verdict::Permanent),
            ("WRONGPASS invalid username-password pair or user is disabled.", Verdict::Permanent),
            ("NOAUTH Authentication required.", Verdict::Permanent),
            ("NOPERM this user has no permissions to run the 'get' command", Verdict::Permanent),
            ("MOVED 3999 127.0.0.1:6381", Verdict::Permanent),
            ("ASK 3999 127.0.0.1:6381", Verdict::Permanent),
            ("CROSSSLOT Keys in request don't hash to the same slot", Verdict::Permanent),
            ("NOSCRIPT No matching script. Please use EVAL.", Verdict::Permanent),
            ("EXECABORT Transaction discarded because of previous errors.", Verdict::Permanent),
            ("OOM command not allowed when used memory > 'maxmemory'.", Verdict::Permanent),
            ("SOMETHING unknown", Verdict::Permanent),
        ] {
            let value = redis::parse_redis_value(format!("-{reply}\r\n").as_bytes()).unwrap();
            assert_eq!(value.extract_error().unwrap_err().classify(), verdict, "{reply}");
        }
    }
}
