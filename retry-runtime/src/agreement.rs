//! What the limits on time have to be to each other: checked while the function compiles where they are constants, and at each call
//! where one is computed.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;

use retry_runtime_policy::{Policy, PolicyError};

use crate::__private::overridden;
use crate::call_state::CallState;
use crate::deadline::Deadline;

/// What is wrong with an `attempt_timeout`, if anything is.
#[must_use]
pub const fn no_time_for_another(
    timeout: Duration,
    deadline: Option<Duration>,
    max_elapsed: Option<Duration>,
) -> Option<&'static str> {
    match (deadline, max_elapsed) {
        // Something else says that it is zero.
        _ if timeout.is_zero() => None,
        (Some(limit), _) if is_within(limit, timeout) => {
            Some("`attempt_timeout` is not shorter than `deadline`, which cuts the attempt first: lower it")
        }
        (_, Some(limit)) if is_within(limit, timeout) => Some(
            "`attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise \
             `max_elapsed`",
        ),
        _ => None,
    }
}

/// What is wrong with a `max_elapsed` beside a deadline, if anything is.
#[must_use]
pub const fn ends_before(max_elapsed: Duration, deadline: Duration) -> Option<&'static str> {
    if max_elapsed.as_nanos() <= deadline.as_nanos() || deadline.is_zero() {
        return None;
    }
    Some("`max_elapsed` is longer than `deadline`, which ends the call first: remove it, or lower it")
}

/// What is wrong with a deadline beside the first delay, if anything is.
#[must_use]
pub const fn no_time_to_wait(deadline: Duration, policy: Policy) -> Option<&'static str> {
    // A retry may start at `max_elapsed`, but not at the deadline.
    let latest = deadline.saturating_sub(Duration::from_nanos(1));
    match policy.max_elapsed(latest).check() {
        Err(PolicyError::MaxElapsedBelowFirstDelay) if !deadline.is_zero() => Some(
            "`deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay",
        ),
        _ => None,
    }
}

/// Whether the one is no longer than the other. A zero limit is reported as such.
const fn is_within(limit: Duration, other: Duration) -> bool {
    !limit.is_zero() && limit.as_nanos() <= other.as_nanos()
}

/// Reports, once, a computed deadline that has passed when the call begins.
#[inline]
pub fn passed(name: &str, deadline: Deadline, state: &CallState, reported: &AtomicBool) {
    if state.elapsed(deadline.time()).is_zero() {
        report(name, "the deadline has passed before the call began: the first attempt is polled once", reported);
    }
}

/// The time-out of a call's attempts, where a limit is computed: the nearest one that leaves time for a retry. What contradicts is
/// reported once.
#[must_use]
#[inline]
pub fn agreed(
    name: &str,
    timeout: Option<Duration>,
    max_elapsed: Option<Duration>,
    deadline: Option<Deadline>,
    state: &CallState,
    reported: &AtomicBool,
) -> Option<Duration> {
    // The policy's own checks and clamps, of these two alone; it says itself what else is wrong with it.
    let policy = Policy::immediate().attempt_timeout(timeout?);
    let policy = max_elapsed.filter(|limit| !limit.is_zero()).map_or(policy, |limit| policy.max_elapsed(limit));
    let timeout = overridden(name, policy, reported).get_attempt_timeout();
    if deadline.is_some_and(|deadline| timeout >= Some(state.elapsed(deadline.time()))) {
        report(name, "`attempt_timeout` is not shorter than the deadline, which cuts the attempt first", reported);
    }
    timeout
}

#[cold]
fn report(name: &str, message: &str, reported: &AtomicBool) {
    if !reported.swap(true, Ordering::Relaxed) {
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "retry", { "retry.name" = name }, "{message}");
    }
    let _ = (name, message);
}
