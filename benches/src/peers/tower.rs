//! `tower::retry`: a layer around a service; its policy is cloned for every request.

use std::future::{Ready, ready};
use std::sync::LazyLock;

use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::retry::{Policy, Retry};
use tower::util::rng::HasherRng;
use tower::{ServiceExt, service_fn};

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, is_transient};

#[derive(Clone)]
struct Transient<B> {
    left: u32,
    backoff: B,
}

trait Wait: Clone {
    type Future: Future<Output = ()>;
    fn wait(&mut self) -> Self::Future;
}

impl Wait for ExponentialBackoff {
    type Future = tokio::time::Sleep;

    fn wait(&mut self) -> Self::Future {
        self.next_backoff()
    }
}

#[derive(Clone)]
struct NoWait;

impl Wait for NoWait {
    type Future = Ready<()>;

    fn wait(&mut self) -> Self::Future {
        ready(())
    }
}

impl<B: Wait> Policy<u64, u64, Error> for Transient<B> {
    type Future = B::Future;

    fn retry(&mut self, _: &mut u64, result: &mut Result<u64, Error>) -> Option<Self::Future> {
        match result {
            Err(error) if self.left > 0 && is_transient(error) => {
                self.left -= 1;
                Some(self.backoff.wait())
            }
            _ => None,
        }
    }

    fn clone_request(&mut self, id: &u64) -> Option<u64> {
        Some(*id)
    }
}

static POLICY: LazyLock<Transient<ExponentialBackoff>> = LazyLock::new(|| {
    let maker = ExponentialBackoffMaker::new(INITIAL, CAP, 1.0, HasherRng::default());
    Transient { left: MAX_ATTEMPTS - 1, backoff: maker.expect("a valid range").make_backoff() }
});

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    Retry::new(POLICY.clone(), service_fn(|id| remote.fetch(id))).oneshot(id).await
}

#[inline(never)]
pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    let policy = Transient { left: MAX_ATTEMPTS - 1, backoff: NoWait };
    Retry::new(policy, service_fn(|id| remote.fetch(id))).oneshot(id).await
}
