//! `fallback`: what a call returns in the place of its last failure.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::{Attempt, Budget, End, Event, StopReason, Verdict, retry};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Error {
    Busy(u32),
    Wrong,
    Later,
    GaveUp { last: Box<Error>, reason: StopReason, attempts: u32 },
}

fn verdict(error: &Error) -> Verdict {
    match error {
        Error::Busy(_) => Verdict::Transient,
        Error::Later => Verdict::RetryAfter(Duration::from_secs(3600)),
        _ => Verdict::Permanent,
    }
}

fn wrapped(error: Error, end: &End) -> Result<u32, Error> {
    Err(Error::GaveUp { last: Box::new(error), reason: end.reason(), attempts: end.attempts() })
}

type Answers<'a> = &'a mut dyn Iterator<Item = Result<u32, Error>>;

#[retry(immediate, max_attempts = 3, on = verdict, max_retry_after = 1s, fallback = wrapped)]
fn named(answers: Answers<'_>) -> Result<u32, Error> {
    answers.next().unwrap()
}

fn gave_up(last: Error, reason: StopReason, attempts: u32) -> Result<u32, Error> {
    Err(Error::GaveUp { last: Box::new(last), reason, attempts })
}

#[test]
fn the_last_failure_becomes_another_error() {
    let mut busy = (1..).map(|number| Err(Error::Busy(number)));
    assert_eq!(named(&mut busy), gave_up(Error::Busy(3), StopReason::MaxAttempts, 3));
    let mut later = [Err(Error::Busy(1)), Err(Error::Later)].into_iter();
    assert_eq!(named(&mut later), gave_up(Error::Later, StopReason::RetryAfter, 2));
}

#[test]
fn neither_for_a_success_nor_for_a_permanent_failure() {
    assert_eq!(named(&mut [Ok(1)].into_iter()), Ok(1));
    assert_eq!(named(&mut [Err(Error::Busy(1)), Ok(2)].into_iter()), Ok(2));
    assert_eq!(named(&mut [Err(Error::Busy(1)), Err(Error::Wrong)].into_iter()), Err(Error::Wrong));
}

#[tokio::test(start_paused = true)]
async fn it_knows_how_long_the_call_took() {
    #[retry(fixed = 2s, max_attempts = 3, on = any, fallback = |(), end| { *seen = Some(*end); Some(9) })]
    async fn none(seen: &mut Option<End>) -> Option<u32> {
        tokio::time::sleep(Duration::from_secs(1)).await;
        None
    }
    let mut seen = None;
    assert_eq!(none(&mut seen).await, Some(9));
    let end = seen.unwrap();
    assert_eq!((end.elapsed(), end.waited()), (Duration::from_secs(7), Duration::from_secs(4)));
    assert_eq!((end.attempts(), end.reason()), (3, StopReason::MaxAttempts));
}

struct Cache;

impl Cache {
    async fn get(&self, key: &str) -> u32 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        u32::try_from(key.len()).unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn it_may_wait_in_an_async_function() {
    #[retry(fixed = 1s, max_attempts = 2, on = any, fallback = async |error: Error, end| {
        assert_eq!((error, end.attempts()), (Error::Busy(2), 2));
        Ok(cache.get(key).await)
    })]
    async fn fetch(cache: &Cache, key: &str, calls: &Cell<u32>) -> Result<u32, Error> {
        calls.set(calls.get() + 1);
        Err(Error::Busy(calls.get()))
    }
    let begun = tokio::time::Instant::now();
    assert_eq!(fetch(&Cache, "four", &Cell::new(0)).await, Ok(4));
    assert_eq!(begun.elapsed(), Duration::from_secs(2));
}

#[test]
fn a_future_with_a_fallback_that_waits_can_be_spawned() {
    fn spawnable<T: Send>(_: T) {}
    #[retry(fixed = 1s, on = any, fallback = async |_, _| Ok(Cache.get("x").await))]
    async fn fetch() -> Result<u32, Error> {
        Err(Error::Wrong)
    }
    spawnable(fetch());
}

#[test]
fn with_on_result_it_takes_the_whole_value() {
    #[retry(immediate, max_attempts = 2, on_result = Vec::is_empty, fallback = |page: Vec<u32>, end: &End| {
        assert!(page.is_empty());
        vec![end.attempts()]
    })]
    fn page(first: &[u32]) -> Vec<u32> {
        first.to_vec()
    }
    assert_eq!(page(&[]), [2]);
    assert_eq!(page(&[7]), [7]);

    // A failure that the predicate does not accept is a permanent one.
    #[retry(immediate, max_attempts = 2, on_result = |value| *value == Ok(0), fallback = |value, _| value.map(|_| 8))]
    fn result(value: Result<u32, ()>) -> Result<u32, ()> {
        value
    }
    assert_eq!(result(Ok(0)), Ok(8));
    assert_eq!(result(Ok(1)), Ok(1));
    assert_eq!(result(Err(())), Err(()));
}

#[tokio::test(start_paused = true)]
async fn with_on_result_it_may_wait_too() {
    #[retry(immediate, max_attempts = 2, on_result = |status| *status >= 500, fallback = async |status, _| { tokio::task::yield_now().await; status + 1 })]
    async fn status() -> u16 {
        503
    }
    assert_eq!(status().await, 504);
}

#[test]
fn after_the_hooks_and_once() {
    let log = RefCell::new(Vec::new());
    #[retry(
        immediate, max_attempts = 2, on = any,
        on_give_up = |event: &Event<'_, ()>| log.borrow_mut().push(format!("gave up: {:?}", event.reason())),
        fallback = |(), _| { log.borrow_mut().push("fallback".to_owned()); None },
    )]
    fn none(log: &RefCell<Vec<String>>) -> Option<()> {
        None
    }
    assert_eq!(none(&log), None);
    assert_eq!(log.into_inner(), ["gave up: Some(MaxAttempts)", "fallback"]);
}

#[test]
fn a_refusal_of_the_budget_is_an_end() {
    static EMPTY: Budget = Budget::new().min_tokens(0);
    #[retry(immediate, on = any, budget = EMPTY, fallback = |(), end| Some(end.reason()))]
    fn none() -> Option<StopReason> {
        None
    }
    assert_eq!(none(), Some(StopReason::Budget));
}

#[test]
fn arguments_self_and_the_attempt_are_at_hand() {
    struct Client {
        spare: u32,
    }
    impl Client {
        #[retry(immediate, on = any, clone(key), attempt = which, fallback = |error, _| Ok(self.spare(&error, &key, which)))]
        fn get(&self, key: String) -> Result<u32, String> {
            Err(key + "!")
        }

        fn spare(&self, error: &str, key: &str, which: Attempt) -> u32 {
            assert_eq!((error, key), ("a!", "a"));
            self.spare + which.number()
        }
    }
    assert_eq!(Client { spare: 10 }.get("a".to_owned()), Ok(14));
}

#[test]
fn an_early_return_and_a_question_mark_are_failures_too() {
    #[retry(immediate, max_attempts = 2, on = any, fallback = |_, end| Ok(end.attempts()))]
    fn early(number: &str) -> Result<u32, std::num::ParseIntError> {
        let number = number.parse::<u32>()?;
        if number > 3 {
            return Ok(0);
        }
        Ok(number)
    }
    assert_eq!(early("x"), Ok(2));
    assert_eq!(early("4"), Ok(0));
    assert_eq!(early("3"), Ok(3));
}

#[test]
fn an_error_that_is_not_clone_is_moved() {
    struct Single(u32);
    #[retry(immediate, max_attempts = 2, on = any, fallback = |error: Single, end| Err(Single(error.0 + end.attempts())))]
    fn fail() -> Result<(), Single> {
        Err(Single(5))
    }
    assert_eq!(fail().unwrap_err().0, 7);
}

/// While a fallback waits, only the failure lies in the future: not the whole outcome.
#[test]
fn the_future_keeps_the_failure_only() {
    use std::rc::Rc;
    fn spawnable<T: Send>(_: &T) {}
    type Large = Result<[u8; 512], std::num::ParseIntError>;

    #[retry(immediate, on = any)]
    async fn plain() -> Large {
        Ok(std::hint::black_box([1; 512]))
    }
    #[retry(immediate, on = any, fallback = async |error, _| Err(error))]
    async fn large() -> Large {
        Ok(std::hint::black_box([1; 512]))
    }
    #[retry(fixed = 1s, on = any, fallback = async |error, _| Err(error))]
    async fn shared() -> Result<Rc<u8>, std::num::ParseIntError> {
        Ok(Rc::new(1))
    }
    spawnable(&shared());
    let (plain, with) = (size_of_val(&plain()), size_of_val(&large()));
    assert!(with < plain + 512 + 512 + 128, "{plain} {with}");
}

#[tokio::test(start_paused = true)]
async fn one_that_waits_goes_together_with_the_other_keys() {
    #[retry(
        fixed = 1s, max_attempts = forever, on = any, attempt = which, cancel = tokio::time::sleep(Duration::from_millis(2500)),
        deadline = 1m, fallback = async |error, end| { tokio::task::yield_now().await; Ok((error, which.number(), end.reason())) },
    )]
    async fn cancelled() -> Result<(Error, u32, StopReason), Error> {
        Err(Error::Busy(which.number()))
    }
    assert_eq!(cancelled().await, Ok((Error::Busy(3), 3, StopReason::Cancelled)));

    struct Client(u32);
    impl Client {
        #[retry(immediate, max_attempts = 2, on = any, clone(key), fallback = async |_, _| { self.0 += 1; Ok(key.len()) })]
        async fn get(&mut self, key: String) -> Result<usize, Error> {
            drop(key);
            Err(Error::Busy(self.0))
        }
    }
    let mut client = Client(1);
    assert_eq!((client.get("four".to_owned()).await, client.0), (Ok(4), 2));
}

impl From<retry_runtime::TimedOut> for Error {
    fn from(_: retry_runtime::TimedOut) -> Self {
        Self::Wrong
    }
}
