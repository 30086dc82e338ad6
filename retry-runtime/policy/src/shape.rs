//! What a backoff is made of.

use core::time::Duration;

/// How a [`Backoff`](crate::Backoff) grows, with what was set: what [`Backoff::shape`](crate::Backoff::shape) returns.
///
/// The values are those that were set, also where [`Policy::check`](crate::Policy::check) refuses them, and before any cap.
///
/// # Examples
///
/// A policy as a line of a configuration file:
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, Shape};
///
/// fn line(policy: &Policy) -> Option<String> {
///     Some(match policy.get_backoff().shape() {
///         Shape::Exponential { initial, factor } => format!("exponential {} ms, factor {factor}", initial.as_millis()),
///         Shape::Fixed { delay } => format!("fixed {} ms", delay.as_millis()),
///         Shape::Immediate => "immediate".to_owned(),
///         _ => return None, // this system has no other
///     })
/// }
/// assert_eq!(line(&Policy::EXTERNAL).as_deref(), Some("exponential 500 ms, factor 2"));
/// assert_eq!(line(&Policy::fibonacci(Duration::from_secs(1))), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// `initial · factorⁿ⁻¹`: [`Backoff::exponential`](crate::Backoff::exponential).
    Exponential {
        /// The delay before the first retry.
        initial: Duration,
        /// How much longer each delay is than the one before; 2 unless another was set.
        factor: f64,
    },
    /// Always the same: [`Backoff::fixed`](crate::Backoff::fixed), and the shorter bound of [`Policy::random`](crate::Policy::random).
    Fixed {
        /// The delay before every retry.
        delay: Duration,
    },
    /// `initial + (n−1) · increment`: [`Backoff::linear`](crate::Backoff::linear).
    Linear {
        /// The delay before the first retry.
        initial: Duration,
        /// By how much each delay is longer than the one before.
        increment: Duration,
    },
    /// `initial` times 1, 1, 2, 3, 5, 8 …: [`Backoff::fibonacci`](crate::Backoff::fibonacci).
    Fibonacci {
        /// The delay before the first retry.
        initial: Duration,
    },
    /// A list, of which the last one repeats: [`Backoff::delays`](crate::Backoff::delays).
    Delays {
        /// One for each retry, in order.
        delays: &'static [Duration],
    },
    /// No wait: [`Backoff::immediate`](crate::Backoff::immediate).
    Immediate,
}
