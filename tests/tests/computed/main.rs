//! Values in parentheses: computed at each call, one key after the other.

mod contradictions;
#[path = "../reports/mod.rs"]
mod reports;
mod time_limits;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use retry_runtime::{Backoff, Event, Jitter, Policy, retry};
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);
const MILLI: Duration = Duration::from_millis(1);

/// The waits of a call that never succeeds, from the times of its attempts.
macro_rules! waits {
    (|$ran:ident| $call:expr) => {{
        let $ran = RefCell::new(Vec::new());
        $call.await.unwrap_err();
        let times: Vec<Instant> = $ran.into_inner();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<Duration>>()
    }};
}
use waits;

type Ran = RefCell<Vec<Instant>>;

fn fail(ran: &Ran) -> Result<(), String> {
    ran.borrow_mut().push(Instant::now());
    Err("busy".to_owned())
}

fn seconds<const N: usize>(seconds: [u32; N]) -> Vec<Duration> {
    seconds.map(|count| count * SECOND).to_vec()
}

mod counts {
    use super::*;

    #[retry(fixed = 1s, max_attempts = (retries + 1), on = any)]
    async fn attempts(ran: &Ran, retries: u32) -> Result<(), String> {
        fail(ran)
    }

    #[retry(fixed = 1s, max_retries = (retries), on = any)]
    async fn retries(ran: &Ran, retries: u32) -> Result<(), String> {
        fail(ran)
    }

    #[tokio::test(start_paused = true)]
    async fn each_call_has_its_own() {
        for count in [1, 5, 2] {
            assert_eq!(waits!(|ran| attempts(&ran, count)).len(), count as usize);
            assert_eq!(waits!(|ran| retries(&ran, count)).len(), count as usize);
        }
        assert_eq!(waits!(|ran| retries(&ran, 0)).len(), 0);
    }

    #[retry(immediate, max_retries = (most), on = |(): &()| calls.get() < 9)]
    fn of_any_number(most: u32, calls: &Cell<u32>) -> Result<(), ()> {
        calls.set(calls.get() + 1);
        Err(())
    }

    #[test]
    fn the_largest_count_does_not_overflow() {
        let calls = Cell::new(0);
        of_any_number(u32::MAX, &calls).unwrap_err();
        assert_eq!(calls.get(), 9);
    }
}

mod times {
    use super::*;

    #[retry(fixed = 1s, max_attempts = unlimited, max_elapsed = (timeout), on = any)]
    async fn elapsed(ran: &Ran, timeout: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(exponential, max_delay = (cap), max_attempts = 5, on = any)]
    async fn delay(ran: &Ran, cap: Duration) -> Result<(), String> {
        fail(ran)
    }

    fn after(_: &String) -> retry_runtime::Verdict {
        retry_runtime::Verdict::RetryAfter(5 * SECOND)
    }

    #[retry(fixed = 1s, max_attempts = 2, max_retry_after = (hint), on = after)]
    async fn retry_after(ran: &Ran, hint: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[tokio::test(start_paused = true)]
    async fn limits() {
        assert_eq!(waits!(|ran| elapsed(&ran, 3 * SECOND)), seconds([1, 1, 1]));
        assert_eq!(waits!(|ran| elapsed(&ran, 1500 * MILLI)), seconds([1]));
        assert_eq!(waits!(|ran| delay(&ran, 3 * SECOND)), seconds([1, 2, 3, 3]));
        assert_eq!(waits!(|ran| delay(&ran, 60 * SECOND)), seconds([1, 2, 4, 8]));
        assert_eq!(waits!(|ran| retry_after(&ran, 5 * SECOND)), seconds([5]));
        assert_eq!(waits!(|ran| retry_after(&ran, 4 * SECOND)), seconds([]));
    }
}

mod delays {
    use super::*;

    #[retry(fixed = (delay), on = any)]
    async fn fixed(ran: &Ran, delay: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(linear(initial = (initial), increment = (2 * initial)), on = any)]
    async fn linear(ran: &Ran, initial: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(fibonacci(initial = (initial)), max_attempts = 5, on = any)]
    async fn fibonacci(ran: &Ran, initial: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(exponential(initial = (base), factor = (factor), max = (base * 10)), max_attempts = 5, on = any)]
    async fn exponential(ran: &Ran, base: Duration, factor: f64) -> Result<(), String> {
        fail(ran)
    }

    #[retry(exponential(initial = (base)), on = any)]
    async fn the_rest_by_default(ran: &Ran, base: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(backoff = (if slow { Backoff::fixed(SECOND) } else { Backoff::immediate() }), on = any)]
    async fn backoff(ran: &Ran, slow: bool) -> Result<(), String> {
        fail(ran)
    }

    #[retry(internal, fixed = (delay), max_attempts = 3, max_elapsed = 1h, max_delay = (delay), jitter = none, on = any)]
    async fn over_a_tier(ran: &Ran, delay: Duration) -> Result<(), String> {
        fail(ran)
    }

    #[retry(policy = *policy, max_attempts = (most), on = any)]
    async fn over_a_policy(ran: &Ran, policy: &Policy, most: u32) -> Result<(), String> {
        fail(ran)
    }

    #[tokio::test(start_paused = true)]
    async fn backoffs() {
        assert_eq!(waits!(|ran| fixed(&ran, 2 * SECOND)), seconds([2, 2, 2]));
        assert_eq!(waits!(|ran| linear(&ran, SECOND)), seconds([1, 3, 5]));
        assert_eq!(waits!(|ran| fibonacci(&ran, 2 * SECOND)), seconds([2, 2, 4, 6]));
        assert_eq!(waits!(|ran| exponential(&ran, SECOND, 3.0)), seconds([1, 3, 9, 10]));
        assert_eq!(waits!(|ran| the_rest_by_default(&ran, 2 * SECOND)), seconds([2, 4, 8]));
        assert_eq!(waits!(|ran| backoff(&ran, true)), seconds([1, 1, 1]));
        assert_eq!(waits!(|ran| backoff(&ran, false)), seconds([0, 0, 0]));
        assert_eq!(waits!(|ran| over_a_tier(&ran, 9 * SECOND)), seconds([9, 9]));
        assert_eq!(waits!(|ran| over_a_policy(&ran, &Policy::fixed(SECOND), 3)), seconds([1, 1]));
    }
}

mod jitter {
    use super::*;

    #[retry(fixed = 1s, jitter = (share), max_attempts = 50, on = any)]
    async fn share(ran: &Ran, share: f64) -> Result<(), String> {
        fail(ran)
    }

    #[retry(fixed = 1s, jitter = (jitter), max_attempts = 50, on = any)]
    async fn value(ran: &Ran, jitter: Jitter) -> Result<(), String> {
        fail(ran)
    }

    fn range(waits: &[Duration]) -> (Duration, Duration) {
        (*waits.iter().min().unwrap(), *waits.iter().max().unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn a_share_or_a_jitter() {
        let (least, most) = range(&waits!(|ran| share(&ran, 0.1)));
        // Tokio's timers are exact to a millisecond, upwards.
        assert!(900 * MILLI <= least && least < most && most <= 1101 * MILLI, "{least:?} {most:?}");
        let (least, most) = range(&waits!(|ran| value(&ran, Jitter::Additive)));
        assert!(SECOND <= least && least < most && most <= 2001 * MILLI && most > 1200 * MILLI, "{least:?} {most:?}");
        assert_eq!(range(&waits!(|ran| value(&ran, Jitter::None))), (SECOND, SECOND));
    }
}

mod names {
    use super::*;

    type Heard<'a> = &'a RefCell<Vec<String>>;

    fn note<E>(heard: Heard<'_>, event: &Event<'_, E>) {
        heard.borrow_mut().push(event.name().to_owned());
    }

    #[retry(immediate, name = (name), on = any, on_give_up = |event| note(heard, event))]
    fn borrowed(heard: Heard<'_>, name: &str) -> Result<(), ()> {
        Err(())
    }

    #[retry(immediate, name = ("shard ".to_owned() + &number.to_string()), on = any, on_give_up = |event| note(heard, event))]
    async fn owned(heard: Heard<'_>, number: u32) -> Result<(), ()> {
        Err(())
    }

    #[retry(immediate, name = (name), on = any, clone(name), on_give_up = |event| note(heard, event))]
    fn consumed(heard: Heard<'_>, name: String) -> Result<(), String> {
        Err(name)
    }

    #[retry(immediate, name = (name), on = any, on_give_up = |event| note(heard, event))]
    fn changed(heard: Heard<'_>, mut name: String) -> Result<(), String> {
        name.push('!');
        Err(name)
    }

    #[test]
    fn of_each_call() {
        let heard = RefCell::default();
        borrowed(&heard, "one").unwrap_err();
        borrowed(&heard, &format!("t{}", "wo")).unwrap_err();
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(owned(&heard, 3)).unwrap_err();
        assert_eq!(consumed(&heard, "four".to_owned()), Err("four".to_owned()));
        assert_eq!(changed(&heard, "five".to_owned()), Err("five!".to_owned()));
        assert_eq!(heard.into_inner(), ["one", "two", "shard 3", "four", "five"]);
    }
}

mod evaluation {
    use super::*;

    fn counted<T>(evaluated: &Cell<u32>, value: T) -> T {
        evaluated.set(evaluated.get() + 1);
        value
    }

    #[retry(
        exponential(initial = (counted(evaluated, MILLI)), factor = (counted(evaluated, 2.0)), max = (counted(evaluated, SECOND))),
        jitter = (counted(evaluated, 0.1)), max_attempts = (counted(evaluated, 4)), max_elapsed = (counted(evaluated, SECOND)),
        max_retry_after = (counted(evaluated, SECOND)), name = (counted(evaluated, "name")), on = any
    )]
    async fn everything(evaluated: &Cell<u32>, seen: &Cell<u32>) -> Result<(), ()> {
        seen.set(evaluated.get());
        Err(())
    }

    #[tokio::test(start_paused = true)]
    async fn once_and_before_the_first_attempt() {
        let (evaluated, seen) = (Cell::new(0), Cell::new(0));
        everything(&evaluated, &seen).await.unwrap_err();
        assert_eq!((evaluated.get(), seen.get()), (8, 8));
    }

    #[retry(fixed = 1s, max_attempts = (most), on = any)]
    async fn sees_what_the_caller_passed(ran: &Ran, mut most: u32) -> Result<(), String> {
        most += 7;
        assert_eq!(most, 9);
        fail(ran)
    }

    #[retry(fixed = (*delay), max_attempts = (names[2]), on = any, clone(names))]
    async fn sees_what_is_cloned(ran: &Ran, names: Vec<u32>, delay: &mut Duration) -> Result<(), String> {
        drop(names);
        *delay = Duration::ZERO;
        fail(ran)
    }

    const MOST: u32 = 2;

    #[retry(immediate, max_attempts = (MOST + 1), on = any)]
    fn constants(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(fixed = (2s), max_attempts = ((3)), max_elapsed = ("1m"), name = ("literal"), on = any)]
    async fn literals(ran: &Ran) -> Result<(), String> {
        fail(ran)
    }

    #[tokio::test(start_paused = true)]
    async fn of_arguments_and_constants() {
        assert_eq!(waits!(|ran| sees_what_the_caller_passed(&ran, 2)), seconds([1]));
        let names = vec![1, 2, 3];
        assert_eq!(waits!(|ran| sees_what_is_cloned(&ran, names.clone(), &mut (2 * SECOND))), seconds([2, 2]));
        let mut calls = 0;
        constants(&mut calls).unwrap_err();
        assert_eq!(calls, 3);
        assert_eq!(waits!(|ran| literals(&ran)), seconds([2, 2]));
    }
}

#[tokio::test(start_paused = true)]
async fn bounds_and_jitters_in_time() {
    #[retry(random(min = (least), max = (most)), max_attempts = 2, on = any)]
    async fn between(least: Duration, most: Duration) -> Result<(), u8> {
        Err(1)
    }
    #[retry(fixed = (delay), jitter = (on_top), max_attempts = 2, on = any)]
    async fn on_top(delay: Duration, on_top: Duration) -> Result<(), u8> {
        Err(1)
    }
    let (second, hundred) = (Duration::from_secs(1), Duration::from_secs(100));
    for _ in 0..50 {
        let begun = tokio::time::Instant::now();
        assert!(between(second, hundred).await.is_err());
        let waited = begun.elapsed();
        // Tokio's timer rounds up to the millisecond.
        assert!(waited >= second && waited <= hundred + Duration::from_millis(1), "{waited:?}");

        let begun = tokio::time::Instant::now();
        assert!(on_top(hundred, second).await.is_err());
        let waited = begun.elapsed();
        assert!(waited >= hundred && waited <= hundred + second + Duration::from_millis(1), "{waited:?}");
    }
    // Bounds in the wrong order: clamped, and no panic.
    let begun = tokio::time::Instant::now();
    assert!(between(hundred, second).await.is_err());
    assert!(begun.elapsed() <= hundred + Duration::from_millis(1));
}
