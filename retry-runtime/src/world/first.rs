//! Two futures of which the first one that is ready counts.

use core::pin::Pin;
use core::task::{Context, Poll, Waker};

/// Ready with the output of `event`, or with `None` as soon as `timer` is ready. Where both are, the event counts.
///
/// Both are references to pinned futures: in a variable of its own, each is in the caller's future once.
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct First<E, T> {
    event: E,
    timer: T,
    is_begun: bool,
}

impl<E, T> First<E, T> {
    /// Of these two.
    #[inline]
    pub const fn new(event: E, timer: T) -> Self {
        Self { event, timer, is_begun: false }
    }
}

impl<E: Future + Unpin, T: Future + Unpin> Future for First<E, T> {
    type Output = Option<E::Output>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<E::Output>> {
        // Before the event: one that is always busy uses up what tokio lets a task do in one go, and after that no timer of
        // tokio's is ready (<https://docs.rs/tokio/latest/tokio/task/coop>). Not at first, so that an event that is ready at once
        // pays for no timer.
        let mut is_late = self.is_begun && Pin::new(&mut self.timer).poll(context).is_ready();
        if let Poll::Ready(output) = Pin::new(&mut self.event).poll(context) {
            return Poll::Ready(Some(output));
        }
        if !self.is_begun {
            self.is_begun = true;
            is_late = Pin::new(&mut self.timer).poll(context).is_ready();
        }
        if is_late { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// Whether this future is ready now. Nobody is woken for this look: whoever goes on to wait polls it again.
#[must_use]
pub fn is_ready<F: Future>(future: Pin<&mut F>) -> bool {
    future.poll(&mut Context::from_waker(Waker::noop())).is_ready()
}
