//! What an attempt returned: a success, or a failure to look at.

/// A return type that can tell a failed attempt from a successful one: `Result` and `Option`.
///
/// A trait, not a look at the syntax, so that `io::Result<T>` and every other alias works.
///
/// # Examples
///
/// ```
/// use retry_runtime::Outcome;
///
/// assert_eq!(Err::<(), _>("busy").error(), Some(&"busy"));
/// assert_eq!(Some(1).error(), None);
/// assert_eq!(None::<u8>.error(), Some(&()));
/// ```
#[diagnostic::on_unimplemented(
    message = "a function under `#[retry]` must return a `Result` or an `Option`, not `{Self}`",
    label = "cannot tell a failed attempt from this return type",
    note = "write `on_result = PREDICATE` to look at the whole value, or implement `retry_runtime::Outcome` for a type of your own"
)]
pub trait Outcome {
    /// The failure: the error of a `Result`, `()` for an `Option`.
    type Error;

    /// The failure, if this is one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Outcome for Result<T, E> {
    type Error = E;

    #[inline]
    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

impl<T> Outcome for Option<T> {
    type Error = ();

    #[inline]
    fn error(&self) -> Option<&()> {
        if self.is_none() { Some(&()) } else { None }
    }
}
