//! Who is told what, and when.

use std::cell::RefCell;
use std::time::Duration;

use retry_runtime::{Attempts, Budget, Event, Policy, Retry, StopReason, Verdict, retry};
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Error {
    Busy,
    Wrong,
}

fn is_transient(error: &Error) -> bool {
    *error == Error::Busy
}

/// Everything in order: what hooks were told, when attempts ran, when the sleeper was called.
type Log = RefCell<Vec<String>>;

fn note(log: &Log, what: &str, event: &Event<'_, Error>) {
    log.borrow_mut().push(format!(
        "{what} {} {}/{:?} {:?} {:?} {:?} {:?}",
        event.name(),
        event.attempt(),
        event.max_attempts(),
        event.delay(),
        event.verdict(),
        event.reason(),
        event.error()
    ));
}

fn sleep(log: &Log, delay: Duration) {
    log.borrow_mut().push(format!("sleep {delay:?}"));
}

type Answers = [Result<u8, Error>];

fn attempt(log: &Log, answers: &Answers) -> Result<u8, Error> {
    let mut log = log.borrow_mut();
    let number = log.iter().filter(|line| line.starts_with("attempt")).count();
    log.push("attempt".to_owned());
    answers[number]
}

#[retry(
    fixed = 1s, max_attempts = 3, on = is_transient, name = "n", sleep = |delay| sleep(log, delay),
    before_retry = |event| note(log, "before_retry", event),
    on_give_up = |event| note(log, "on_give_up", event),
    on_recovered = |event| note(log, "on_recovered", event),
)]
fn annotated(log: &Log, answers: &Answers) -> Result<u8, Error> {
    attempt(log, answers)
}

#[retry(
    fixed = 1s, max_attempts = 3, on = is_transient, name = "n",
    sleep = |delay| { sleep(log, delay); std::future::ready(()) },
    before_retry = |event| note(log, "before_retry", event),
    on_give_up = |event| note(log, "on_give_up", event),
    on_recovered = |event| note(log, "on_recovered", event),
)]
async fn annotated_async(log: &Log, answers: &Answers) -> Result<u8, Error> {
    attempt(log, answers)
}

fn by_hand(log: &Log, answers: &Answers) -> Result<u8, Error> {
    Retry::new(Policy::fixed(SECOND).max_attempts(3))
        .name("n")
        .on(is_transient)
        .before_retry(|event: &Event<'_, Error>| note(log, "before_retry", event))
        .on_give_up(|event: &Event<'_, Error>| note(log, "on_give_up", event))
        .on_recovered(|event: &Event<'_, Error>| note(log, "on_recovered", event))
        .call_with(|delay| sleep(log, delay), || attempt(log, answers))
}

/// What all front ends tell about such answers; they must agree.
async fn told(answers: &Answers) -> Vec<String> {
    let logs = [Log::default(), Log::default(), Log::default()];
    let last = answers[answers.len() - 1];
    assert_eq!(annotated(&logs[0], answers), last);
    assert_eq!(annotated_async(&logs[1], answers).await, last);
    assert_eq!(by_hand(&logs[2], answers), last);
    let [log, others @ ..] = logs.map(RefCell::into_inner);
    for other in others {
        assert_eq!(other, log);
    }
    log
}

#[tokio::test]
async fn a_first_try_success_is_no_event() {
    assert_eq!(told(&[Ok(1)]).await, ["attempt"]);
}

#[tokio::test]
async fn one_event_for_each_retry_and_one_at_the_end() {
    let before = |n| format!("before_retry n {n}/Some(3) Some(1s) Some(Transient) None Some(Busy)");
    assert_eq!(
        told(&[Err(Error::Busy), Err(Error::Busy), Ok(1)]).await,
        [
            "attempt",
            &before(1),
            "sleep 1s",
            "attempt",
            &before(2),
            "sleep 1s",
            "attempt",
            "on_recovered n 3/Some(3) None None None None"
        ],
        "a hook sees the delay before it is slept"
    );
    assert_eq!(
        told(&[Err(Error::Busy), Err(Error::Busy), Err(Error::Busy)]).await,
        [
            "attempt",
            &before(1),
            "sleep 1s",
            "attempt",
            &before(2),
            "sleep 1s",
            "attempt",
            "on_give_up n 3/Some(3) None Some(Transient) Some(MaxAttempts) Some(Busy)"
        ],
        "no sleep and no announcement after the last attempt"
    );
}

#[tokio::test]
async fn a_permanent_failure_is_one_event() {
    let log = told(&[Err(Error::Wrong)]).await;
    assert_eq!(log, ["attempt", "on_give_up n 1/Some(3) None Some(Permanent) Some(Permanent) Some(Wrong)"]);
    let log = told(&[Err(Error::Busy), Err(Error::Wrong)]).await;
    assert_eq!(log.last().unwrap(), "on_give_up n 2/Some(3) None Some(Permanent) Some(Permanent) Some(Wrong)");
    assert_eq!(log.iter().filter(|line| line.starts_with("before_retry")).count(), 1);
}

#[retry(fixed = 2s, max_attempts = unlimited, max_elapsed = 5s, on = any, on_give_up = |event| give_up(event, seen))]
async fn timed(seen: &mut Vec<(StopReason, Duration, Option<u32>)>) -> Result<(), Error> {
    Err(Error::Busy)
}

fn give_up(event: &Event<'_, Error>, seen: &mut Vec<(StopReason, Duration, Option<u32>)>) {
    assert_eq!(event.verdict(), Some(Verdict::Transient));
    seen.push((event.reason().unwrap(), event.elapsed(), event.max_attempts()));
}

#[tokio::test(start_paused = true)]
async fn the_elapsed_time_is_the_calls() {
    let mut seen = Vec::new();
    timed(&mut seen).await.unwrap_err();
    let [(reason, elapsed, most)] = seen[..] else { panic!("{seen:?}") };
    assert_eq!((reason, most), (StopReason::MaxElapsed, None));
    assert_eq!(elapsed.as_secs(), 4);
}

#[retry(immediate, max_attempts = 2, before_retry = |event| names.push(event.name().to_owned()))]
fn nameless(names: &mut Vec<String>) -> Option<()> {
    None
}

#[test]
fn the_default_name_is_the_path() {
    let mut names = Vec::new();
    nameless(&mut names);
    assert_eq!(names, ["events::nameless"]);
}

#[tokio::test]
async fn a_named_sleeper_is_called_for_every_wait() {
    let (mut blocking, mut awaited) = (Vec::new(), Vec::new());
    let retry = Retry::new(Policy::immediate());
    let _: Option<()> = retry.call_with(|delay| blocking.push(delay), || None);
    let sleep = |delay| {
        awaited.push(delay);
        std::future::ready(())
    };
    let _: Option<()> = retry.call_async_with(sleep, async || None).await;
    assert_eq!((blocking, awaited), (vec![Duration::ZERO; 3], vec![Duration::ZERO; 3]));
}

/// What can be asked of it, not how the engine keeps it.
#[test]
fn in_a_log() {
    thread_clock::stop();
    let lines = Log::default();
    let note = |event: &Event<'_, Error>| lines.borrow_mut().push(format!("{event:?}"));
    let mut answers = [Err(Error::Busy), Ok(1)].into_iter();
    let (made_at, retry) = (line!(), Retry::new(Policy::fixed(SECOND).max_attempts(2)));
    let answer = retry
        .on(is_transient)
        .name("n")
        .before_retry(note)
        .on_recovered(note)
        .call_with(thread_clock::advance, || answers.next().unwrap());
    assert_eq!(answer, Ok(1));
    let place = format!("file: \"tests/tests/events.rs\", line: {made_at}");
    assert_eq!(
        lines.into_inner(),
        [
            format!(
                "Event {{ kind: Retry, name: \"n\", {place}, attempt: 1, max_attempts: Some(2), delay: Some(1s), \
                 elapsed: 0ns, waited: 0ns, verdict: Some(Transient), reason: None, error: Some(Busy) }}"
            ),
            format!(
                "Event {{ kind: Recovered, name: \"n\", {place}, attempt: 2, max_attempts: Some(2), delay: None, \
                 elapsed: 1s, waited: 1s, verdict: None, reason: None, error: None }}"
            ),
        ]
    );
}

#[test]
fn an_attempt_in_a_log() {
    #[retry(fixed = 1s, max_attempts = 2, attempt = attempt, sleep = thread_clock::advance)]
    fn shown() -> Option<String> {
        if attempt.is_last() { Some(format!("{attempt:?}")) } else { None }
    }
    thread_clock::stop();
    let line = "Attempt { number: 2, is_last: true, elapsed: 1s, waited: 1s, previous_delay: Some(1s) }";
    assert_eq!(shown().as_deref(), Some(line));
    let attempts = Attempts::start(&Policy::INTERNAL, Duration::ZERO);
    let line = format!("Attempts {{ number: 1, waited: 0ns, policy: {:?}, budget: None, .. }}", Policy::INTERNAL);
    assert_eq!(format!("{attempts:?}"), line);
}

#[test]
fn a_budget_in_a_log() {
    let budget = Budget::new().ratio(0.25).min_tokens(7);
    let line = "Budget { ratio: 0.25, window: 4s, min_tokens: 7, .. }";
    assert_eq!(format!("{budget:?}"), line);
    assert_eq!(format!("{:?}", budget.withdraw(Duration::ZERO)), format!("Some(Permit {{ budget: {line} }})"));
    let share = format!("BudgetShare {{ budget: {line}, leaving: 0.5 }}");
    assert_eq!(format!("{:?}", budget.leaving(0.5)), share);
}
