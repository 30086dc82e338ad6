//! `Attempts` in a future that is polled by hand: a middleware for `tower` whose calls retry. Here it is as small as it can be, to
//! show where the attempts lie; it needs no `async`, no task and no closure.
//!
//! `cargo run --example service`

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use retry_runtime::{Attempts, Classify, Decision, Policy, sleep};
use tokio::time::Sleep;
use tower::{Service, ServiceExt};

/// A service whose calls are retried.
#[derive(Clone)]
struct Retrying<S> {
    inner: S,
    policy: Policy,
}

impl<S, R> Service<R> for Retrying<S>
where
    S: Service<R, Error: Classify> + Clone + Unpin,
    R: Clone + Unpin,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Call<S, R>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Call<S, R> {
        // The one that was made ready goes along, a clone of it stays.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        let step = Step::Attempt(Box::pin(inner.call(request.clone())));
        Call { inner, request, attempts: Attempts::start(&self.policy, retry_runtime::now()), step }
    }
}

/// One call, with all its attempts.
struct Call<S: Service<R>, R> {
    inner: S,
    request: R,
    attempts: Attempts<'static>,
    step: Step<S::Future>,
}

enum Step<F> {
    Attempt(Pin<Box<F>>),
    Wait(Pin<Box<Sleep>>),
    /// The wait is over, the service may have to make itself ready.
    Ready,
}

impl<S, R> Future for Call<S, R>
where
    S: Service<R, Error: Classify> + Unpin,
    R: Clone + Unpin,
{
    type Output = Result<S::Response, S::Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        loop {
            let error = match &mut this.step {
                Step::Attempt(attempt) => match ready!(attempt.as_mut().poll(context)) {
                    Ok(response) => {
                        this.attempts.succeeded();
                        return Poll::Ready(Ok(response));
                    }
                    Err(error) => error,
                },
                Step::Wait(wait) => {
                    ready!(wait.as_mut().poll(context));
                    this.attempts.retrying();
                    this.step = Step::Ready;
                    continue;
                }
                Step::Ready => {
                    ready!(this.inner.poll_ready(context))?;
                    this.step = Step::Attempt(Box::pin(this.inner.call(this.request.clone())));
                    continue;
                }
            };
            match this.attempts.failed(error.classify(), retry_runtime::now(), &mut retry_runtime::rng()) {
                Decision::Retry { after } => this.step = Step::Wait(Box::pin(sleep(after))),
                Decision::Stop(_) => return Poll::Ready(Err(error)),
            }
        }
    }
}

const POLICY: Policy = Policy::exponential(Duration::from_millis(20)).max_attempts(3);

/// Answers every third request.
async fn answer(request: &'static str) -> io::Result<String> {
    static REQUESTS: AtomicU32 = AtomicU32::new(0);
    match REQUESTS.fetch_add(1, Ordering::Relaxed) % 3 {
        2 => Ok(format!("{request}, too")),
        _ => Err(io::ErrorKind::ConnectionReset.into()),
    }
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut service = Retrying { inner: tower::service_fn(answer), policy: POLICY };
    println!("{}", service.ready().await?.call("hello").await?);
    println!("{}", service.ready().await?.call("good night").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is waited, until the answer comes at the attempt of this number, or the call gives up.
    async fn call(answered_at: u32, kind: io::ErrorKind) -> (Result<u32, io::ErrorKind>, Duration) {
        let requests = AtomicU32::new(0);
        let answer = |()| {
            let request = requests.fetch_add(1, Ordering::Relaxed) + 1;
            std::future::ready(if request == answered_at { Ok(request) } else { Err(io::Error::from(kind)) })
        };
        let service = Retrying { inner: tower::service_fn(answer), policy: POLICY };
        let start = tokio::time::Instant::now();
        let answered = service.oneshot(()).await;
        (answered.map_err(|error| error.kind()), start.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn every_call_has_its_own_attempts() {
        let (lost, missing) = (io::ErrorKind::ConnectionReset, io::ErrorKind::NotFound);
        let ms = Duration::from_millis;
        assert_eq!(call(1, lost).await, (Ok(1), ms(0)));
        assert_eq!(call(3, lost).await, (Ok(3), ms(60)));
        assert_eq!(call(4, lost).await, (Err(lost), ms(60)));
        assert_eq!(call(2, missing).await, (Err(missing), ms(0)));
    }
}
