//! The only place that waits or reads a clock.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::OnceLock;
use std::time::Instant;

/// What a call is measured with: the clock that its waits follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Waits are awaited: tokio's clock where there is one.
    Awaiting,
    /// Waits hold the thread: the standard library's clock, which nothing stops.
    Blocking,
}

impl Clock {
    /// The time since an origin that both clocks share.
    pub(crate) fn now(self) -> Duration {
        match self {
            Self::Awaiting => now(),
            Self::Blocking => since_origin(Instant::now()),
        }
    }
}

/// The origin lies a century before the first reading: that may be of a paused tokio clock, which tests move years ahead of
/// all other clocks. Enough is left of the 584 years that 64 bits of nanoseconds hold.
const HEAD_START: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

pub(crate) fn since_origin(now: Instant) -> Duration {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let first = *FIRST.get_or_init(|| now);
    match now.checked_duration_since(first) {
        Some(later) => HEAD_START.saturating_add(later),
        None => HEAD_START.saturating_sub(first.duration_since(now)),
    }
}

/// The time since a fixed origin, on a clock that never goes back: tokio's with feature `tokio` (which `tokio::time::pause`
/// stops), the standard library's without. The origin lies before the process began.
///
/// # Examples
///
/// ```
/// let before = retry_runtime::now();
/// assert!(retry_runtime::now() >= before);
/// ```
#[must_use]
pub fn now() -> Duration {
    #[cfg(feature = "tokio")]
    let now = tokio::time::Instant::now().into_std();
    #[cfg(not(feature = "tokio"))]
    let now = Instant::now();
    since_origin(now)
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

/// Lets the executor do other work, once: the wait before a retry that does not wait. Without it, retries of a future that is
/// always ready starve the executor, and no time-out or `select!` around the call can act.
#[must_use = "a future does nothing unless it is awaited"]
#[inline]
pub const fn yield_now() -> YieldNow {
    YieldNow { yielded: false }
}

/// Pending once; made by [`yield_now`].
#[derive(Debug)]
pub struct YieldNow {
    yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
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
