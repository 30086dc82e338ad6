//! `tonic` 0.14: gRPC's status.
//!
//! | status | verdict | why |
//! | --- | --- | --- |
//! | `UNAVAILABLE` | transient | "most likely a transient condition, which can be corrected by retrying with a backoff" |
//! | `RESOURCE_EXHAUSTED` | transient | a quota or a server that sheds load: it has room again later |
//! | any other code around a lost connection | transient | tonic found no better code (`UNKNOWN`, mostly) for an I/O error of the table in [connections](super::connection) |
//! | anything else | permanent | `ABORTED` and `FAILED_PRECONDITION` want something done first; `DEADLINE_EXCEEDED` and `CANCELLED` say that the caller's time is over; unknown errors |
//!
//! Where the status is transient, the server may say more:
//!
//! | what it sends | verdict | why |
//! | --- | --- | --- |
//! | metadata `grpc-retry-pushback-ms`, a number from 0 on | `RetryAfter` | gRFC A6, "Pushback": retry after that time |
//! | the same, negative | permanent | gRFC A6: "the server asking the client not to retry at all" |
//! | the same, no number | as without it | garbage is no hint, here as in HTTP (gRFC A6 would stop) |
//! | `google.rpc.RetryInfo` with a delay, in the status's details | `RetryAfter` | "clients should wait until `retry_delay` amount of time has passed" (`error_details.proto`) |
//! | details that cannot be decoded, or without a delay | transient | no hint |
//!
//! Pushback goes before `RetryInfo`. Neither makes a permanent code retryable: in gRFC A6 the code decides whether, the
//! server when.
//!
//! Sources: gRPC's "Status codes and their use in gRPC", gRFC A6 ("gRPC Retry Design"), `google/rpc/error_details.proto`,
//! `tonic::Status::from_error`.

use core::time::Duration;
use std::error::Error;
use std::io;

use ::tonic::{Code, Status};
use tonic_types::StatusExt;

use super::connection;
use crate::classify::{Classify, Verdict};

/// How far down its sources a status is searched for an I/O error.
const DEPTH: usize = 16;

impl Classify for Status {
    /// By its code, and by the server's pushback or `RetryInfo`.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use retry_runtime::{Classify, Verdict};
    /// let mut status = tonic::Status::unavailable("restarting");
    /// assert_eq!(status.classify(), Verdict::Transient);
    /// status.metadata_mut().insert("grpc-retry-pushback-ms", "250".parse().unwrap());
    /// assert_eq!(status.classify(), Verdict::RetryAfter(Duration::from_millis(250)));
    /// ```
    fn classify(&self) -> Verdict {
        match self.code() {
            Code::Unavailable | Code::ResourceExhausted => {}
            _ => return lost_connection(self),
        }
        let pushback = self.metadata().get("grpc-retry-pushback-ms").and_then(|value| value.to_str().ok());
        if let Some(milliseconds) = pushback.and_then(|text| text.trim().parse::<i64>().ok()) {
            return match u64::try_from(milliseconds) {
                Ok(milliseconds) => Verdict::RetryAfter(Duration::from_millis(milliseconds)),
                Err(_) => Verdict::Permanent,
            };
        }
        let hint = self.get_details_retry_info().and_then(|info| info.retry_delay);
        hint.map_or(Verdict::Transient, Verdict::RetryAfter)
    }
}

/// The verdict of the I/O error that `tonic` wrapped, if there is one.
fn lost_connection(status: &Status) -> Verdict {
    let mut source = status.source();
    for _ in 0..DEPTH {
        let Some(error) = source else { break };
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return connection::classify(error);
        }
        source = error.source();
    }
    Verdict::Permanent
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ::tonic::metadata::MetadataMap;
    use tonic_types::ErrorDetails;

    use super::*;

    const CODES: [Code; 17] = [
        Code::Ok,
        Code::Cancelled,
        Code::Unknown,
        Code::InvalidArgument,
        Code::DeadlineExceeded,
        Code::NotFound,
        Code::AlreadyExists,
        Code::PermissionDenied,
        Code::ResourceExhausted,
        Code::FailedPrecondition,
        Code::Aborted,
        Code::OutOfRange,
        Code::Unimplemented,
        Code::Internal,
        Code::Unavailable,
        Code::DataLoss,
        Code::Unauthenticated,
    ];

    fn pushed_back(code: Code, value: &str) -> Status {
        let mut metadata = MetadataMap::new();
        metadata.insert("grpc-retry-pushback-ms", value.parse().unwrap());
        Status::with_metadata(code, "", metadata)
    }

    fn with_retry_info(code: Code, delay: Option<Duration>) -> Status {
        let mut details = ErrorDetails::new();
        details.set_retry_info(delay).add_help_link("", "https://example.com");
        Status::with_error_details(code, "", details)
    }

    #[test]
    fn the_table_of_codes() {
        let second = Duration::from_secs(1);
        for code in CODES {
            let transient = matches!(code, Code::Unavailable | Code::ResourceExhausted);
            let hinted = if transient { Verdict::RetryAfter(second) } else { Verdict::Permanent };
            assert_eq!(Status::new(code, "").classify(), Verdict::from(transient), "{code:?}");
            assert_eq!(pushed_back(code, "1000").classify(), hinted, "{code:?}, pushed back");
            assert_eq!(with_retry_info(code, Some(second)).classify(), hinted, "{code:?}, with RetryInfo");
        }
    }

    #[test]
    fn the_table_of_pushback() {
        let after = |milliseconds| Verdict::RetryAfter(Duration::from_millis(milliseconds));
        for (value, verdict) in [
            ("0", after(0)),
            ("25", after(25)),
            ("2147483647", after(2_147_483_647)),
            ("-1", Verdict::Permanent),
            ("-25", Verdict::Permanent),
            ("2147483648", after(2_147_483_648)),
            ("", Verdict::Transient),
            ("1.5", Verdict::Transient),
            ("soon", Verdict::Transient),
        ] {
            assert_eq!(pushed_back(Code::Unavailable, value).classify(), verdict, "{value:?}");
        }
    }

    #[test]
    fn the_table_of_retry_info() {
        let code = Code::ResourceExhausted;
        let delay = Duration::new(1, 500_000_001);
        assert_eq!(with_retry_info(code, Some(delay)).classify(), Verdict::RetryAfter(delay));
        assert_eq!(with_retry_info(code, Some(Duration::ZERO)).classify(), Verdict::RetryAfter(Duration::ZERO));
        assert_eq!(with_retry_info(code, None).classify(), Verdict::Transient);
        for garbage in [&b"\xff\xff\xff"[..], b"\x1a\x05hello", b"\x1a"] {
            assert_eq!(Status::with_details(code, "", garbage.to_vec().into()).classify(), Verdict::Transient);
        }
    }

    /// As the wire has it, from the definitions of `google.rpc.Status` and `google.rpc.RetryInfo`, and not by the encoder
    /// of the crate that decodes it.
    #[test]
    fn retry_info_from_the_wire() {
        let url = b"type.googleapis.com/google.rpc.RetryInfo";
        let cases: [(&[u8], Verdict); 4] = [
            // retry_delay { seconds: 2, nanos: 3 }
            (b"\x0a\x04\x08\x02\x10\x03", Verdict::RetryAfter(Duration::new(2, 3))),
            // retry_delay {}
            (b"\x0a\x00", Verdict::RetryAfter(Duration::ZERO)),
            // retry_delay { seconds: -1 }: in the past
            (b"\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", Verdict::RetryAfter(Duration::ZERO)),
            (b"", Verdict::Transient),
        ];
        for (info, verdict) in cases {
            let length = |bytes: &[u8]| u8::try_from(bytes.len()).unwrap();
            let any = [&[0x0a, length(url)], &url[..], &[0x12, length(info)], info].concat();
            let status = [&[0x08, 0x08, 0x1a, length(&any)], &any[..]].concat();
            let status = Status::with_details(Code::ResourceExhausted, "", status.into());
            assert_eq!(status.classify(), verdict, "{info:?}");
        }
    }

    #[test]
    fn pushback_goes_before_retry_info() {
        let mut status = with_retry_info(Code::Unavailable, Some(Duration::from_secs(9)));
        status.metadata_mut().insert("grpc-retry-pushback-ms", "5".parse().unwrap());
        assert_eq!(status.classify(), Verdict::RetryAfter(Duration::from_millis(5)));
        status.metadata_mut().insert("grpc-retry-pushback-ms", "-1".parse().unwrap());
        assert_eq!(status.classify(), Verdict::Permanent);
    }

    #[test]
    fn a_lost_connection_by_its_source() {
        for (kind, verdict) in [
            (io::ErrorKind::ConnectionReset, Verdict::Transient),
            (io::ErrorKind::BrokenPipe, Verdict::Transient),
            (io::ErrorKind::UnexpectedEof, Verdict::Transient),
            (io::ErrorKind::InvalidData, Verdict::Permanent),
        ] {
            let mut status = Status::unknown("transport error");
            status.set_source(Arc::new(io::Error::from(kind)));
            assert_eq!(status.classify(), verdict, "{kind:?}");
        }
        assert_eq!(Status::from_error("no I/O error".into()).classify(), Verdict::Permanent);
    }
}
