//! Values in parentheses, in every shape of function.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::{Backoff, Policy, retry};
use tracing::instrument;

use crate::{Busy, Tries, must_be_send};

const SECOND: Duration = Duration::from_secs(1);

/// Calls it with a limit of two attempts, which is not enough, and with one of three, which is.
macro_rules! as_often_as_computed {
    (|$tries:ident, $most:ident| $call:expr) => {
        for $most in [2, 3_u32] {
            let $tries = Tries::default();
            assert_eq!($call, if $most == 2 { Err(Busy) } else { Ok(3) }, "{}", $most);
            assert_eq!($tries.count(), $most, "executions");
        }
    };
}

#[derive(Clone)]
struct Client<'t> {
    tries: &'t Tries,
    retries: u32,
    delay: Duration,
    name: String,
    limit: Arc<Mutex<Duration>>,
}

impl<'t> Client<'t> {
    fn new(tries: &'t Tries, most: u32) -> Self {
        let retries = most - 1;
        let limit = Arc::new(Mutex::new(retries * SECOND));
        Self { tries, retries, delay: SECOND, name: "client".to_owned(), limit }
    }

    #[retry(fixed = (self.delay), max_attempts = (self.retries + 1), name = (self.name), on = any)]
    async fn by_reference(&self) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    /// The call borrows nothing of what the body changes.
    #[retry(fixed = (self.delay), max_attempts = (self.retries + 1), name = (self.name.clone()), on = any)]
    async fn by_mutable_reference(&mut self) -> Result<u32, Busy> {
        self.retries = 0;
        self.name.clear();
        self.tries.attempt_later().await
    }

    #[retry(immediate, max_attempts = (self.retries + 1), on = any)]
    fn blocking_by_mutable_reference(&mut self) -> Result<u32, Busy> {
        self.retries = 0;
        self.tries.attempt()
    }

    #[retry(immediate, max_attempts = (self.retries + 1), on = any, clone(self))]
    async fn by_value(self) -> Result<u32, Busy> {
        let Self { tries, .. } = self;
        tries.attempt_later().await
    }

    #[retry(immediate, max_retries = (self.retries), on = any)]
    async fn by_pointer(self: Arc<Self>) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[retry(fixed = (self.delay), max_elapsed = (*self.limit.lock().unwrap()), on = any)]
    async fn behind_a_lock(&self) -> Result<u32, Busy> {
        assert!(self.limit.try_lock().is_ok(), "the lock is held during an attempt");
        self.tries.attempt_later().await
    }

    #[retry(fixed = (self.delay), max_attempts = (self.retries + 1), name = (format!("{} {path}", self.name)), on = any)]
    #[instrument(skip_all)]
    async fn instrumented_below(&self, path: &str) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[instrument(skip_all)]
    #[retry(fixed = (self.delay), max_attempts = (path.len() as u32), on = any)]
    #[expect(clippy::cast_possible_truncation)]
    async fn instrumented_above(&self, path: &str) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[retry(immediate, max_attempts = (most), on = any)]
    #[retry(immediate, max_attempts = (most.min(1)), on = any)]
    fn twice(&self, mut most: u32) -> Result<u32, Busy> {
        most -= 2;
        assert!(most < 2, "as it was passed");
        self.tries.attempt()
    }
}

#[tokio::test(start_paused = true)]
async fn methods() {
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).by_reference()).await);
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).by_mutable_reference()).await);
    as_often_as_computed!(|tries, most| Client::new(&tries, most).blocking_by_mutable_reference());
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).by_value()).await);
    as_often_as_computed!(|tries, most| must_be_send(Arc::new(Client::new(&tries, most)).by_pointer()).await);
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).behind_a_lock()).await);
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).instrumented_below("path")).await);
    as_often_as_computed!(|tries, most| must_be_send(
        Client::new(&tries, most).instrumented_above(&"abc"[..most as usize])
    )
    .await);
    as_often_as_computed!(|tries, most| Client::new(&tries, most).twice(most));
}

#[async_trait]
trait Fetch {
    async fn fetch(&self, most: u32) -> Result<u32, Busy>;
    async fn change(&mut self, (most, _): (u32, u8)) -> Result<u32, Busy>;

    fn delay(&self) -> Duration;
    fn tries(&self) -> &Tries;

    #[retry(fixed = (self.delay()), max_attempts = (most), name = (format!("{:?}", self.delay())), on = any)]
    async fn by_default(&self, mut most: u32) -> Result<u32, Busy>
    where
        Self: Sync,
    {
        most -= 2;
        assert!(most < 2, "as it was passed");
        self.tries().attempt_later().await
    }
}

#[async_trait]
impl Fetch for Client<'_> {
    #[retry(fixed = (self.delay), max_attempts = (most.min(self.retries + 1)), name = (self.name), on = any)]
    async fn fetch(&self, most: u32) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[retry(fixed = (self.delay), max_attempts = (most - 1 + self.retries), on = any)]
    async fn change(&mut self, (most, _): (u32, u8)) -> Result<u32, Busy> {
        self.retries = 0;
        self.tries.attempt_later().await
    }

    fn delay(&self) -> Duration {
        self.delay
    }

    fn tries(&self) -> &Tries {
        self.tries
    }
}

trait Native {
    fn most(&self) -> u32;

    #[retry(immediate, max_attempts = (self.most()), on = any)]
    fn native(&self, tries: &Tries) -> Result<u32, Busy> {
        tries.attempt()
    }
}

impl Native for u32 {
    fn most(&self) -> u32 {
        *self
    }
}

#[tokio::test(start_paused = true)]
async fn traits() {
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).fetch(most)).await);
    as_often_as_computed!(|tries, most| Client::new(&tries, most).fetch(9).await);
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).change((2, 0))).await);
    as_often_as_computed!(|tries, most| must_be_send(Client::new(&tries, most).by_default(most)).await);
    as_often_as_computed!(|tries, most| most.native(&tries));
}

#[retry(fixed = (delay), max_attempts = (most), on = any)]
fn future(tries: &Tries, delay: Duration, most: u32) -> impl Future<Output = Result<u32, Busy>> + Send {
    async move { tries.attempt_later().await }
}

#[retry(fixed = (delay), max_attempts = (most), name = (name), on = any)]
fn boxed<'a>(
    tries: &'a Tries,
    delay: Duration,
    most: u32,
    name: &'a str,
) -> Pin<Box<dyn Future<Output = Result<u32, Busy>> + Send + 'a>> {
    Box::pin(async move { tries.attempt_later().await })
}

trait Limits {
    const MAX: u32;
    const DELAY: Duration;
}

impl Limits for () {
    const MAX: u32 = 3;
    const DELAY: Duration = SECOND;
}

impl Limits for u8 {
    const MAX: u32 = 2;
    const DELAY: Duration = SECOND;
}

struct Limited<T>(std::marker::PhantomData<T>);

impl<T: Limits + Sync> Limited<T> {
    const TWICE: Duration = SECOND.saturating_mul(2);

    #[retry(fixed = T::DELAY, max_attempts = (T::MAX), max_delay = Self::TWICE, on = any)]
    async fn of_the_impl(&self, tries: &Tries) -> Result<u32, Busy> {
        tries.attempt_later().await
    }

    #[retry(backoff = (Backoff::fixed(Self::TWICE)), max_retries = (N - 1), on = any)]
    async fn of_the_method<const N: u32>(&self, tries: &Tries) -> Result<u32, Busy> {
        tries.attempt_later().await
    }
}

#[retry(policy = *policy, max_attempts = (if *more { 3 } else { 2 }), on = any)]
fn destructured((tries, more): (&Tries, &bool), policy: &Policy) -> Result<u32, Busy> {
    tries.attempt()
}

const unsafe fn limit(most: *const u32) -> u32 {
    // SAFETY: the caller's.
    unsafe { *most }
}

#[retry(immediate, max_attempts = (unsafe { limit(most) }), on = any)]
unsafe fn unsafely(tries: &Tries, most: *const u32) -> Result<u32, Busy> {
    tries.attempt()
}

/// What is awaited or tried there ends the call before its first attempt.
#[retry(immediate, max_attempts = (most.await?), on = any)]
async fn awaited(tries: &Tries, most: impl Future<Output = Result<u32, Busy>>) -> Result<u32, Busy> {
    tries.attempt_later().await
}

#[tokio::test(start_paused = true)]
async fn functions() {
    as_often_as_computed!(|tries, most| must_be_send(future(&tries, SECOND, most)).await);
    as_often_as_computed!(|tries, most| must_be_send(boxed(&tries, SECOND, most, "name")).await);
    let limited = Limited::<()>(std::marker::PhantomData);
    let less = Limited::<u8>(std::marker::PhantomData);
    as_often_as_computed!(|tries, most| match most {
        2 => must_be_send(less.of_the_impl(&tries)).await,
        _ => must_be_send(limited.of_the_impl(&tries)).await,
    });
    as_often_as_computed!(|tries, most| match most {
        2 => must_be_send(limited.of_the_method::<2>(&tries)).await,
        _ => must_be_send(limited.of_the_method::<3>(&tries)).await,
    });
    as_often_as_computed!(|tries, most| destructured((&tries, &(most == 3)), &Policy::immediate()));
    // SAFETY: the reference lives longer than the call.
    as_often_as_computed!(|tries, most| unsafe { unsafely(&tries, &raw const most) });
    as_often_as_computed!(|tries, most| awaited(&tries, std::future::ready(Ok(most))).await);
    let tries = Tries::default();
    assert_eq!(awaited(&tries, std::future::ready(Err(Busy))).await, Err(Busy));
    assert_eq!(tries.count(), 0);
}

/// Fragments of a `macro_rules!`, with parentheses of their own or around them.
macro_rules! retried {
    ($name:ident, $most:expr, $delay:expr) => {
        #[retry(fixed = ($delay), max_attempts = $most, on = any)]
        fn $name(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    };
}

retried!(of_literals, 2, 1ns);
retried!(of_expressions, (u32::from(true) + 1), Duration::from_nanos(1));

#[test]
fn fragments() {
    for of in [of_literals, of_expressions] {
        let tries = Tries::default();
        of(&tries).unwrap_err();
        assert_eq!(tries.count(), 2);
    }
}
