//! A profile calls closures.

use super::{Judging, Profile, ProfileHooks};
use crate::classify::Verdict;
use crate::lent::BudgetShare;
use crate::outcome::Outcome;
use crate::retry::Retry;

impl<E, V> Profile<E, V> {
    /// The same as a [`Retry`], for what that can do beyond: a report of the call, closures that borrow mutably
    /// (`call_async_mut`), the number of the attempt, a predicate that captures something, a name made at run time, another sleeper.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static FILES: Profile<std::io::Error> = Profile::new(Policy::INTERNAL);
    /// let mut waits = Vec::new();
    /// let read = || Err::<(), _>(std::io::ErrorKind::TimedOut.into());
    /// assert!(FILES.to_retry().call_with(|delay| waits.push(delay), read).is_err());
    /// assert_eq!(waits.len(), 1);
    /// ```
    pub const fn to_retry(&self) -> Retry<'static, Judging<E, V>, Option<BudgetShare<'static>>, ProfileHooks<E>> {
        let name = match self.name {
            Some(name) => name,
            None => "retry",
        };
        Retry::of(self.policy, name, self.place, self.judge, self.budget, self.hooks)
    }

    /// Calls the operation until it succeeds or the policy ends; waits hold the thread.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// static FILES: Profile<std::io::Error> = Profile::new(Policy::immediate());
    /// let mut calls = 0;
    /// let read = FILES.call(|| {
    ///     calls += 1;
    ///     if calls < 3 { Err(std::io::ErrorKind::TimedOut.into()) } else { Ok("text") }
    /// });
    /// assert_eq!((read.unwrap(), calls), ("text", 3));
    /// ```
    ///
    /// # Errors
    ///
    /// The last outcome is returned as it is.
    pub fn call<T: Outcome<Error = E>>(&self, operation: impl FnMut() -> T) -> T
    where
        V: Into<Verdict>,
    {
        self.to_retry().call(operation)
    }

    /// Calls the operation until it succeeds or the policy ends, waiting on tokio's timer. The future borrows nothing of the profile, and
    /// can be spawned when the operation's can.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Profile};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// static NOTHING: Profile<()> = Profile::new(Policy::EXTERNAL).on(|()| true);
    /// assert_eq!(NOTHING.call_async(async || None::<u8>).await, None);
    /// # }
    /// ```
    #[cfg(feature = "tokio")]
    pub fn call_async<T, F, O>(&self, operation: O) -> impl Future<Output = T> + use<T, F, O, E, V>
    where
        T: Outcome<Error = E>,
        F: Future<Output = T>,
        O: FnMut() -> F,
        V: Into<Verdict>,
    {
        self.to_retry().call_async(operation)
    }
}
