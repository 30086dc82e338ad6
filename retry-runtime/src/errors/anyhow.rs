//! `anyhow::Error`, feature `anyhow`: the first known error along its chain decides, whatever context lies around it.
//!
//! | error | verdict | why |
//! | --- | --- | --- |
//! | itself or a source is known | as [boxed errors](super::boxed) | context says where it happened, not what |
//! | anything else | permanent | unknown |

use ::anyhow::Error;

use crate::classify::{Classify, Verdict};

impl Classify for Error {
    /// By the first known error along the chain.
    ///
    /// ```
    /// # use retry_runtime::{Classify, Verdict};
    /// # use anyhow::Context;
    /// let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    /// let error = Err::<(), _>(refused).context("loading the order").unwrap_err();
    /// assert_eq!(error.classify(), Verdict::Transient);
    /// ```
    fn classify(&self) -> Verdict {
        super::boxed::along(self.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use ::anyhow::anyhow;

    use super::*;

    #[test]
    fn the_table() {
        let refused = || Error::from(io::Error::from(io::ErrorKind::ConnectionRefused));
        for (error, verdict) in [
            (refused(), Verdict::Transient),
            (refused().context("one").context("two"), Verdict::Transient),
            (Error::from(io::Error::from(io::ErrorKind::NotFound)).context("one"), Verdict::Permanent),
            (anyhow!("unknown"), Verdict::Permanent),
        ] {
            assert_eq!(error.classify(), verdict, "{error:?}");
        }
    }

    #[cfg(feature = "reqwest")]
    #[test]
    fn a_refused_response_is_known() {
        let busy = ::http::Response::builder().status(503).header("retry-after", "7").body("").unwrap();
        let error = Error::from(crate::reqwest::check(busy.into()).unwrap_err()).context("one");
        assert_eq!(error.classify(), Verdict::RetryAfter(core::time::Duration::from_secs(7)));
    }
}
