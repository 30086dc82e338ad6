//! What `#[retry]` asks of the user's types and values: the traits that are meant, under names of our own, so that an error
//! says in our words what to write in the attribute.
//!
//! Each holds for whatever the trait behind it holds for. `do_not_recommend` keeps that one, and how they are connected, out of
//! the error: <https://doc.rust-lang.org/reference/attributes/diagnostics.html#the-diagnosticdo_not_recommend-attribute>.

use core::future::{Pending, pending};
use core::ops::Deref;
use core::time::Duration;

use retry_runtime_policy::Jitter;

use crate::classify::{Classify, Verdict};
use crate::kept::Kept;
use crate::timed_out::TimedOut;

/// A failure, judged by its type.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` does not know which failures of type `{Self}` to retry",
    label = "this failure type does not say whether another attempt may help",
    note = "derive it for an error type of your own: `#[derive(Classify)]`",
    note = "or name a predicate in the attribute: `on = is_transient`, or a pattern: `on(Error::Timeout)`",
    note = "or say out loud that every failure is retried: `on = any`",
    note = "for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` \
            with that name"
)]
pub trait Judged {
    /// What this failure means.
    fn judge(&self) -> Verdict;
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Judged for E {
    #[inline]
    fn judge(&self) -> Verdict {
        self.classify()
    }
}

/// What a predicate answers.
#[diagnostic::on_unimplemented(
    message = "a predicate answers `bool` or `Verdict`, not `{Self}`",
    label = "this does not say whether to retry",
    note = "it is asked between two attempts, where nothing can be awaited: it is a plain `fn`, not an `async fn`"
)]
pub trait Answer: Into<Verdict> {}

#[diagnostic::do_not_recommend]
impl<V: Into<Verdict>> Answer for V {}

/// What a hook returns.
#[diagnostic::on_unimplemented(
    message = "a hook is a plain `fn(&Event<'_, E>)` that returns nothing, not `{Self}`",
    label = "this hook returns something, or is an `async fn`",
    note = "it is called between two attempts, where nothing can be awaited"
)]
pub trait Nothing {}

impl Nothing for () {}

/// Takes what a hook has returned.
#[inline]
pub fn hooked<T: Nothing>(_: T) {}

/// An argument `T` that every attempt gets anew. Of `()`, since rustc would advise to borrow a `T` that is no `Renewable`.
#[diagnostic::on_unimplemented(
    message = "every attempt starts from what the caller passed, and `{T}` is not `Clone`: take `&mut {T}` or `&{T}`",
    label = "a second attempt could not get this argument",
    note = "every attempt borrows anew what is passed by reference"
)]
pub trait Renewable<T> {
    /// Keeps what the caller passed.
    fn keep(argument: T) -> Kept<T>;

    /// Another one.
    fn another(argument: &T) -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Renewable<T> for () {
    #[inline]
    fn keep(argument: T) -> Kept<T> {
        Kept::new(argument)
    }

    #[inline]
    fn another(argument: &T) -> T {
        argument.clone()
    }
}

/// What a computed name is.
#[diagnostic::on_unimplemented(
    message = "a name is a `&str` or a `String`, not `{Self}`",
    label = "this is no name for the call"
)]
pub trait Name: AsRef<str> {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> Name for T {}

/// What a computed jitter is. (Only here: it is no promise.)
#[diagnostic::on_unimplemented(
    message = "a jitter is a share of the delay, of type `f64`, a `Duration` on top of it, or a `Jitter`, not `{Self}`",
    label = "this does not say how delays are spread"
)]
pub trait Spreads {
    /// The value for the policy.
    fn jitter(self) -> Jitter;
}

impl Spreads for f64 {
    #[inline]
    fn jitter(self) -> Jitter {
        Jitter::Share(self)
    }
}

impl Spreads for Duration {
    #[inline]
    fn jitter(self) -> Jitter {
        Jitter::UpTo(self)
    }
}

impl Spreads for Jitter {
    #[inline]
    fn jitter(self) -> Jitter {
        self
    }
}

/// What a sleeper of a blocking function returns: nothing, as it has waited.
#[diagnostic::on_unimplemented(
    message = "a blocking function needs a sleeper that waits on the thread, and this one returns `{Self}`",
    label = "nothing here would wait",
    note = "name a function like `std::thread::sleep`, or make the annotated function `async`"
)]
pub trait Slept {}

impl Slept for () {}

/// What the future of a sleeper returns.
#[diagnostic::on_unimplemented(
    message = "a sleeper's future returns nothing when it has waited, and this one returns `{Self}`",
    label = "this may be a wait that nobody awaits",
    note = "await what the sleeper makes; where that is no future, end the sleeper with `;`"
)]
pub trait Waited {}

impl Waited for () {}

/// The sleeper of an async function has waited.
#[inline]
pub fn waited(_: impl Waited) {}

/// Calls a sleeper that is written in the attribute. A function, so that rustc knows what a closure takes.
#[inline]
pub fn sleep_by<S>(sleep: impl FnOnce(Duration) -> S, delay: Duration) -> S {
    sleep(delay)
}

/// The sleeper of a blocking function has waited.
#[inline]
pub fn slept(_: impl Slept) {}

/// What a function returns whose attempts can be cut short.
#[diagnostic::on_unimplemented(
    message = "an attempt that is cut short has a failure to return, and `{Self}` has none: return a `Result` or an `Option`",
    label = "`attempt_timeout` and `deadline` need a `Result` or an `Option` here"
)]
pub trait TimesOut {
    /// The failure.
    fn timed_out(error: TimedOut) -> Self;
}

impl<T, E: FromTimedOut> TimesOut for Result<T, E> {
    #[inline]
    fn timed_out(error: TimedOut) -> Self {
        Err(E::from_timed_out(error))
    }
}

impl<T> TimesOut for Option<T> {
    #[inline]
    fn timed_out(_: TimedOut) -> Self {
        None
    }
}

/// A failure that can be made of [`TimedOut`].
#[diagnostic::on_unimplemented(
    message = "an attempt that is cut short fails with `TimedOut`, of which no `{Self}` can be made",
    label = "write `impl From<retry_runtime::TimedOut> for {Self}`",
    note = "`attempt_timeout` and `deadline` need it; with `thiserror`, a variant does it: `Slow(#[from] retry_runtime::TimedOut)`",
    note = "an error of another crate goes into a type of your own, that can be made of both"
)]
pub trait FromTimedOut {
    /// The failure.
    fn from_timed_out(error: TimedOut) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E: From<TimedOut>> FromTimedOut for E {
    #[inline]
    fn from_timed_out(error: TimedOut) -> Self {
        Self::from(error)
    }
}

/// What `cancel = EXPR` is in an async function.
#[diagnostic::on_unimplemented(
    message = "in an async function `cancel` takes a future that is ready when the call shall end, not `{Self}`",
    label = "nothing here can be awaited",
    note = "such as `token.cancelled()`; call the function that makes it, and put a channel's receiver there as it is"
)]
pub trait Cancels {
    /// The future.
    type Future: Future;

    /// Makes it.
    fn future(self) -> Self::Future;
}

#[diagnostic::do_not_recommend]
impl<F: IntoFuture> Cancels for F {
    type Future = F::IntoFuture;

    #[inline]
    fn future(self) -> F::IntoFuture {
        self.into_future()
    }
}

/// What `cancel = EXPR` is. The only place where what is no future is an error.
#[inline]
pub fn cancels<C: Cancels>(cancel: C) -> Cancelling<C> {
    Cancelling(cancel)
}

/// Makes the future of `cancel = EXPR`, by a method: for what is none, the one behind the [`Deref`] makes another,
/// so that the error is not told again wherever the future is used. The name of the method is one that no trait of the user's has.
#[derive(Debug)]
pub struct Cancelling<C>(C);

impl<C: Cancels> Cancelling<C> {
    /// The future.
    #[inline]
    pub fn __retry_future(self) -> C::Future {
        self.0.future()
    }
}

/// Stands for what is no future.
#[derive(Debug)]
pub struct NoFuture;

impl NoFuture {
    /// A future, in code that does not compile.
    #[expect(clippy::unused_self, reason = "called as the method that it stands in for")]
    pub fn __retry_future(&self) -> Pending<()> {
        pending()
    }
}

impl<C> Deref for Cancelling<C> {
    type Target = NoFuture;

    fn deref(&self) -> &NoFuture {
        &NoFuture
    }
}

/// What `cancel = EXPR` is in a blocking function.
#[diagnostic::on_unimplemented(
    message = "in a blocking function `cancel` takes a `fn() -> bool` that is asked before and after each wait",
    label = "this is no `fn() -> bool`",
    note = "a path or a closure, such as `|| STOP.load(Ordering::Relaxed)`; a future can only end the waits of an async function"
)]
pub trait Asked {
    /// Whether the call shall end.
    fn asked(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<F: FnOnce() -> bool> Asked for F {
    #[inline]
    fn asked(self) -> bool {
        self()
    }
}

/// Whether the call shall end.
#[inline]
pub fn asked(cancel: impl Asked) -> bool {
    cancel.asked()
}
