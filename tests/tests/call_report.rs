//! What `Retry::call_report` and its async twin say of a call, in every ending.

use std::cell::Cell;
use std::time::Duration;

use retry_runtime::{Budget, Event, Policy, Report, Retry, StopReason, Verdict};
use retry_tests::thread_clock;

const SECOND: Duration = Duration::from_secs(1);
/// How long every attempt takes.
const TAKES: Duration = Duration::from_millis(100);

/// How a call ends, and what is reported of it.
struct Ending {
    policy: Policy,
    /// What the budget has.
    tokens: u32,
    /// What attempt `n` (from 1) returns.
    answers: fn(u32) -> Result<u32, Verdict>,
    attempts: u32,
    waited: Duration,
    reason: Option<StopReason>,
}

const THREE: Policy = Policy::fixed(SECOND).max_attempts(3);
const MANY: u32 = 100;

#[expect(clippy::unnecessary_wraps)]
const fn succeeds(attempt: u32) -> Result<u32, Verdict> {
    Ok(attempt)
}

const fn fails(_: u32) -> Result<u32, Verdict> {
    Err(Verdict::Transient)
}

const fn recovers(attempt: u32) -> Result<u32, Verdict> {
    if attempt < 3 { Err(Verdict::Transient) } else { Ok(attempt) }
}

const fn breaks(attempt: u32) -> Result<u32, Verdict> {
    Err(if attempt < 2 { Verdict::Transient } else { Verdict::Permanent })
}

const fn hints(attempt: u32) -> Result<u32, Verdict> {
    Err(Verdict::RetryAfter(Duration::from_secs(if attempt < 2 { 2 } else { 7200 })))
}

fn endings() -> [Ending; 8] {
    use StopReason::{Budget, MaxAttempts, MaxElapsed, Permanent, RetryAfter};
    let timed = THREE.unlimited().max_elapsed(Duration::from_millis(1500));
    let ending = |policy, tokens, answers, attempts, waited, reason| Ending {
        policy,
        tokens,
        answers,
        attempts,
        waited: Duration::from_secs(waited),
        reason,
    };
    [
        ending(THREE, MANY, succeeds, 1, 0, None),
        ending(THREE, MANY, recovers, 3, 2, None),
        ending(THREE, MANY, breaks, 2, 1, Some(Permanent)),
        ending(THREE, MANY, fails, 3, 2, Some(MaxAttempts)),
        ending(timed, MANY, fails, 2, 1, Some(MaxElapsed)),
        ending(THREE, 1, fails, 2, 1, Some(Budget)),
        ending(THREE, MANY, hints, 2, 2, Some(RetryAfter)),
        // No wait at all, and one attempt only.
        ending(Policy::immediate().max_attempts(1), MANY, fails, 1, 0, Some(MaxAttempts)),
    ]
}

impl Ending {
    /// What must be reported. `late`: how much tokio's timer may add, which rounds up to milliseconds.
    fn holds(&self, report: &Report<Result<u32, Verdict>>, late: Duration) {
        let Report { result, attempts, elapsed, waited, reason, .. } = *report;
        assert_eq!(result, (self.answers)(self.attempts), "the last outcome, unchanged");
        assert_eq!((attempts, waited, reason), (self.attempts, self.waited, self.reason));
        let exact = self.waited + self.attempts * TAKES;
        assert!(elapsed >= exact && elapsed <= exact + late, "{elapsed:?} instead of {exact:?}");
    }
}

#[test]
fn a_blocking_call_reports_how_it_ended() {
    for ending in endings() {
        thread_clock::advance(Duration::from_secs(3600));
        let (budget, calls) = (Budget::new().min_tokens(ending.tokens), Cell::new(0));
        let retry = Retry::new(ending.policy).on(|verdict: &Verdict| *verdict).budget(&budget);
        let report = retry.call_report(|| {
            calls.set(calls.get() + 1);
            thread_clock::advance(TAKES);
            (ending.answers)(calls.get())
        });
        ending.holds(&report, Duration::ZERO);
        assert_eq!(calls.get(), ending.attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn an_async_call_reports_how_it_ended() {
    for ending in endings() {
        tokio::time::advance(Duration::from_secs(3600)).await;
        let (budget, calls) = (Budget::new().min_tokens(ending.tokens), Cell::new(0));
        let retry = Retry::new(ending.policy).on(|verdict: &Verdict| *verdict).budget(&budget);
        let operation = async || {
            calls.set(calls.get() + 1);
            tokio::time::sleep(TAKES).await;
            (ending.answers)(calls.get())
        };
        let report = retry.call_report_async(operation).await;
        ending.holds(&report, Duration::from_millis(10));
        assert_eq!(calls.get(), ending.attempts);
    }
}

/// The report says what the last event says.
#[tokio::test(start_paused = true)]
async fn a_report_agrees_with_the_hooks() {
    let told = Cell::new(None);
    let retry = Retry::new(THREE).on_give_up(|event: &Event<'_, ()>| {
        told.set(Some((event.attempt(), event.elapsed(), event.waited(), event.reason())));
    });
    let report = retry.call_report_async(async || None::<u32>).await;
    assert_eq!(told.get(), Some((report.attempts, report.elapsed, report.waited, report.reason)));
    assert_eq!(report.reason, Some(StopReason::MaxAttempts));
}

#[test]
fn a_report_of_a_value_that_was_refused() {
    let retry = Retry::new(Policy::immediate().max_attempts(2)).on_result(|page: &Option<u8>| *page == Some(0));
    let report = retry.call_report(|| Some(0));
    assert_eq!((report.result, report.attempts, report.reason), (Some(0), 2, Some(StopReason::MaxAttempts)));
    let report = retry.call_report(|| None);
    assert_eq!((report.result, report.attempts, report.reason), (None, 1, Some(StopReason::Permanent)));
    let report = retry.call_report(|| Some(7));
    assert_eq!((report.result, report.attempts, report.reason), (Some(7), 1, None));
}

/// It is a plain value.
#[test]
fn a_report_can_be_copied_compared_and_shown() {
    let report = Retry::new(THREE).call_report(|| Some(1));
    let copy = report;
    assert_eq!(copy, report);
    let text = format!("{report:?}");
    for word in ["Report", "result: Some(1)", "attempts: 1", "elapsed: ", "waited: 0ns", "reason: None"] {
        assert!(text.contains(word), "{text}");
    }
}
