//! `Attempts` in a stream: it opens its source again where that failed, at the item that comes next. Each item is progress,
//! after which the attempts begin anew.
//!
//! `cargo run --example stream`

use std::fmt::Debug;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use retry_runtime::{Attempts, Classify, Decision, Policy, sleep};
use tokio::time::Sleep;
use tokio_stream::{Stream, StreamExt};

/// A stream of what `open` streams from an item on.
struct Resuming<F, S> {
    open: F,
    /// Items so far, which is where to go on.
    items: usize,
    /// `None` after the end, which an error can be.
    source: Option<S>,
    attempts: Attempts<'static>,
    wait: Option<Pin<Box<Sleep>>>,
}

impl<F: FnMut(usize) -> S, S> Resuming<F, S> {
    fn new(policy: &Policy, mut open: F) -> Self {
        let (source, attempts) = (Some(open(0)), Attempts::start(policy, retry_runtime::now()));
        Self { open, items: 0, source, attempts, wait: None }
    }
}

impl<F, S, T, E> Stream for Resuming<F, S>
where
    F: FnMut(usize) -> S + Unpin,
    S: Stream<Item = Result<T, E>> + Unpin,
    E: Classify + Debug,
{
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(wait) = &mut this.wait {
                ready!(wait.as_mut().poll(context));
                this.wait = None;
                this.attempts.retrying();
                this.source = Some((this.open)(this.items));
            }
            let Some(source) = &mut this.source else { return Poll::Ready(None) };
            let error = match ready!(Pin::new(source).poll_next(context)) {
                Some(Ok(item)) => {
                    this.items += 1;
                    this.attempts.reset();
                    return Poll::Ready(Some(Ok(item)));
                }
                Some(Err(error)) => error,
                None => return Poll::Ready(None),
            };
            this.source = None;
            match this.attempts.failed(error.classify(), retry_runtime::now(), &mut retry_runtime::rng()) {
                Decision::Retry { after } => {
                    println!("{error:?}; once more in {after:?}");
                    this.wait = Some(Box::pin(sleep(after)));
                }
                Decision::Stop(_) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

/// Three numbers at a time, from `first` to 9, then the connection is lost.
fn numbers(first: usize) -> impl Stream<Item = io::Result<usize>> {
    let lost = (first + 3 < 10).then(|| Err(io::ErrorKind::ConnectionReset.into()));
    tokio_stream::iter((first..10).take(3).map(Ok).chain(lost))
}

const POLICY: Policy = Policy::exponential(Duration::from_millis(20)).max_attempts(2);

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut numbers = Resuming::new(&POLICY, numbers);
    while let Some(number) = numbers.try_next().await? {
        println!("{number}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three failures, and at most two attempts without an item.
    #[tokio::test(start_paused = true)]
    async fn every_item_comes_once() {
        let numbers: io::Result<Vec<usize>> = Resuming::new(&POLICY, numbers).collect().await;
        assert_eq!(numbers.unwrap(), (0..10).collect::<Vec<_>>());
    }

    #[tokio::test(start_paused = true)]
    async fn two_failures_without_an_item_end_it() {
        let mut opened = Vec::new();
        let broken = Resuming::new(&POLICY, |first| {
            opened.push(first);
            let items: [io::Result<()>; 2] = if first == 0 { [Ok(()), lost()] } else { [lost(), Ok(())] };
            tokio_stream::iter(items)
        });
        let items: Vec<_> = broken.map(|item| item.map_err(|error| error.kind())).collect().await;
        assert_eq!(items, [Ok(()), Err(io::ErrorKind::ConnectionReset)]);
        assert_eq!(opened, [0, 1]);
    }

    fn lost<T>() -> io::Result<T> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}
