//! Calls whose waits are awaited.

use core::time::Duration;

#[cfg(feature = "tokio")]
use super::Report;
use super::Retry;
#[cfg(feature = "tokio")]
use crate::attempt::Attempt;
use crate::decide::Decide;
use crate::judge::Judge;
use crate::observe::Watch;
#[cfg(feature = "tokio")]
use crate::world::sleep;

/// On tokio's timer.
#[cfg(feature = "tokio")]
impl<J, L: Decide, W> Retry<'_, J, L, W> {
    /// Calls the operation until it succeeds or the policy ends, waiting on tokio's timer. The future can be spawned when
    /// the operation's can. A retry that does not wait yields to the executor, so that a time-out around the call can act.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let answer: Option<u8> = Retry::new(Policy::default()).call_async(async || None).await;
    /// assert_eq!(answer, None);
    /// # }
    /// ```
    ///
    /// An `async` closure that changes what it captures does not compile here: it goes to [`call_async_mut`](Self::call_async_mut).
    ///
    /// ```compile_fail
    /// # use retry_runtime::{Policy, Retry};
    /// # async fn count() -> Option<u32> {
    /// let mut calls = 0;
    /// Retry::new(Policy::default()).call_async(async || { calls += 1; Some(calls) }).await
    /// # }
    /// ```
    #[inline]
    pub fn call_async<T, F>(
        self,
        // rustc shows the next line where it refuses a closure.
        mut operation: impl FnMut() -> F, // an `async` closure that changes what it captures: `call_async_mut`
    ) -> impl Future<Output = T>
    where
        F: Future<Output = T>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async::<false, false, _, _, _, _>(sleep, move |_| operation(), |outcome, _| outcome)
    }

    /// [`call_async`](Self::call_async) for an `async` closure that changes what it captures. It is written `async || …`: the future of
    /// `|| async { … }` may not borrow from its closure.
    ///
    /// The future can be awaited. rustc refuses to spawn it where the closure borrows, though nothing is wrong
    /// (<https://github.com/rust-lang/rust/issues/134997>); one that owns all it uses (`async move || …`) can be spawned.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let mut connection = vec!["hello"];
    /// let answer = Retry::new(Policy::default()).call_async_mut(async || {
    ///     tokio::task::yield_now().await;
    ///     connection.push("ping");
    ///     if connection.len() > 2 { Some("pong") } else { None }
    /// });
    /// assert_eq!(answer.await, Some("pong"));
    /// assert_eq!(connection, ["hello", "ping", "ping"]);
    /// # }
    /// ```
    #[inline]
    pub fn call_async_mut<T>(self, operation: impl AsyncFnMut() -> T) -> impl Future<Output = T>
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async_mut::<false, _, _>(sleep, operation)
    }

    /// [`call_async`](Self::call_async) for an operation that is told which [`Attempt`] it is. The clock is read when the call
    /// begins.
    ///
    /// ```
    /// # use retry_runtime::{Attempt, Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let answer = Retry::new(Policy::default()).call_async_attempt(async |attempt: Attempt| {
    ///     if attempt.is_last() { Some(attempt.number()) } else { None }
    /// });
    /// assert_eq!(answer.await, Some(4));
    /// # }
    /// ```
    #[inline]
    pub fn call_async_attempt<T, F>(self, operation: impl FnMut(Attempt) -> F) -> impl Future<Output = T>
    where
        F: Future<Output = T>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async::<true, false, _, _, _, _>(sleep, operation, |outcome, _| outcome)
    }

    /// [`call_async`](Self::call_async), and what can be said of the call: attempts, times, and why it gave up. Reads the clock when the
    /// call begins and when it ends.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry, StopReason};
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let retry = Retry::new(Policy::fixed(Duration::from_secs(2)).max_attempts(3));
    /// let report = retry.call_report_async(async || None::<u8>).await;
    /// assert_eq!((report.result, report.attempts, report.waited), (None, 3, Duration::from_secs(4)));
    /// assert_eq!(report.reason, Some(StopReason::MaxAttempts));
    /// # }
    /// ```
    #[inline]
    pub fn call_report_async<T, F>(self, mut operation: impl FnMut() -> F) -> impl Future<Output = Report<T>>
    where
        F: Future<Output = T>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async::<true, false, _, _, _, _>(sleep, move |_| operation(), Report::of)
    }
}

/// With another sleeper: for other runtimes.
impl<J, L: Decide, W> Retry<'_, J, L, W> {
    /// [`call_async`](Self::call_async) with another sleeper: for other runtimes. It is called for every wait, also for one
    /// of zero, after which the call yields to the executor whatever the sleeper did.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let mut waits = Vec::new();
    /// let retry = Retry::new(Policy::fixed(Duration::from_secs(2)));
    /// let sleep = |delay: Duration| { waits.push(delay.as_secs()); std::future::ready(()) };
    /// let _: Option<u8> = retry.call_async_with(sleep, async || None).await;
    /// assert_eq!(waits, [2, 2, 2]);
    /// # }
    /// ```
    #[inline]
    pub fn call_async_with<T, F, S>(
        self,
        sleep: impl FnMut(Duration) -> S,
        mut operation: impl FnMut() -> F, // an `async` closure that changes what it captures: `call_async_mut_with`
    ) -> impl Future<Output = T>
    where
        F: Future<Output = T>,
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async::<false, true, _, _, _, _>(sleep, move |_| operation(), |outcome, _| outcome)
    }

    /// [`call_async_mut`](Self::call_async_mut) with another sleeper, as [`call_async_with`](Self::call_async_with).
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let mut calls = 0;
    /// let sleep = |_| std::future::ready(());
    /// let retry = Retry::new(Policy::fixed(Duration::from_secs(2)));
    /// let answer: Option<u8> = retry.call_async_mut_with(sleep, async || { calls += 1; None }).await;
    /// assert_eq!((answer, calls), (None, 4));
    /// # }
    /// ```
    #[inline]
    pub fn call_async_mut_with<T, S>(
        self,
        sleep: impl FnMut(Duration) -> S,
        operation: impl AsyncFnMut() -> T,
    ) -> impl Future<Output = T>
    where
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run_async_mut::<true, _, _>(sleep, operation)
    }
}
