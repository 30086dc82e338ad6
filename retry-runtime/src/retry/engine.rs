//! The loop around a closure, once blocking and once async: whatever can be called is written by means of these two.
//!
//! `end` makes of the last outcome what the caller gets. Returning all three and letting the caller choose would be a second future
//! around the first, which keeps its arguments twice (<https://github.com/rust-lang/rust/issues/62958>).

use core::time::Duration;

use super::Retry;
use crate::__private::decide_in_full;
use crate::attempt::Attempt;
use crate::call_state::{CallState, TotalWait};
use crate::decide::Decide;
use crate::judge::Judge;
use crate::lent::{Spend, Wait};
use crate::observe::Watch;
use crate::site::Call;
use crate::world::{self, Clock};

/// The loop of both async forms. A function that takes one more future would keep it twice.
macro_rules! awaiting {
    ($retry:ident, $sleep:ident, $operation:ident($($attempt:ident)?), $end:ident) => {
        async move {
            let (mut state, mut waited) = ($retry.begin::<TIMED, T>(Clock::Awaiting), TotalWait::NONE);
            loop {
                // In a block of its own: a failure that is not `Send` is gone before the wait.
                let Wait { delay, permit } = {
                    $(let $attempt = $retry.attempt(&state, waited, Clock::Awaiting);)?
                    let outcome = $operation($($attempt)?).await;
                    let Some(wait) = $retry.decide(&mut state, waited, &outcome, Clock::Awaiting) else {
                        return $end(outcome, $retry.attempt(&state, waited, Clock::Awaiting));
                    };
                    wait
                };
                // Before the wait, so that the future need not keep the delay: nobody looks until it is over.
                waited.more(delay);
                let at_once = delay.is_zero();
                if SLEEPS_FOR_ZERO || !at_once {
                    $sleep(delay).await;
                }
                if at_once {
                    world::yield_now().await;
                }
                permit.spend();
            }
        }
    };
}

impl<J, L: Decide, W> Retry<'_, J, L, W> {
    /// Blocking. `TIMED`: somebody may ask since when the call runs, also where nobody listens.
    #[inline]
    pub(super) fn run<const TIMED: bool, T, R>(
        self,
        mut sleep: impl FnMut(Duration),
        mut operation: impl FnMut(Attempt) -> T,
        end: impl FnOnce(T, Attempt) -> R,
    ) -> R
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        let (mut state, mut waited) = (self.begin::<TIMED, T>(Clock::Blocking), TotalWait::NONE);
        loop {
            let outcome = operation(self.attempt(&state, waited, Clock::Blocking));
            let Some(wait) = self.decide(&mut state, waited, &outcome, Clock::Blocking) else {
                return end(outcome, self.attempt(&state, waited, Clock::Blocking));
            };
            drop(outcome);
            sleep(wait.delay);
            waited.more(wait.delay);
            wait.over();
        }
    }

    /// Async. `SLEEPS_FOR_ZERO`: the sleeper is called for a wait of zero too.
    #[inline]
    pub(super) fn run_async<const TIMED: bool, const SLEEPS_FOR_ZERO: bool, T, F, S, R>(
        self,
        mut sleep: impl FnMut(Duration) -> S,
        mut operation: impl FnMut(Attempt) -> F,
        end: impl FnOnce(T, Attempt) -> R,
    ) -> impl Future<Output = R>
    where
        F: Future<Output = T>,
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        awaiting!(self, sleep, operation(attempt), end)
    }

    /// The same for futures that borrow from the closure. The type of such a future is known for one lifetime at a time only, so
    /// rustc cannot prove that it is `Send`: <https://github.com/rust-lang/rust/issues/110338>.
    #[inline]
    pub(super) fn run_async_mut<const TIMED: bool, const SLEEPS_FOR_ZERO: bool, T, S, R>(
        self,
        mut sleep: impl FnMut(Duration) -> S,
        mut operation: impl AsyncFnMut() -> T,
        end: impl FnOnce(T, Attempt) -> R,
    ) -> impl Future<Output = R>
    where
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        awaiting!(self, sleep, operation(), end)
    }

    #[inline]
    fn as_call(&self, clock: Clock) -> Call<'_, L> {
        let (name, file, line) = (self.name, self.place.file(), self.place.line());
        Call { name, file, line, policy: &self.policy, lent: self.lent, clock }
    }

    #[inline]
    fn begin<const TIMED: bool, T>(&self, clock: Clock) -> CallState
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        self.as_call(clock).begin(TIMED || W::LISTENS)
    }

    #[inline]
    fn attempt(&self, state: &CallState, waited: TotalWait, clock: Clock) -> Attempt {
        self.as_call(clock).attempt(state, waited)
    }

    #[inline]
    fn decide<T>(&self, state: &mut CallState, waited: TotalWait, outcome: &T, clock: Clock) -> Option<Wait<L::Permit>>
    where
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        decide_in_full(state, &self.as_call(clock), waited, self.judge.judge(outcome), |event| self.watch.hear(event))
    }
}
