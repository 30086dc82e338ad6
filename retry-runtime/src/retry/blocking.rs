//! Calls whose waits hold the thread.

use core::time::Duration;

use super::{Report, Retry};
use crate::__private::sleep_blocking;
use crate::attempt::Attempt;
use crate::decide::Decide;
use crate::judge::Judge;
use crate::observe::Watch;

impl<J, L: Decide, W> Retry<'_, J, L, W> {
    /// Calls the operation until it succeeds or the policy ends; waits hold the thread.
    ///
    /// # Errors
    ///
    /// The last outcome is returned as it is.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry};
    /// let answer: Option<u8> = Retry::new(Policy::immediate().max_attempts(2)).call(|| None);
    /// assert_eq!(answer, None);
    /// ```
    #[inline]
    pub fn call<T>(self, operation: impl FnMut() -> T) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.call_with(sleep_blocking, operation)
    }

    /// [`call`](Self::call) with another sleeper. It is called for every wait, also for one of zero.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, Retry};
    /// let mut waits = Vec::new();
    /// let retry = Retry::new(Policy::exponential(Duration::from_secs(1)));
    /// let _: Option<u8> = retry.call_with(|delay| waits.push(delay.as_secs()), || None);
    /// assert_eq!(waits, [1, 2, 4]);
    /// ```
    #[inline]
    pub fn call_with<T>(self, sleep: impl FnMut(Duration), mut operation: impl FnMut() -> T) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run::<false, _, _>(sleep, |_| operation(), |outcome, _| outcome)
    }

    /// [`call`](Self::call) for an operation that is told which [`Attempt`] it is. The clock is read when the call
    /// begins.
    ///
    /// ```
    /// # use retry_runtime::{Attempt, Policy, Retry};
    /// let retry = Retry::new(Policy::immediate().max_attempts(3)).on(|_: &&str| true);
    /// let answer = retry.call_attempt(|attempt: Attempt| if attempt.is_last() { Ok(attempt.number()) } else { Err("not yet") });
    /// assert_eq!(answer, Ok(3));
    /// ```
    #[inline]
    pub fn call_attempt<T>(self, operation: impl FnMut(Attempt) -> T) -> T
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run::<true, _, _>(sleep_blocking, operation, |outcome, _| outcome)
    }

    /// [`call`](Self::call), and what can be said of the call: attempts, times, and why it gave up. Reads the clock when the call
    /// begins and when it ends.
    ///
    /// ```
    /// # use retry_runtime::{Policy, Retry, StopReason};
    /// let report = Retry::new(Policy::immediate()).on(|code: &u16| *code >= 500).call_report(|| Err::<(), _>(404));
    /// assert_eq!((report.result, report.attempts), (Err(404), 1));
    /// assert_eq!(report.reason, Some(StopReason::Permanent));
    /// ```
    #[inline]
    pub fn call_report<T>(self, mut operation: impl FnMut() -> T) -> Report<T>
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.run::<true, _, _>(sleep_blocking, |_| operation(), Report::of)
    }
}
