//! A policy that has an `attempt_timeout`: the function says that it has the timer for it.

use std::future::pending;
use std::io;
use std::time::Duration;

use retry_runtime::{Policy, Profile, Retry, retry};
use tokio::time::Instant;

mod reports;

use reports::Reports;

const SECOND: Duration = Duration::from_secs(1);
const CUT: Policy = Policy::fixed(SECOND).max_attempts(3).attempt_timeout(Duration::from_secs(2));
const UNCUT: Policy = Policy::fixed(SECOND).max_attempts(2);

async fn took(call: impl Future<Output = io::Result<()>>) -> Duration {
    let begun = Instant::now();
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    begun.elapsed()
}

#[tokio::test(start_paused = true)]
async fn the_key_alone_is_what_the_policy_says() {
    #[retry(policy = CUT, attempt_timeout)]
    async fn constant() -> io::Result<()> {
        pending().await
    }
    #[retry(policy = policy, attempt_timeout, max_attempts = 2)]
    async fn given(policy: Policy) -> io::Result<()> {
        pending().await
    }
    static PROFILE: Profile<io::Error> = Profile::new(CUT);
    #[retry(with = PROFILE, attempt_timeout)]
    async fn profiled() -> io::Result<()> {
        pending().await
    }
    struct Client(Policy);
    impl Client {
        #[retry(policy = self.0, attempt_timeout)]
        async fn of_a_field(&mut self) -> io::Result<()> {
            self.0 = UNCUT;
            pending().await
        }
    }
    assert_eq!(took(constant()).await, 8 * SECOND);
    assert_eq!(took(given(CUT)).await, 5 * SECOND);
    assert_eq!(took(profiled()).await, 8 * SECOND);
    assert_eq!(took(Client(CUT).of_a_field()).await, 8 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_policy_without_one_cuts_nothing() {
    #[retry(policy = policy, attempt_timeout)]
    async fn fetch(policy: Policy) -> io::Result<u32> {
        tokio::time::sleep(Duration::from_secs(86_400)).await;
        Ok(1)
    }
    assert_eq!(fetch(UNCUT).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_value_goes_before_that_of_the_policy() {
    #[retry(policy = CUT, attempt_timeout = 5s)]
    async fn written() -> io::Result<()> {
        pending().await
    }
    assert_eq!(took(written()).await, 17 * SECOND);
}

/// Nothing is silently ignored: what is known at run time only is told once for each function.
#[test]
fn without_the_key_it_is_reported() {
    #[retry(policy = policy, on = any)]
    async fn given(policy: Policy) -> Option<u8> {
        Some(1)
    }
    static PROFILE: Profile<()> = Profile::new(CUT);
    #[retry(with = PROFILE)]
    fn blocking() -> Option<u8> {
        Some(1)
    }
    let reports = Reports::default();
    tracing::subscriber::with_default(reports.clone(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for _ in 0..2 {
            assert_eq!(runtime.block_on(given(UNCUT)), Some(1));
        }
        assert!(reports.0.lock().unwrap().is_empty());
        for _ in 0..2 {
            assert_eq!(runtime.block_on(given(CUT)), Some(1));
            assert_eq!(blocking(), Some(1));
        }
    });
    let told = reports.0.lock().unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("given") && told[0].contains("write `attempt_timeout` beside it"), "{told:?}");
    assert!(told[1].contains("blocking") && told[1].contains("cannot be cut short"), "{told:?}");
}

#[test]
fn closures_have_no_timer() {
    let reports = Reports::default();
    tracing::subscriber::with_default(reports.clone(), || {
        assert_eq!(Retry::new(UNCUT).call(|| Some(1)), Some(1));
        assert!(reports.0.lock().unwrap().is_empty());
        for _ in 0..2 {
            assert_eq!(Retry::new(CUT).name("closure").call(|| Some(1)), Some(1));
        }
    });
    let told = reports.0.lock().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("closure") && told[0].contains("no timer"), "{told:?}");
}
