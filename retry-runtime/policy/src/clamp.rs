//! The nearest policy without contradictions, for values that come together only at run time.

use core::time::Duration;

use crate::backoff::{Backoff, Mark};
use crate::check::PolicyError;
use crate::jitter::Jitter;
use crate::policy::Policy;
use crate::shape::Shape;

const NANO: Duration = Duration::from_nanos(1);

impl Policy {
    /// The nearest policy that [`check`](Self::check) accepts. Where two settings contradict each other, the one that makes
    /// calls end sooner, or load the server less, stays as it is. No limit becomes longer, other than by the nanosecond that a limit of
    /// zero needs; where no retry could be made, there is one attempt, and no `max_elapsed`.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// let second = Duration::from_secs(1);
    /// let policy = Policy::fixed(10 * second).max_delay(5 * second).max_attempts(0);
    /// assert_eq!(policy.clamped(), Policy::fixed(5 * second).max_delay(5 * second).max_attempts(1));
    /// ```
    #[must_use]
    pub fn clamped(mut self) -> Self {
        // Every step removes the contradiction that was found, and none brings back an earlier one.
        while let Err(error) = self.check() {
            self = self.without(error);
        }
        self
    }

    /// Everything that [`check`](Self::check) would find, one after the other mended.
    #[doc(hidden)]
    pub fn contradictions(mut self) -> impl Iterator<Item = PolicyError> {
        core::iter::from_fn(move || {
            let error = self.check().err()?;
            self = self.without(error);
            Some(error)
        })
    }

    fn without(mut self, error: PolicyError) -> Self {
        let cap = self.get_max_delay();
        match error {
            PolicyError::ZeroAttempts => self.max_attempts = Some(1),
            PolicyError::StrayFactor | PolicyError::MinAboveMax | PolicyError::MinIsMax => {
                self.backoff.mark = Mark::Nothing;
            }
            PolicyError::BadFactor => self.backoff.shape = with_nearest_factor(self.backoff.shape),
            PolicyError::NoDelays | PolicyError::ZeroDelay => self.backoff = Backoff::immediate(),
            PolicyError::ZeroInitial => self.backoff.shape = starting_with_its_increment(self.backoff.shape),
            PolicyError::ZeroIncrement => self.backoff = Backoff::fixed(self.backoff.longest_stated()),
            PolicyError::ZeroMaxDelay => {
                (self.backoff, self.max_delay) = (Backoff::immediate(), Some(NANO));
            }
            PolicyError::InitialAboveMaxDelay => {
                self.backoff.shape = starting_at(self.backoff.shape, self.get_max_delay());
            }
            PolicyError::DelayAboveMaxDelay => self.backoff.mark = Mark::Cut,
            PolicyError::ZeroMaxRetryAfter => self.max_retry_after = Some(NANO),
            PolicyError::BadShare => self.jitter = nearest_share(self.jitter),
            PolicyError::ZeroJitter | PolicyError::JitterOnImmediate => self.jitter = Jitter::None,
            // Too late for any retry: none is made.
            PolicyError::ZeroMaxElapsed | PolicyError::MaxElapsedBelowFirstDelay => self = self.without_retries(),
            PolicyError::ZeroAttemptTimeout => self.attempt_timeout = Some(NANO),
            PolicyError::AttemptTimeoutNotBelowMaxElapsed => match self.max_elapsed.and_then(just_below) {
                Some(below) => self.attempt_timeout = Some(below),
                // The attempt is cut all the same.
                None => self = self.without_retries(),
            },
        }
        // A default that follows the first delay would grow with it, and the limit on hints likewise.
        if self.max_delay.is_none() && self.get_max_delay() > cap {
            self.max_delay = Some(cap);
        }
        self
    }

    const fn without_retries(mut self) -> Self {
        (self.max_attempts, self.max_elapsed) = (Some(1), None);
        self
    }
}

/// The longest shorter one that is not zero, if there is one.
fn just_below(limit: Duration) -> Option<Duration> {
    limit.checked_sub(NANO).filter(|below| !below.is_zero())
}

const fn starting_at(shape: Shape, initial: Duration) -> Shape {
    match shape {
        Shape::Exponential { factor, .. } => Shape::Exponential { initial, factor },
        Shape::Linear { increment, .. } => Shape::Linear { initial, increment },
        Shape::Fibonacci { .. } => Shape::Fibonacci { initial },
        _ => Shape::Fixed { delay: initial },
    }
}

const fn starting_with_its_increment(shape: Shape) -> Shape {
    match shape {
        Shape::Linear { increment, .. } => Shape::Linear { initial: increment, increment },
        _ => shape,
    }
}

/// What the engine makes of a factor that is none: no growth, or growth beyond every cap.
const fn with_nearest_factor(shape: Shape) -> Shape {
    match shape {
        Shape::Exponential { initial, factor } => {
            Shape::Exponential { initial, factor: if factor == f64::INFINITY { f64::MAX } else { 1.0 } }
        }
        _ => shape,
    }
}

fn nearest_share(jitter: Jitter) -> Jitter {
    match jitter {
        Jitter::Share(share) if share > 1.0 => Jitter::Share(1.0),
        _ => Jitter::None,
    }
}
