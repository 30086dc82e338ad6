//! `attempt_timeout`, `deadline` and `cancel` in every shape of function.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::{Event, TimedOut, retry};
use tokio::sync::{Notify, watch};
use tracing::instrument;

use crate::{Busy, Tries, must_be_send, third_time};

impl From<TimedOut> for Busy {
    fn from(_: TimedOut) -> Self {
        Self
    }
}

const SECOND: Duration = Duration::from_secs(1);

/// The second attempt takes too long.
async fn slow(tries: &Tries) -> Result<u32, Busy> {
    let result = tries.attempt();
    if tries.count() == 2 {
        tokio::time::sleep(60 * SECOND).await;
    }
    result
}

#[retry(fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = stop.notified(), on = any)]
async fn straight(tries: &Tries, stop: &Notify) -> Result<u32, Busy> {
    slow(tries).await
}

#[retry(fixed = 1s, attempt_timeout = 2s, on = any)]
async fn only_timed(tries: &Tries) -> Result<u32, Busy> {
    slow(tries).await
}

const SHORT: Duration = Duration::from_secs(2);

#[retry(fixed = 1s, attempt_timeout = SHORT, deadline = SHORT.saturating_mul(20), on = any)]
async fn constant(tries: &Tries) -> Result<u32, Busy> {
    slow(tries).await
}

/// The keys come through a `macro_rules!`.
macro_rules! limited {
    ($name:ident, $tries:ident, $timeout:expr, $deadline:expr, $cancel:expr, $body:block) => {
        #[retry(fixed = 1s, attempt_timeout = $timeout, deadline = ($deadline), cancel = $cancel, on = any)]
        async fn $name($tries: &Tries) -> Result<u32, Busy> $body
    };
}

const fn long() -> Duration {
    Duration::from_secs(30)
}

/// The second attempt ends the call with the failure before.
#[retry(fixed = 1s, deadline = 30s, on = any)]
async fn only_until(tries: &Tries) -> Result<u32, Busy> {
    slow(tries).await
}

#[retry(fixed = 1s, cancel = stop.notified(), on = any)]
async fn only_cancelled(tries: &Tries, stop: &Notify) -> Result<u32, Busy> {
    tries.attempt()
}

#[retry(immediate, cancel = || stop.get(), on = any)]
fn blocking(tries: &Tries, stop: &Cell<bool>) -> Result<u32, Busy> {
    tries.attempt()
}

#[retry(
    fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = stop.changed(), on = any, budget, attempt = attempt,
    clone(text), observe = |event: &Event<'_, Busy>| assert!(event.waited() < 9 * SECOND),
)]
async fn with_everything(
    tries: &Tries,
    text: String,
    mut grows: String,
    mut stop: watch::Receiver<bool>,
    (_, left): (u32, &mut u32),
) -> Result<usize, Busy> {
    *left += 1;
    grows.push_str(&text);
    drop(text);
    if attempt.number() > 9 {
        return Err(Busy);
    }
    slow(tries).await?;
    Ok(grows.len())
}

async fn never() {
    std::future::pending::<()>().await;
}

limited!(fragments, tries, SHORT, long(), never(), {
    tokio::task::yield_now().await;
    slow(tries).await
});

#[tokio::test(start_paused = true)]
async fn free_functions() {
    let stop = Notify::new();
    third_time!(tries => must_be_send(straight(&tries, &stop)).await, Ok(3));
    third_time!(tries => must_be_send(only_timed(&tries)).await, Ok(3));
    third_time!(tries => must_be_send(only_cancelled(&tries, &stop)).await, Ok(3));
    third_time!(tries => blocking(&tries, &Cell::new(false)), Ok(3));
    third_time!(tries => must_be_send(constant(&tries)).await, Ok(3));
    third_time!(tries => must_be_send(fragments(&tries)).await, Ok(3));
    let tries = Tries::default();
    assert_eq!((must_be_send(only_until(&tries)).await, tries.count()), (Err(Busy), 2));
    let (mut left, (_sender, receiver)) = (0, watch::channel(false));
    let call = with_everything;
    third_time!(tries => must_be_send(call(&tries, "ab".into(), "c".into(), receiver.clone(), (1, &mut left))).await, Ok(3));
    assert_eq!(left, 3);
}

#[derive(Debug, Default)]
struct Client {
    tries: Tries,
    stop: Notify,
    limit: Duration,
    calls: u32,
}

impl Client {
    #[retry(fixed = 1s, attempt_timeout = (self.limit), deadline = (self.limit * 30), cancel = self.stop.notified(), on = any)]
    async fn by_reference(&self) -> Result<u32, Busy> {
        slow(&self.tries).await
    }

    #[retry(fixed = 1s, attempt_timeout = (self.limit), deadline = (self.limit * 30), on = any)]
    async fn by_mut(&mut self) -> Result<u32, Busy> {
        self.calls += 1;
        slow(&self.tries).await
    }

    #[retry(fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = self.stop.notified(), on = any)]
    async fn shared(self: Arc<Self>) -> Result<u32, Busy> {
        slow(&self.tries).await
    }

    #[retry(fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = self.stop.notified(), on = any)]
    fn opaque<'c>(&'c self) -> impl Future<Output = Result<&'c str, Busy>> + Send + use<'c> {
        async move { slow(&self.tries).await.map(|_| "done") }
    }

    #[retry(fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = self.stop.notified(), on = any)]
    fn boxed(&self) -> Pin<Box<dyn Future<Output = Result<u32, Busy>> + Send + '_>> {
        Box::pin(async move { slow(&self.tries).await })
    }

    #[retry(fixed = 1s, attempt_timeout = 2s, cancel = self.stop.notified(), on = any)]
    #[instrument(skip_all)]
    async fn instrumented_below(&self, text: &str) -> Result<usize, Busy> {
        slow(&self.tries).await.map(|number| number as usize + text.len())
    }

    #[instrument(skip_all)]
    #[retry(fixed = 1s, attempt_timeout = 2s, cancel = self.stop.notified(), on = any)]
    async fn instrumented_above(&self, text: &str) -> Result<usize, Busy> {
        slow(&self.tries).await.map(|number| number as usize + text.len())
    }

    /// The outer one cuts the inner one, waits included.
    #[retry(immediate, attempt_timeout = 60s, on = any)]
    #[retry(fixed = 1s, max_attempts = 2, attempt_timeout = 2s, deadline = 20s, on = any)]
    async fn twice(&self) -> Result<u32, Busy> {
        slow(&self.tries).await
    }

    /// # Safety
    ///
    /// None needed.
    #[retry(fixed = 1s, attempt_timeout = 2s, on = any)]
    #[inline]
    async unsafe fn not_safe(&self) -> Result<u32, Busy> {
        slow(&self.tries).await
    }
}

#[async_trait]
trait Fetch {
    async fn fetch(&mut self, text: String) -> Result<usize, Busy>;

    async fn fetch_all(&self, stop: &Notify) -> Result<usize, Busy>;
}

#[async_trait]
impl Fetch for Client {
    #[retry(fixed = 1s, attempt_timeout = (self.limit), deadline = 30s, on = any, clone(text))]
    async fn fetch(&mut self, text: String) -> Result<usize, Busy> {
        self.calls += 1;
        drop(text);
        slow(&self.tries).await.map(|number| number as usize)
    }

    #[retry(fixed = 1s, attempt_timeout = (self.limit), deadline = (self.limit * 20), cancel = stop.notified(), on = any)]
    async fn fetch_all(&self, stop: &Notify) -> Result<usize, Busy> {
        let number = slow(&self.tries).await?;
        Ok(number as usize)
    }
}

trait Provided {
    fn tries(&self) -> &Tries;

    #[retry(fixed = 1s, cancel = || self.tries().count() > 9, on = any)]
    fn provided<const N: usize, T: Copy>(&self, items: [T; N]) -> Result<[T; N], Busy> {
        self.tries().attempt().map(|_| items)
    }
}

impl Provided for Tries {
    fn tries(&self) -> &Tries {
        self
    }
}

#[tokio::test(start_paused = true)]
async fn methods() {
    let new = || Client { limit: 2 * SECOND, ..Client::default() };
    assert_eq!(must_be_send(new().by_reference()).await, Ok(3));
    let mut client = new();
    assert_eq!((must_be_send(client.by_mut()).await, client.calls), (Ok(3), 3));
    assert_eq!(must_be_send(Arc::new(new()).shared()).await, Ok(3));
    assert_eq!(must_be_send(new().opaque()).await, Ok("done"));
    assert_eq!(must_be_send(new().boxed()).await, Ok(3));
    assert_eq!(must_be_send(new().instrumented_below("ab")).await, Ok(5));
    assert_eq!(must_be_send(new().instrumented_above("ab")).await, Ok(5));
    assert_eq!(must_be_send(new().twice()).await, Ok(3));
    let client = new();
    // SAFETY: none needed.
    assert_eq!(must_be_send(unsafe { client.not_safe() }).await, Ok(3));
    assert_eq!(must_be_send(new().fetch("text".to_owned())).await, Ok(3));
    assert_eq!(must_be_send(new().fetch_all(&Notify::new())).await, Ok(3));
}

#[test]
fn a_provided_method() {
    third_time!(tries => tries.provided(['a']), Ok(['a']));
}

/// Compiles without a warning of unreachable code.
mod never_returning {
    use super::{Busy, Notify, Tries, retry};

    #[retry(fixed = 1s, attempt_timeout = 2s, deadline = 30s, on = any)]
    async fn timed() -> Result<u32, Busy> {
        panic!("never returns")
    }

    #[retry(fixed = 1s, cancel = stop.notified(), on = any)]
    async fn cancelled(stop: &Notify) -> Result<u32, Busy> {
        std::process::exit(1)
    }

    #[retry(fixed = 1s, cancel = || tries.count() > 3, on = any)]
    fn blocking(tries: &Tries) -> Result<u32, Busy> {
        std::process::exit(i32::from(tries.count() > 3))
    }

    #[test]
    fn bodies_that_never_return() {
        drop(timed());
        drop(cancelled(&Notify::new()));
        let _: fn(&Tries) -> Result<u32, Busy> = blocking;
    }
}
