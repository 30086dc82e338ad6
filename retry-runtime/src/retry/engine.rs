//! The loop around a closure, once blocking and once async. Every way to call a [`Retry`] is written by means of it.
//!
//! `end` makes of the last outcome what the caller gets. An async function that awaits the loop and does it afterwards would keep
//! the loop's future twice, as an async function keeps its arguments: <https://github.com/rust-lang/rust/issues/62958>. For the same
//! reason what is async here is a block.

use core::panic::Location;
use core::time::Duration;

use retry_runtime_policy::Policy;

use super::Retry;
use crate::__private::{decide_in_full, is_zero};
use crate::attempt::Attempt;
use crate::call_state::{CallState, TotalWait};
use crate::decide::Decide;
use crate::judge::Judge;
use crate::lent::{Spend, Wait};
use crate::observe::Watch;
use crate::site::Call;
use crate::world::{self, Clock};

/// The async loop. A macro, since `operation` has two types that no trait has in common.
macro_rules! awaiting {
    ($retry:ident, $timed:expr, $sleep:ident, $sleeps_for_zero:expr, $operation:ident($($attempt:ident)?), $end:expr) => {
        async move {
            tell_of_a_time_out($retry.name, $retry.place, &$retry.policy);
            let listens = $timed || $retry.watch.listens();
            let (mut state, mut waited) = ($retry.as_call(Clock::Awaiting).begin(listens), TotalWait::NONE);
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
                // Before the wait, so that the delay does not lie in the future: nobody looks until the wait is over.
                if $timed || W::LISTENS {
                    waited.more(delay);
                }
                let at_once = is_zero(delay);
                if $sleeps_for_zero || !at_once {
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
    /// Blocking. `TIMED`: somebody may ask for times, also where nobody listens.
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
        tell_of_a_time_out(self.name, self.place, &self.policy);
        let listens = TIMED || self.watch.listens();
        let (mut state, mut waited) = (self.as_call(Clock::Blocking).begin(listens), TotalWait::NONE);
        loop {
            let outcome = operation(self.attempt(&state, waited, Clock::Blocking));
            let Some(wait) = self.decide(&mut state, waited, &outcome, Clock::Blocking) else {
                return end(outcome, self.attempt(&state, waited, Clock::Blocking));
            };
            drop(outcome);
            sleep(wait.delay);
            if TIMED || W::LISTENS {
                waited.more(wait.delay);
            }
            wait.over();
        }
    }

    /// Async. `SLEEPS_FOR_ZERO`: the sleeper is called for a wait of zero too.
    #[inline]
    #[expect(clippy::manual_async_fn, reason = "an async function keeps its arguments twice")]
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
        awaiting!(self, TIMED, sleep, SLEEPS_FOR_ZERO, operation(attempt), end)
    }

    /// The same where the operation's future borrows from the closure: it has another type for every lifetime, for which rustc often
    /// cannot prove that it is `Send` (<https://github.com/rust-lang/rust/issues/134997>).
    #[inline]
    #[expect(clippy::manual_async_fn, reason = "an async function keeps its arguments twice")]
    pub(super) fn run_async_mut<const SLEEPS_FOR_ZERO: bool, T, S>(
        self,
        mut sleep: impl FnMut(Duration) -> S,
        mut operation: impl AsyncFnMut() -> T,
    ) -> impl Future<Output = T>
    where
        S: Future<Output = ()>,
        J: Judge<T>,
        W: Watch<J::Error>,
    {
        awaiting!(self, false, sleep, SLEEPS_FOR_ZERO, operation(), |outcome, _| outcome)
    }

    #[inline]
    fn as_call(&self, clock: Clock) -> Call<'_, L> {
        let (name, file, line) = (self.name, self.place.file(), self.place.line());
        Call { name, file, line, policy: &self.policy, lent: self.lent, clock }
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
        decide_in_full(state, &self.as_call(clock), waited, self.judge.judge(outcome), |event| {
            // Asked here, so that the compiler leaves out an event that nobody hears.
            if W::LISTENS {
                self.watch.hear(event);
            }
        })
    }
}

/// There is no timer for it here. Nothing is silently ignored, so that is reported, once for each `Retry::new`.
#[inline]
fn tell_of_a_time_out(name: &str, place: &'static Location<'static>, policy: &Policy) {
    #[cfg(feature = "tracing")]
    if policy.get_attempt_timeout().is_some() {
        no_timer(name, place);
    }
    // They are used with the feature only.
    let _ = (name, place, policy);
}

#[cfg(feature = "tracing")]
#[cold]
fn no_timer(name: &str, place: &'static Location<'static>) {
    use std::sync::{Mutex, PoisonError};

    static REPORTED: Mutex<Vec<&Location<'static>>> = Mutex::new(Vec::new());
    let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
    if !reported.contains(&place) {
        reported.push(place);
        drop(reported);
        tracing::warn!(target: "retry", { "retry.name" = name }, "the policy has an `attempt_timeout`, for which `Retry` has no timer: put the operation into a time-out of its own");
    }
}
