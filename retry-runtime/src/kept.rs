//! By-value arguments that every attempt gets anew.

/// A by-value argument that every attempt gets anew: a clone, and in the last possible attempt the original.
#[derive(Debug)]
pub struct Kept<T> {
    argument: Option<T>,
    /// Stored by `new`, the only function with the bound `T: Clone`: a missing `Clone` is one error, at the argument.
    clone: fn(&T) -> T,
}

impl<T> Kept<T> {
    /// Keeps what the caller passed.
    #[must_use]
    #[inline]
    pub const fn new(argument: T) -> Self
    where
        T: Clone,
    {
        Self { argument: Some(argument), clone: T::clone }
    }

    /// What the next attempt gets.
    ///
    /// # Panics
    ///
    /// After the last attempt, which no expansion asks for.
    #[must_use]
    #[inline]
    #[expect(clippy::expect_used, reason = "an expansion asks for nothing after the last attempt")]
    pub fn next(&mut self, last: bool) -> T {
        let next = if last { self.argument.take() } else { self.argument.as_ref().map(self.clone) };
        next.expect("no attempt follows the last one")
    }
}
