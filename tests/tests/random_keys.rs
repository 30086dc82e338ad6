//! `random`, `jitter = 2s` and `delays(0s, …)`: what a function gets from these keys.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use retry_runtime::{Event, Jitter, Policy, now, retry};

const MIN: Duration = Duration::from_millis(300);
const MAX: Duration = Duration::from_millis(400);
const PATIENT: Policy = Policy::exponential(Duration::from_secs(9)).jitter(Jitter::Full).max_attempts(41);

type Slept = RefCell<Vec<Duration>>;

/// A function that always fails, and the milliseconds that it slept.
macro_rules! sleeps {
    ([$($attribute:tt)*]) => {{
        #[retry($($attribute)*, on = any, sleep = |delay| slept.borrow_mut().push(delay))]
        fn fails(slept: &Slept) -> Result<(), String> {
            Err(String::new())
        }
        let slept = Slept::default();
        assert!(fails(&slept).is_err());
        slept.into_inner()
    }};
}

/// So many waits inside of these milliseconds, no two the same, and some in either half.
#[track_caller]
fn assert_spread(waits: &[Duration], count: usize, low: u64, high: u64) {
    let (low, high) = (Duration::from_millis(low), Duration::from_millis(high));
    assert_eq!(waits.len(), count);
    assert!(waits.iter().all(|wait| (low..=high).contains(wait)), "{waits:?}");
    // One of 2³⁹ runs has them all in one half.
    let middle = (low + high) / 2;
    assert!(waits.iter().any(|wait| *wait < middle) && waits.iter().any(|wait| *wait > middle), "{waits:?}");
    let mut sorted = waits.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), count, "for each retry anew: {waits:?}");
}

#[test]
fn random() {
    assert_spread(&sleeps!([random(min = 100ms, max = 1s), max_attempts = 41]), 40, 100, 1000);
    assert_spread(&sleeps!([random(max = "1s", min = 0s), max_retries = 40]), 40, 0, 1000);
    assert_spread(&sleeps!([random(min = MIN, max = MAX), max_retries = 40]), 40, 300, 400);
    assert_spread(&sleeps!([random(min = MIN, max = 90s), max_retries = 40]), 40, 300, 90_000);
    // In place of the backoff and the jitter of what it starts from; the limits stay.
    assert_spread(&sleeps!([policy = PATIENT, random(min = MIN, max = MAX)]), 40, 300, 400);
    assert_spread(&sleeps!([external, random(min = MIN, max = MAX), max_attempts = 41]), 40, 300, 400);
    let policy = PATIENT;
    assert_spread(&run_time(&policy), 40, 300, 400);
}

fn run_time(policy: &Policy) -> Vec<Duration> {
    #[retry(policy = policy, random(min = MIN, max = 400ms), on = any, sleep = |delay| slept.borrow_mut().push(delay))]
    fn fails(policy: &Policy, slept: &Slept) -> Result<(), String> {
        Err(String::new())
    }
    let slept = Slept::default();
    fails(policy, &slept).unwrap_err();
    slept.into_inner()
}

#[test]
fn a_jitter_in_time() {
    assert_spread(&sleeps!([fixed = 1s, jitter = 2s, max_retries = 40]), 40, 1000, 3000);
    assert_spread(&sleeps!([fixed = 1s, jitter = "2s", max_retries = 40]), 40, 1000, 3000);
    assert_spread(&sleeps!([fixed = 1s, jitter = MIN, max_retries = 40]), 40, 1000, 1300);
    assert_spread(&sleeps!([fixed = 1s, jitter = Duration::from_millis(500), max_retries = 40]), 40, 1000, 1500);
    assert_spread(&sleeps!([fixed = 1s, jitter = MIN.saturating_add(MAX), max_retries = 40]), 40, 1000, 1700);
    assert_spread(&sleeps!([fixed = 0s, jitter = 2s, max_retries = 40]), 40, 0, 2000);
    // Inside the cap, and as wide there.
    assert_spread(&sleeps!([fixed = 9s, jitter = 2s, max_delay = 10s, max_retries = 40]), 40, 8000, 10_000);
    let growing = sleeps!([exponential, jitter = 500ms, max_attempts = 4]);
    for (wait, base) in growing.iter().zip([1000, 2000, 4000].map(Duration::from_millis)) {
        assert!((base..=base + Duration::from_millis(500)).contains(wait), "{growing:?}");
    }
    assert_eq!(growing.len(), 3);
    // The default cap has room for it.
    assert_spread(&sleeps!([fixed = 90s, jitter = 2s, max_retries = 40]), 40, 90_000, 92_000);
}

#[retry(delays(0s, 30s), max_attempts = 4, on = any, before_retry = |event| note(event, announced))]
async fn at_once_first(announced: &Slept, starts: &Slept) -> Result<(), u32> {
    starts.borrow_mut().push(now());
    Err(1)
}

fn note(event: &Event<'_, u32>, announced: &Slept) {
    announced.borrow_mut().push(event.delay().unwrap());
}

#[tokio::test(start_paused = true)]
async fn the_first_retry_at_once() {
    let (announced, starts) = (Slept::default(), Slept::default());
    let begin = now();
    let ended = Cell::new(false);
    let call = async {
        at_once_first(&announced, &starts).await.unwrap_err();
        ended.set(true);
    };
    // It yields before the retry: the other branch is polled between the first two attempts.
    let other = async {
        assert_eq!(starts.borrow().len(), 1);
        tokio::task::yield_now().await;
        assert_eq!(starts.borrow().len(), 2, "without a wait");
    };
    let (mut call, mut other, mut other_ended) = (pin!(call), pin!(other), false);
    let both = poll_fn(|context| {
        let called = call.as_mut().poll(context);
        other_ended = other_ended || other.as_mut().poll(context).is_ready();
        called
    });
    both.await;
    assert!(ended.get() && other_ended);
    let seconds: Vec<u64> = starts.borrow().iter().map(|start| (*start - begin).as_secs()).collect();
    assert_eq!(seconds, [0, 0, 30, 60]);
    assert_eq!(*announced.borrow(), [0, 30, 30].map(Duration::from_secs));
}
