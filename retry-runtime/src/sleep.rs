//! The only place that waits or reads a clock.

use core::time::Duration;
use std::sync::OnceLock;

#[cfg(feature = "tokio")]
use tokio::time::Instant;

#[cfg(not(feature = "tokio"))]
use std::time::Instant;

/// The origin lies this long before the first reading, so that a paused tokio clock that began earlier is no trouble.
const HEAD_START: Duration = Duration::from_secs(24 * 60 * 60);

/// The time since a fixed origin of this process, on a clock that never goes back: tokio's with feature `tokio` (which
/// `tokio::time::pause` stops), the standard library's without.
///
/// # Examples
///
/// ```
/// let before = retry_runtime::now();
/// assert!(retry_runtime::now() >= before);
/// ```
#[must_use]
pub fn now() -> Duration {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let now = Instant::now();
    let first = *FIRST.get_or_init(|| now);
    match now.checked_duration_since(first) {
        Some(later) => HEAD_START.saturating_add(later),
        None => HEAD_START.saturating_sub(first.duration_since(now)),
    }
}

/// The time of day, which a server's `Retry-After` may name.
#[cfg(feature = "reqwest")]
pub(crate) fn wall_clock() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// Waits, and holds the thread.
///
/// ```
/// retry_runtime::sleep_blocking(std::time::Duration::from_millis(1));
/// ```
pub fn sleep_blocking(delay: Duration) {
    std::thread::sleep(delay);
}

/// Waits on tokio's timer.
///
/// # Panics
///
/// When it is polled outside of a tokio runtime with its timer enabled; for other executors, name a sleeper of your own:
/// `sleep = PATH` in the attribute, [`Retry::call_async_with`](crate::Retry::call_async_with) without it.
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// retry_runtime::sleep(std::time::Duration::from_secs(60)).await;
/// # }
/// ```
#[cfg(feature = "tokio")]
#[inline]
pub fn sleep(delay: Duration) -> tokio::time::Sleep {
    tokio::time::sleep(delay)
}

/// [`sleep`], or nothing: tokio's timer makes a millisecond of zero.
#[cfg(feature = "tokio")]
pub(crate) async fn sleep_unless_zero(delay: Duration) {
    if !delay.is_zero() {
        sleep(delay).await;
    }
}

/// What an annotated async function waits on where nothing can wait. It is no future, so that rustc says its name.
#[cfg(not(feature = "tokio"))]
#[derive(Debug)]
pub struct EnableFeatureTokioOrWriteSleepEqualsPath;

/// Stands in for [`sleep`] without feature `tokio`.
#[cfg(not(feature = "tokio"))]
#[must_use]
pub fn sleep(_: Duration) -> EnableFeatureTokioOrWriteSleepEqualsPath {
    EnableFeatureTokioOrWriteSleepEqualsPath
}
