//! How a [`Retry`](crate::Retry) judges an outcome: by its error type, by a predicate on the error, or by one on the whole value.
//!
//! These types are for naming a `Retry` that is kept: the judge is its second parameter, after the lifetime of what it borrows.
//!
//! ```
//! use std::io::{Error, ErrorKind};
//! use retry_runtime::judge::On;
//! use retry_runtime::{Policy, Retry};
//!
//! fn is_transient(error: &Error) -> bool {
//!     error.kind() == ErrorKind::TimedOut
//! }
//!
//! type Transient = On<fn(&Error) -> bool, bool>;
//!
//! struct Client {
//!     retry: Retry<'static, Transient>,
//! }
//!
//! impl Client {
//!     fn new(policy: Policy) -> Self {
//!         Self { retry: Retry::new(policy).name("storage").on(is_transient) }
//!     }
//!
//!     fn read(&self, path: &str) -> Result<usize, Error> {
//!         self.retry.call(|| Ok(path.len()))
//!     }
//!
//!     async fn write(&self, bytes: &[u8]) -> Result<(), Error> {
//!         self.retry.call_async(async || if bytes.is_empty() { Err(ErrorKind::InvalidInput.into()) } else { Ok(()) }).await
//!     }
//! }
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! let client = Client::new(Policy::EXTERNAL);
//! assert_eq!(client.read("/a").unwrap(), 2);
//! assert!(client.write(&[1]).await.is_ok());
//! # }
//! ```
//!
//! Or leave the judge to whoever makes the client:
//!
//! ```
//! use retry_runtime::judge::Judge;
//! use retry_runtime::{Policy, Retry};
//!
//! struct Client<J> {
//!     retry: Retry<'static, J>,
//! }
//!
//! impl<J: Judge<Result<u32, String>, Error = String> + Copy> Client<J> {
//!     fn fetch(&self) -> Result<u32, String> {
//!         self.retry.call(|| Ok(42))
//!     }
//! }
//!
//! let client = Client { retry: Retry::new(Policy::INTERNAL).on(|error: &String| error == "busy") };
//! assert_eq!(client.fetch(), Ok(42));
//! ```

mod bounds;

use core::marker::PhantomData;

use self::bounds::{Known, Returned};
use crate::__private::{self as expansion, Judgement};
use crate::classify::{Classify, Verdict};

/// A way to judge outcomes of type `T`: [`ByClassify`], [`On`] or [`OnResult`].
///
/// ```
/// use retry_runtime::judge::Judge;
/// use retry_runtime::{Policy, Retry};
///
/// fn first<J: Judge<Option<u8>>>(retry: Retry<'_, J>) -> Option<u8> {
///     retry.call(|| Some(1))
/// }
/// assert_eq!(first(Retry::new(Policy::INTERNAL)), Some(1));
/// ```
pub trait Judge<T> {
    /// The failure that hooks are shown.
    type Error;

    /// What the outcome means.
    #[doc(hidden)]
    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, Self::Error>;
}

/// Judges by the error's own [`Classify`]: what a [`Retry`](crate::Retry) does unless it is told otherwise.
///
/// ```
/// use retry_runtime::judge::ByClassify;
/// use retry_runtime::{Policy, Retry};
///
/// static IO: Retry<'static, ByClassify> = Retry::new(Policy::INTERNAL).name("io");
/// assert!(IO.call(|| Ok::<_, std::io::Error>(1)).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ByClassify {
    _private: (),
}

impl ByClassify {
    pub(crate) const fn new() -> Self {
        Self { _private: () }
    }
}

impl<T: Returned<Failure: Known>> Judge<T> for ByClassify {
    type Error = T::Failure;

    #[inline]
    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge(outcome, Classify::classify)
    }
}

/// Judges by a predicate on the error: made by [`Retry::on`](crate::Retry::on). `F` is the predicate, `V` what it returns: `bool` or
/// [`Verdict`].
///
/// ```
/// use retry_runtime::judge::On;
/// use retry_runtime::{Policy, Retry};
///
/// type OnStatus = On<fn(&u16) -> bool, bool>;
///
/// fn retry() -> Retry<'static, OnStatus> {
///     Retry::new(Policy::EXTERNAL).on(|status| *status >= 500)
/// }
/// assert_eq!(retry().call(|| Err::<(), _>(404)), Err(404));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct On<F, V> {
    predicate: F,
    _verdict: PhantomData<fn() -> V>,
}

impl<F, V> On<F, V> {
    pub(crate) const fn new(predicate: F) -> Self {
        Self { predicate, _verdict: PhantomData }
    }
}

impl<T: Returned, V: Into<Verdict>, F: Fn(&T::Failure) -> V> Judge<T> for On<F, V> {
    type Error = T::Failure;

    #[inline]
    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge(outcome, &self.predicate)
    }
}

/// Judges by a predicate on the whole return value: made by [`Retry::on_result`](crate::Retry::on_result). `F` is the predicate, `V`
/// what it returns: `bool` or [`Verdict`].
///
/// ```
/// use retry_runtime::judge::OnResult;
/// use retry_runtime::{Policy, Retry};
///
/// type UntilReady = OnResult<fn(&Option<bool>) -> bool, bool>;
///
/// fn until_ready() -> Retry<'static, UntilReady> {
///     Retry::new(Policy::immediate()).on_result(|ready| *ready != Some(true))
/// }
/// let mut polls = [None, Some(false), Some(true)].into_iter();
/// assert_eq!(until_ready().call(|| polls.next().unwrap()), Some(true));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OnResult<F, V> {
    predicate: F,
    _verdict: PhantomData<fn() -> V>,
}

impl<F, V> OnResult<F, V> {
    pub(crate) const fn new(predicate: F) -> Self {
        Self { predicate, _verdict: PhantomData }
    }
}

impl<T: Returned, V: Into<Verdict>, F: Fn(&T) -> V> Judge<T> for OnResult<F, V> {
    type Error = T::Failure;

    #[inline]
    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge_value(outcome, &self.predicate, outcome.error())
    }
}
