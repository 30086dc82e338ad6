//! What a policy amounts to: its delays one by one, and the longest wait in all.

use core::iter::FusedIterator;
use core::time::Duration;

use crate::jitter::{Jitter, Spread};
use crate::nanos;
use crate::policy::Policy;

/// The base delays of a call that fails at once every time; made by [`Policy::schedule`].
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Policy;
///
/// let policy = Policy::fibonacci(Duration::from_secs(1)).max_attempts(6);
/// let waits: Vec<u64> = policy.schedule().map(|delay| delay.as_secs()).collect();
/// assert_eq!(waits, [1, 1, 2, 3, 5]);
/// ```
#[derive(Clone, Debug)]
pub struct Schedule {
    policy: Policy,
    retry: u32,
    waited: Duration,
}

impl Policy {
    /// The base delays of a call that fails at once every time: capped, without jitter, as many as the limits allow.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// let waits: Vec<u128> = Policy::EXTERNAL.schedule().map(|delay| delay.as_millis()).collect();
    /// assert_eq!(waits, [500, 1000, 2000, 4000]);
    /// ```
    #[must_use]
    pub const fn schedule(&self) -> Schedule {
        Schedule { policy: *self, retry: 0, waited: Duration::ZERO }
    }

    /// The longest a call can spend waiting, jitter included and servers' hints aside. `None`: without end.
    ///
    /// A bound where the delays still grow after 10,000 retries, exact otherwise.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// assert_eq!(Policy::default().max_wait(), Some(Duration::from_secs(14)));
    /// ```
    #[must_use]
    pub fn max_wait(&self) -> Option<Duration> {
        max_wait(self)
    }
}

impl Iterator for Schedule {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        let retry = self.retry.saturating_add(1);
        if self.policy.is_last(retry) {
            return None;
        }
        let delay = self.policy.backoff.delay(retry).min(self.policy.get_max_delay());
        let waited = self.waited.saturating_add(delay);
        if self.policy.max_elapsed.is_some_and(|limit| waited > limit) {
            return None;
        }
        (self.retry, self.waited) = (retry, waited);
        Some(delay)
    }
}

impl FusedIterator for Schedule {}

/// Delays that still grow after so many retries are bounded, not added up.
const PATIENCE: u32 = 10_000;

/// Adds up the shortest and the longest delay of each retry. Both sums only grow, and every wait in between can happen;
/// so the longest wait ends with the last retry whose shortest sum is still inside `max_elapsed`.
fn max_wait(policy: &Policy) -> Option<Duration> {
    let retries = policy.max_attempts.map(|most| most.max(1) - 1);
    // Times saturate, so nothing is ever later than the longest duration.
    let limit = policy.max_elapsed.filter(|limit| *limit < Duration::MAX).map(|limit| limit.as_nanos());
    let (cap, first) = (policy.get_max_delay(), policy.backoff.first_wait());
    let (mut shortest, mut longest, mut previous) = (0_u128, 0_u128, first);
    let mut retry = 0_u32;
    while retries.is_none_or(|retries| retry < retries) {
        retry += 1;
        let base = policy.backoff.delay(retry);
        let (low, high) = policy.jitter.range(Spread { base, cap, first, previous });
        // The range of a jitter stops changing at the latest where the base is twice the cap.
        let settled = policy.backoff.is_settled(retry, cap.saturating_mul(2));
        let settled = settled && (high == previous || policy.jitter != Jitter::Decorrelated);
        let (low, high) = (low.as_nanos(), high.as_nanos());
        if limit.is_some_and(|limit| shortest + low > limit) {
            break;
        }
        shortest += low;
        longest += high;
        previous = nanos::to_duration(high);
        if !settled && retry < PATIENCE {
            continue;
        }
        // From here on every retry is like this one (or, out of patience, at most as long as the cap).
        let high = if settled { high } else { cap.as_nanos() };
        let left = retries.map(|retries| u128::from(retries - retry));
        let in_time = limit.and_then(|limit| (limit - shortest).checked_div(low));
        let more = match (left, in_time) {
            (Some(left), Some(in_time)) => left.min(in_time),
            (Some(count), None) | (None, Some(count)) => count,
            // Without end, unless there is nothing to wait or a limit that the waits only approach.
            (None, None) => match limit {
                _ if high == 0 => 0,
                Some(limit) => limit,
                None => return None,
            },
        };
        longest = longest.saturating_add(high.saturating_mul(more));
        break;
    }
    Some(nanos::to_duration(limit.map_or(longest, |limit| longest.min(limit))))
}
