//! Contradictions in a [`Policy`], and what to write instead.

use core::fmt;
use core::time::Duration;

use crate::backoff::{Backoff, Mark};
use crate::jitter::{Jitter, Spread};
use crate::nanos::is_longer;
use crate::policy::Policy;
use crate::shape::Shape;

macro_rules! policy_errors {
    ($($(#[doc = $doc:literal])+ $name:ident = $message:literal,)+) => {
        /// Why [`Policy::check`] refuses a policy. Displayed, it names the settings and says what to write instead.
        ///
        /// # Examples
        ///
        /// ```
        /// use retry_runtime::Policy;
        ///
        /// let error = Policy::immediate().max_attempts(0).check().unwrap_err();
        /// assert_eq!(error.to_string(), "`max_attempts` counts the first call too, so it must be at least 1");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum PolicyError {
            $($(#[doc = $doc])+ $name,)+
        }

        impl PolicyError {
            /// The message, for use in constants.
            ///
            /// ```
            /// # use retry_runtime::PolicyError;
            /// assert!(PolicyError::ZeroDelay.message().contains("immediate"));
            /// ```
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)+ }
            }
        }
    };
}

policy_errors! {
    /// `max_attempts` is 0.
    ZeroAttempts = "`max_attempts` counts the first call too, so it must be at least 1",
    /// `factor` is set, but the backoff is not exponential.
    StrayFactor = "`factor` belongs to an exponential backoff: remove it, or use `exponential`",
    /// `factor` is below 1, infinite, or not a number.
    BadFactor = "`factor` must be a finite number of at least 1, or the delays would shrink: write 2.0 to double them",
    /// A list of delays is empty.
    NoDelays = "`delays` needs at least one delay: add one, or use `immediate` for no wait",
    /// Every delay is zero. (A list may have zeros beside other delays.)
    ZeroDelay = "the delay is zero: use `immediate` for no wait",
    /// `min` of [`Policy::random`] is longer than its `max`.
    MinAboveMax = "`min` of `random` is longer than `max`: swap them",
    /// `min` of [`Policy::random`] is its `max`.
    MinIsMax = "`min` and `max` of `random` are the same, so nothing is random: use `fixed`",
    /// `initial` of a linear backoff is zero.
    ZeroInitial = "`initial` is zero: start with `increment`, or use `immediate` for no wait",
    /// `increment` of a linear backoff is zero.
    ZeroIncrement = "`increment` is zero, so the delay would never grow: use `fixed`",
    /// `max_delay` is zero.
    ZeroMaxDelay = "`max_delay` is zero, so no delay would be left: use `immediate` for no wait",
    /// The first delay is longer than `max_delay`.
    InitialAboveMaxDelay =
        "`initial` is longer than `max_delay`, so every delay would be `max_delay`: raise `max_delay` or lower `initial`",
    /// A listed delay is longer than `max_delay`.
    DelayAboveMaxDelay = "a delay in `delays` is longer than `max_delay`: raise `max_delay` or lower that delay",
    /// `max_retry_after` is zero.
    ZeroMaxRetryAfter = "`max_retry_after` is zero, so every hint would end the call: raise it, or say that with `1ns`",
    /// The share of [`Jitter::Share`](crate::Jitter::Share) is not in `(0, 1]`.
    BadShare = "the share of `jitter` must be above 0 and at most 1: write 0.2 for give or take 20 %",
    /// The duration of [`Jitter::UpTo`](crate::Jitter::UpTo) is zero.
    ZeroJitter = "the duration of `jitter` is zero, so nothing is random: raise it, or use `none`",
    /// Jitter on a backoff without delays.
    JitterOnImmediate = "`jitter` has nothing to spread on `immediate`: remove it, or use `fixed` with a short delay",
    /// `max_elapsed` is zero.
    ZeroMaxElapsed = "`max_elapsed` is zero, so it could never retry: raise it, or use `max_attempts` of 1",
    /// `max_elapsed` is shorter than the shortest possible first delay.
    MaxElapsedBelowFirstDelay =
        "`max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay",
    /// `attempt_timeout` is zero.
    ZeroAttemptTimeout = "`attempt_timeout` is zero, so no attempt could succeed: raise it, or leave it out for no limit",
    /// `attempt_timeout` is as long as `max_elapsed` or longer.
    AttemptTimeoutNotBelowMaxElapsed = "`attempt_timeout` must be shorter than `max_elapsed`, or no retry could follow an \
        attempt that is cut: lower `attempt_timeout` or raise `max_elapsed`",
}

impl Policy {
    /// Looks for values that contradict each other.
    ///
    /// # Errors
    ///
    /// The first contradiction found, with the names of the settings and what to write instead.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, PolicyError};
    /// let policy = Policy::exponential(Duration::from_secs(5)).max_delay(Duration::from_secs(1));
    /// assert_eq!(policy.check(), Err(PolicyError::InitialAboveMaxDelay));
    /// ```
    pub const fn check(&self) -> Result<(), PolicyError> {
        PolicyError::find(self)
    }

    /// The policy, if it is free of contradictions: in a `const`, a wrong policy does not compile.
    ///
    /// # Panics
    ///
    /// With the message of [`check`](Self::check), where that finds a contradiction.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// const POLICY: Policy = Policy::fixed(Duration::from_secs(1)).checked();
    /// ```
    ///
    /// ```compile_fail
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// const POLICY: Policy = Policy::fixed(Duration::from_secs(1)).max_attempts(0).checked();
    /// ```
    #[must_use]
    pub const fn checked(self) -> Self {
        match self.check() {
            Ok(()) => self,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl core::error::Error for PolicyError {}

impl PolicyError {
    const fn find(policy: &Policy) -> Result<(), Self> {
        if matches!(policy.max_attempts, Some(0)) {
            return Err(Self::ZeroAttempts);
        }
        if let Err(error) = Self::find_in_backoff(&policy.backoff, policy.jitter) {
            return Err(error);
        }
        if let Some(cap) = policy.max_delay {
            if cap.is_zero() {
                return Err(Self::ZeroMaxDelay);
            }
            let is_meant = matches!(policy.backoff.mark, Mark::Cut);
            if is_longer(policy.backoff.longest_stated(), cap) && !is_meant {
                let listed = matches!(policy.backoff.shape, Shape::Delays { .. });
                return Err(if listed { Self::DelayAboveMaxDelay } else { Self::InitialAboveMaxDelay });
            }
        }
        if let Some(Duration::ZERO) = policy.max_retry_after {
            return Err(Self::ZeroMaxRetryAfter);
        }
        if matches!(policy.jitter, Jitter::Share(share) if !(share > 0.0 && share <= 1.0)) {
            return Err(Self::BadShare);
        }
        if matches!(policy.jitter, Jitter::UpTo(Duration::ZERO)) {
            return Err(Self::ZeroJitter);
        }
        if policy.is_immediate() && !matches!(policy.jitter, Jitter::None) {
            return Err(Self::JitterOnImmediate);
        }
        if let Some(limit) = policy.max_elapsed {
            if limit.is_zero() {
                return Err(Self::ZeroMaxElapsed);
            }
            if is_longer(shortest_first_delay(policy), limit) {
                return Err(Self::MaxElapsedBelowFirstDelay);
            }
        }
        if let Some(timeout) = policy.attempt_timeout {
            if timeout.is_zero() {
                return Err(Self::ZeroAttemptTimeout);
            }
            if matches!(policy.max_elapsed, Some(limit) if !is_longer(limit, timeout)) {
                return Err(Self::AttemptTimeoutNotBelowMaxElapsed);
            }
        }
        Ok(())
    }

    const fn find_in_backoff(backoff: &Backoff, jitter: Jitter) -> Result<(), Self> {
        if let Mark::Mistake(mistake) = backoff.mark {
            return Err(mistake);
        }
        let adds = matches!(jitter, Jitter::UpTo(most) if !most.is_zero());
        match backoff.shape {
            Shape::Exponential { factor, .. } if !(factor >= 1.0 && factor.is_finite()) => Err(Self::BadFactor),
            Shape::Delays { delays: [] } => Err(Self::NoDelays),
            Shape::Linear { increment: Duration::ZERO, .. } => Err(Self::ZeroIncrement),
            Shape::Linear { initial: Duration::ZERO, .. } => Err(Self::ZeroInitial),
            Shape::Immediate => Ok(()),
            // `random` from zero.
            Shape::Fixed { .. } if adds => Ok(()),
            _ if backoff.longest_stated().is_zero() => Err(Self::ZeroDelay),
            _ => Ok(()),
        }
    }
}

/// The least that the first retry can wait.
const fn shortest_first_delay(policy: &Policy) -> Duration {
    let first = policy.backoff.first();
    let (shortest, _) =
        policy.jitter.range(Spread { base: first, cap: policy.get_max_delay(), first, previous: first });
    shortest
}
