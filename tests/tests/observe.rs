//! One hook for all events, what an event says of its place and of the waits, and what predicates and hooks see of the attempt.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::{Attempt, Event, EventKind, Policy, Retry, StopReason, Verdict, retry};

type Log = RefCell<Vec<(EventKind, u32, Duration)>>;

fn note<E>(log: &Log, event: &Event<'_, E>) {
    log.borrow_mut().push((event.kind(), event.attempt(), event.waited()));
}

const SECOND: Duration = Duration::from_secs(1);

#[retry(exponential, max_attempts = 3, on = any, sleep = |_| (), observe = |event| note(log, event))]
fn annotated(log: &Log, failures: &Cell<u32>) -> Result<u32, &'static str> {
    let left = failures.get();
    failures.set(left.saturating_sub(1));
    if left == 0 { Ok(7) } else { Err("not yet") }
}

fn by_hand(log: &Log, failures: &Cell<u32>) -> Result<u32, &'static str> {
    Retry::new(Policy::exponential(SECOND).max_attempts(3))
        .on(|_: &&'static str| true)
        .observe(|event: &Event<'_, &'static str>| note(log, event))
        .call_with(
            |_| (),
            || {
                let left = failures.get();
                failures.set(left.saturating_sub(1));
                if left == 0 { Ok(7) } else { Err("not yet") }
            },
        )
}

fn told(failures: u32) -> Vec<(EventKind, u32, Duration)> {
    let [one, other] = [annotated, by_hand].map(|call| {
        let log = Log::default();
        let _ = call(&log, &Cell::new(failures));
        log.into_inner()
    });
    assert_eq!(one, other);
    one
}

#[test]
fn one_hook_hears_all_three_events() {
    use EventKind::{GaveUp, Recovered, Retry};
    assert_eq!(told(0), []);
    assert_eq!(told(1), [(Retry, 1, Duration::ZERO), (Recovered, 2, SECOND)]);
    // The wait that was just announced is not over.
    assert_eq!(told(9), [(Retry, 1, Duration::ZERO), (Retry, 2, SECOND), (GaveUp, 3, 3 * SECOND)]);
}

#[tokio::test(start_paused = true)]
async fn an_async_function_adds_up_its_waits() {
    #[retry(linear(initial = 1s, increment = 2s), max_attempts = 4, on = any, observe = |event| note(log, event), attempt = attempt)]
    async fn fetch(log: &Log, waited: &RefCell<Vec<Duration>>) -> Result<u32, &'static str> {
        waited.borrow_mut().push(attempt.waited());
        assert_eq!(attempt.waited(), attempt.elapsed());
        Err("not yet")
    }
    let (log, waited) = (Log::default(), RefCell::default());
    assert!(fetch(&log, &waited).await.is_err());
    let sums = [0, 1, 4, 9].map(Duration::from_secs);
    assert_eq!(*waited.borrow(), sums);
    assert_eq!(log.borrow().iter().map(|told| told.2).collect::<Vec<_>>(), sums);
}

#[test]
fn the_hook_for_all_does_not_replace_the_others() {
    let (all, some) = (Cell::new(0), Cell::new(0));
    #[retry(immediate, max_attempts = 3, on = any, observe = |_| all.set(all.get() + 1), before_retry = |_| some.set(some.get() + 1))]
    fn fail(all: &Cell<u32>, some: &Cell<u32>) -> Option<()> {
        None
    }
    assert_eq!(fail(&all, &some), None);
    assert_eq!((all.get(), some.get()), (3, 2));
}

mod one {
    use super::{Event, RefCell, retry};

    pub(super) type Places = RefCell<Vec<(String, &'static str, u32)>>;

    pub(super) fn place(places: &Places, event: &Event<'_, ()>) {
        places.borrow_mut().push((event.name().to_owned(), event.file(), event.line()));
    }

    pub(super) struct First;
    pub(super) struct Second;

    impl First {
        #[retry(immediate, max_attempts = 1, observe = |event| place(places, event))]
        pub(super) fn get(places: &Places) -> Option<()> {
            None
        }
    }

    impl Second {
        #[retry(immediate, max_attempts = 1, observe = |event| place(places, event))]
        pub(super) fn get(places: &Places) -> Option<()> {
            None
        }
    }
}

/// Methods of two types in one module have one name: their places tell them apart.
#[test]
fn an_event_says_where_its_function_is() {
    let places = one::Places::default();
    let _ = (one::First::get(&places), one::Second::get(&places));
    let places = places.into_inner();
    assert_eq!(places[0].0, places[1].0);
    assert_eq!(places[1].2 - places[0].2, 7);
    for (name, file, _) in places {
        assert_eq!(name, "observe::one::get");
        assert!(file.ends_with("observe.rs"), "{file}");
    }
}

#[test]
fn a_closure_is_where_its_retry_was_made() {
    let places = one::Places::default();
    let (line, retry) = (line!(), Retry::new(Policy::immediate().max_attempts(1)));
    let retry = retry.observe(|event: &Event<'_, ()>| one::place(&places, event));
    assert_eq!(retry.call(|| None::<()>), None);
    let (name, file, at) = places.borrow_mut().remove(0);
    assert_eq!((name.as_str(), at), ("retry", line));
    assert!(file.ends_with("observe.rs"), "{file}");
}

/// "401: once more, then no."
fn once_more(status: u16, attempt: Attempt) -> Verdict {
    match status {
        401 => attempt.is_first().into(),
        status => (status >= 500).into(),
    }
}

#[test]
fn a_predicate_sees_the_attempt() {
    #[retry(immediate, on = |status| once_more(*status, attempt), attempt = attempt)]
    fn get(answers: &mut impl Iterator<Item = u16>) -> Result<u32, u16> {
        match answers.next() {
            Some(200) => Ok(attempt.number()),
            Some(status) => Err(status),
            None => panic!("asked once too often"),
        }
    }
    assert_eq!(get(&mut [401, 200].into_iter()), Ok(2));
    assert_eq!(get(&mut [401, 401].into_iter()), Err(401));
    assert_eq!(get(&mut [503, 401].into_iter()), Err(401));
    assert_eq!(get(&mut [503, 503, 503, 200].into_iter()), Ok(4));
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_predicate_and_hook_sees_the_attempt() {
    #[retry(fixed = 1s, on(16u16 | 17 if which.number() < 3), attempt = which)]
    async fn by_pattern(calls: &Cell<u32>) -> Result<(), u16> {
        calls.set(which.number());
        Err(16)
    }
    let calls = Cell::new(0);
    assert_eq!(by_pattern(&calls).await, Err(16));
    assert_eq!(calls.get(), 3);

    #[retry(immediate, max_attempts = unlimited, max_elapsed = 1h, on_result = |value| *value + which.number() < 5, attempt = which)]
    async fn by_value() -> u32 {
        1
    }
    assert_eq!(by_value().await, 1);

    #[retry(fixed = 2s, max_attempts = 3, attempt = which, before_retry = |event| seen.borrow_mut().push((event.attempt(), which.number(), which.waited())), on_give_up = |event: &Event<'_, ()>| {
        assert_eq!(event.reason(), Some(StopReason::MaxAttempts));
        assert!(which.is_last());
    })]
    async fn hooks(seen: &RefCell<Vec<(u32, u32, Duration)>>) -> Option<()> {
        None
    }
    let seen = RefCell::default();
    assert_eq!(hooks(&seen).await, None);
    assert_eq!(*seen.borrow(), [(1, 1, Duration::ZERO), (2, 2, 2 * SECOND)]);
}

/// `by_value` above would not end if the predicate saw the attempt that comes next, or the first one, for ever.
#[test]
fn a_predicate_sees_the_attempt_that_it_judges() {
    #[retry(immediate, max_attempts = 9, on = |number: &u32| *number == attempt.number() && *number < 4, attempt = attempt)]
    fn numbers() -> Result<(), u32> {
        Err(attempt.number())
    }
    assert_eq!(numbers(), Err(4));
}

#[test]
fn an_event_shows_what_its_getters_say() {
    #[retry(immediate, max_attempts = 1, observe = |event| *shown = format!("{event:?}"), name = "shown")]
    fn fail(shown: &mut String) -> Option<()> {
        None
    }
    let mut shown = String::new();
    let _ = fail(&mut shown);
    for part in ["kind: GaveUp", "name: \"shown\"", "file: ", "line: ", "waited: 0ns", "reason: Some(MaxAttempts)"] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
}

/// Parentheses are part of the grammar, and no reason to warn.
#[test]
#[deny(unused_parens)]
fn expressions_in_parentheses() {
    #[retry(immediate, max_attempts = 2, on = (|status: &u16| *status > 500), observe = (|_| ()), fallback = (|status, _| Err(status + 1)))]
    fn on() -> Result<(), u16> {
        Err(503)
    }
    #[retry(policy = (Policy::immediate()), on_result = (|value| *value < 3), before_retry = (|_| ()), attempt = attempt)]
    fn on_result() -> u32 {
        attempt.number()
    }
    assert_eq!((on(), on_result()), (Err(504), 3));
}
