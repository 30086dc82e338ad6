//! `dyn Error`, and so `Box<dyn Error + Send + Sync>`: what is known first along the chain of sources decides.
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | itself or a source is of a type on one of these pages | that type's verdict | the outermost one decides: it knows what its sources meant |
//! | `std::io::Error` of kind `Other` around another error | that error's verdict | it is a mere wrapper |
//! | none within 32 sources | permanent | unknown; and a chain that bites its own tail has an end |
//!
//! Types of your own are not found in a chain, `#[derive(Classify)]` or not: match on them, or let an enum hold them.

use core::error::Error;
use std::io;

use crate::classify::{Classify, Verdict};
use crate::timed_out::TimedOut;

/// Longer chains are a mistake, or a circle.
const LINKS: usize = 32;

macro_rules! by_chain {
    ($($error:ty),*) => {$(
        impl Classify for $error {
            /// By the first known error along the chain.
            ///
            /// ```
            /// # use retry_runtime::{Classify, Verdict};
            /// let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
            /// let error: Box<dyn std::error::Error + Send + Sync> = refused.into();
            /// assert_eq!(error.classify(), Verdict::Transient);
            /// ```
            fn classify(&self) -> Verdict {
                along(self)
            }
        }
    )*};
}

by_chain!(dyn Error, dyn Error + Send, dyn Error + Send + Sync);

/// The verdict of the first known error in the chain that begins here.
pub(crate) fn along(error: &(dyn Error + 'static)) -> Verdict {
    find(error, known).unwrap_or(Verdict::Permanent)
}

/// The first answer along the chain.
pub(crate) fn find<T>(
    error: &(dyn Error + 'static),
    answer: impl FnMut(&(dyn Error + 'static)) -> Option<T>,
) -> Option<T> {
    core::iter::successors(Some(error), |error| inner(*error)).take(LINKS).find_map(answer)
}

/// What lies inside: the standard library's wrapper does not count what it wraps as its source.
fn inner<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

/// The types of these pages.
fn known(error: &(dyn Error + 'static)) -> Option<Verdict> {
    macro_rules! first_of {
        ($($(#[$feature:meta])? $error:ty),* $(,)?) => {
            $($(#[$feature])? if let Some(error) = error.downcast_ref::<$error>() { return Some(error.classify()); })*
        };
    }
    if error.downcast_ref::<io::Error>().is_some_and(is_wrapper) {
        return None;
    }
    first_of!(
        TimedOut,
        io::Error,
        #[cfg(feature = "reqwest")]
        ::reqwest::Error,
        #[cfg(feature = "reqwest")]
        super::reqwest::Refused,
        #[cfg(feature = "hyper")]
        ::hyper::Error,
        #[cfg(feature = "tonic")]
        ::tonic::Status,
        #[cfg(feature = "sqlx")]
        ::sqlx::Error,
        #[cfg(feature = "redis")]
        ::redis::RedisError,
    );
    None
}

/// Whether it says nothing but what another error says.
pub(super) fn is_wrapper(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Other && error.get_ref().is_some()
}

#[cfg(test)]
mod tests {
    use core::fmt;

    use super::*;

    /// A link to something else, or to itself.
    #[derive(Debug)]
    struct Link(Option<Box<dyn Error + Send + Sync>>);

    impl fmt::Display for Link {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("link")
        }
    }

    impl Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            match &self.0 {
                Some(source) => Some(&**source),
                None => Some(self),
            }
        }
    }

    fn refused() -> Box<dyn Error + Send + Sync> {
        io::Error::from(io::ErrorKind::ConnectionRefused).into()
    }

    fn missing() -> Box<dyn Error + Send + Sync> {
        io::Error::from(io::ErrorKind::NotFound).into()
    }

    fn linked(error: Box<dyn Error + Send + Sync>, links: usize) -> Box<dyn Error + Send + Sync> {
        (0..links).fold(error, |error, _| Link(Some(error)).into())
    }

    #[test]
    fn the_table() {
        let invalid = |inner| Box::<dyn Error + Send + Sync>::from(io::Error::new(io::ErrorKind::InvalidData, inner));
        for (error, verdict) in [
            (refused(), Verdict::Transient),
            (missing(), Verdict::Permanent),
            (linked(refused(), 1), Verdict::Transient),
            (linked(refused(), 31), Verdict::Transient),
            (linked(refused(), 32), Verdict::Permanent),
            (io::Error::other(linked(refused(), 2)).into(), Verdict::Transient),
            (invalid(refused()), Verdict::Permanent),
            (linked(io::Error::other("unknown").into(), 2), Verdict::Permanent),
            ("unknown".into(), Verdict::Permanent),
            (Link(None).into(), Verdict::Permanent),
        ] {
            assert_eq!(error.classify(), verdict, "{error:?}");
        }
    }

    #[test]
    fn whatever_may_cross_threads() {
        let plain: Box<dyn Error> = refused();
        let sent: Box<dyn Error + Send> = refused();
        assert_eq!([plain.classify(), sent.classify()], [Verdict::Transient; 2]);
    }
}
