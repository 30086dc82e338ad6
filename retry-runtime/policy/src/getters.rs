//! What a policy says, setting by setting: to be shown, stored, or turned into another system's policy.

use core::time::Duration;

use crate::backoff::Backoff;
use crate::jitter::Jitter;
use crate::nanos::is_longer;
use crate::policy::Policy;
use crate::shape::Shape;

impl Policy {
    const DEFAULT_MAX_DELAY: Duration = Duration::from_secs(60);

    /// The backoff.
    #[must_use]
    pub const fn get_backoff(&self) -> Backoff {
        self.backoff
    }

    /// The random spread of the delays.
    #[must_use]
    pub const fn get_jitter(&self) -> Jitter {
        self.jitter
    }

    /// How often the operation is attempted, the first time included; `None` is without end.
    #[must_use]
    pub const fn get_max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// How often the operation is retried; `None` is without end.
    #[must_use]
    pub const fn get_max_retries(&self) -> Option<u32> {
        match self.max_attempts {
            Some(attempts) => Some(attempts.saturating_sub(1)),
            None => None,
        }
    }

    /// The factor of an exponential backoff; `None` for another one.
    #[must_use]
    pub const fn get_factor(&self) -> Option<f64> {
        match self.backoff.shape {
            Shape::Exponential { factor, .. } => Some(factor),
            _ => None,
        }
    }

    /// The longest delay: what was set, or the default.
    #[must_use]
    pub const fn get_max_delay(&self) -> Duration {
        if let Some(cap) = self.max_delay {
            return cap;
        }
        let stated = self.backoff.longest_stated();
        let stated = if let Jitter::UpTo(most) = self.jitter { stated.saturating_add(most) } else { stated };
        if is_longer(stated, Self::DEFAULT_MAX_DELAY) { stated } else { Self::DEFAULT_MAX_DELAY }
    }

    /// How long after the start of the call its last retry may start; `None` is without end.
    #[must_use]
    pub const fn get_max_elapsed(&self) -> Option<Duration> {
        self.max_elapsed
    }

    /// How long a server's hint may be: what was set, or [`get_max_delay`](Self::get_max_delay).
    #[must_use]
    pub const fn get_max_retry_after(&self) -> Duration {
        match self.max_retry_after {
            Some(hint) => hint,
            None => self.get_max_delay(),
        }
    }
    /// How long an attempt may take; `None` is without a limit.
    #[must_use]
    pub const fn get_attempt_timeout(&self) -> Option<Duration> {
        self.attempt_timeout
    }
}
