//! The wait of a call that holds something meanwhile.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::{YieldNow, yield_now};

/// Waits for what sleeps, or lets the executor do other work where there is nothing to wait for. One future for both: two places where a
/// call can be suspended with a token in its hands would make its destructor twice as large.
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct Pause<'s, S> {
    sleep: Pin<&'s mut Option<S>>,
    turn: YieldNow,
}

impl<'s, S> Pause<'s, S> {
    /// For as long as this sleeps.
    #[inline]
    pub const fn new(sleep: Pin<&'s mut Option<S>>) -> Self {
        Self { sleep, turn: yield_now() }
    }
}

impl<S: Future<Output = ()>> Future for Pause<'_, S> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.sleep.as_mut().as_pin_mut() {
            Some(sleep) => sleep.poll(context),
            None => Pin::new(&mut self.turn).poll(context),
        }
    }
}

/// What sleeps so long; nothing for no time.
#[inline]
pub fn asleep<S>(delay: Duration, sleep: impl FnOnce(Duration) -> S) -> Option<S> {
    if delay.is_zero() { None } else { Some(sleep(delay)) }
}
