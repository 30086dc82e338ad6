//! What `error_for_status` loses: a refused response as an error that keeps its `Retry-After`.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use ::reqwest::{Response, StatusCode, Url};

use crate::classify::{Classify, Verdict};
use crate::timed_out::TimedOut;
use crate::world::wall_clock;

/// The line to write in place of `error_for_status`: the same statuses are errors, and the error keeps what the headers said
/// about another attempt.
///
/// # Errors
///
/// A [`Refused`] for a status that is a client's or a server's error (4xx and 5xx). The response's body is not read; where its
/// text is needed, look at the response before.
///
/// # Examples
///
/// ```
/// use reqwest::Client;
/// use retry_runtime::reqwest::{Refused, check};
/// use retry_runtime::retry;
///
/// #[retry(exponential, jitter, max_retry_after = 5m)]
/// async fn get(client: &Client, url: &str) -> Result<String, Refused> {
///     let response = check(client.get(url).send().await?)?;
///     Ok(response.text().await?)
/// }
/// ```
pub fn check(response: Response) -> Result<Response, Refused> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(response);
    }
    let retry_after = super::http::retry_after(response.headers(), wall_clock());
    let kind = Kind::Status { status, retry_after };
    Err(Refused(Box::new(Answer { url: Some(without_user(response.url())), kind })))
}

/// No answer that is of use: a response with the status of an error, made by [`check`], or reqwest's own error, by `?`.
///
/// Its [`Classify`] is that of [HTTP's status codes](super::http), and a wait where the headers asked for one; for reqwest's
/// own error it is [that error's](super::reqwest). It is found in boxed errors and in `anyhow::Error`, too.
///
/// URLs hold secrets. None of a user name and a password is kept, and what is shown, by `Display`, by `Debug` and by the sources,
/// is without the query and the fragment.
///
/// # Examples
///
/// An error type of a service's own holds it, and decides as it does:
///
/// ```
/// use reqwest::Client;
/// use retry_runtime::reqwest::{Refused, check};
/// use retry_runtime::{Classify, retry};
///
/// #[derive(Debug, Classify)]
/// enum Error {
///     #[classify(forward)]
///     Http(Refused),
///     #[classify(permanent)]
///     Unreadable,
/// }
///
/// impl From<Refused> for Error {
///     fn from(refused: Refused) -> Self {
///         Self::Http(refused)
///     }
/// }
///
/// impl From<reqwest::Error> for Error {
///     fn from(error: reqwest::Error) -> Self {
///         Self::Http(error.into())
///     }
/// }
///
/// #[retry(exponential, jitter)]
/// async fn count(client: &Client, url: &str) -> Result<u32, Error> {
///     let response = check(client.get(url).send().await?)?;
///     response.text().await?.parse().map_err(|_| Error::Unreadable)
/// }
/// ```
pub struct Refused(Box<Answer>);

/// On the heap, as reqwest's errors are: results stay small.
struct Answer {
    /// Without a user.
    url: Option<Url>,
    kind: Kind,
}

enum Kind {
    Status {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
    /// Its URL is one to show.
    Reqwest(::reqwest::Error),
    /// The attempt was cut short.
    TimedOut(TimedOut),
}

impl Refused {
    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            Kind::Status { status, .. } => Some(*status),
            Kind::Reqwest(error) => error.status(),
            Kind::TimedOut(_) => None,
        }
    }

    /// The wait that the answer's headers asked for, counted from when it was checked, as
    /// [`retry_after`](super::http::retry_after) reads it. It says nothing about whether another attempt may help: the verdict does.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.0.kind {
            Kind::Status { retry_after, .. } => retry_after,
            Kind::Reqwest(_) | Kind::TimedOut(_) => None,
        }
    }

    /// Where the answer came from, after redirects; where none came, the request's URL, if reqwest says it. Without user name
    /// and password, and with the query, which may hold keys: look before you log it.
    #[must_use]
    pub fn url(&self) -> Option<&Url> {
        self.0.url.as_ref()
    }
}

impl From<::reqwest::Error> for Refused {
    fn from(mut error: ::reqwest::Error) -> Self {
        let url = error.url().map(without_user);
        if let Some(shown) = error.url_mut() {
            *shown = to_show(shown);
        }
        Self(Box::new(Answer { url, kind: Kind::Reqwest(error) }))
    }
}

/// An attempt that `attempt_timeout` or `deadline` cut short.
impl From<TimedOut> for Refused {
    fn from(error: TimedOut) -> Self {
        Self(Box::new(Answer { url: None, kind: Kind::TimedOut(error) }))
    }
}

impl Classify for Refused {
    /// By the status and the headers, or as reqwest's error.
    fn classify(&self) -> Verdict {
        match &self.0.kind {
            Kind::Status { status, retry_after } => super::http::of_status(*status, || *retry_after),
            Kind::Reqwest(error) => error.classify(),
            Kind::TimedOut(error) => error.classify(),
        }
    }
}

/// The URL and what went wrong there, in a few words. What reqwest says about it is the source.
impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(url) = self.url() {
            write!(formatter, "{}: ", to_show(url))?;
        }
        let status = match &self.0.kind {
            Kind::Status { status, .. } => *status,
            Kind::Reqwest(error) => match error.status() {
                Some(status) => status,
                None => return formatter.write_str(in_words(error)),
            },
            Kind::TimedOut(_) => return formatter.write_str("no answer in time"),
        };
        formatter.write_str(status.as_str())?;
        status.canonical_reason().map_or(Ok(()), |reason| write!(formatter, " {reason}"))
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Refused");
        shown.field("url", &self.url().map(|url| to_show(url).to_string()));
        match &self.0.kind {
            Kind::Status { status, retry_after } => shown.field("status", status).field("retry_after", retry_after),
            Kind::Reqwest(error) => shown.field("error", error),
            Kind::TimedOut(error) => shown.field("error", error),
        };
        shown.finish()
    }
}

impl Error for Refused {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.kind {
            Kind::Status { .. } => None,
            Kind::Reqwest(error) => Some(error),
            Kind::TimedOut(error) => Some(error),
        }
    }
}

fn in_words(error: &::reqwest::Error) -> &'static str {
    match error {
        _ if error.is_timeout() => "no answer in time",
        _ if error.is_connect() => "cannot connect",
        _ if error.is_builder() => "cannot build the request",
        _ if error.is_redirect() => "cannot follow the redirect",
        _ if error.is_body() || error.is_decode() => "cannot read the answer",
        _ => "the request failed",
    }
}

/// URLs that cannot have a user have none.
fn without_user(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = (url.set_username(""), url.set_password(None));
    url
}

fn to_show(url: &Url) -> Url {
    let mut url = without_user(url);
    url.set_query(None);
    url.set_fragment(None);
    url
}
