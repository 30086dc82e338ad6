//! What contradicts at run time becomes the nearest policy that does not, and is told once for each function.

use super::*;
use crate::reports::Reports;

#[retry(fixed = 1s, max_attempts = (most), on = any)]
async fn attempts(ran: &Ran, most: u32) -> Result<(), String> {
    fail(ran)
}

#[retry(fixed = 10s, max_attempts = 3, max_delay = (cap), on = any)]
async fn capped(ran: &Ran, cap: Duration) -> Result<(), String> {
    fail(ran)
}

#[retry(delays(1s, 30s), max_delay = (cap), on = any)]
async fn listed(ran: &Ran, cap: Duration) -> Result<(), String> {
    fail(ran)
}

#[retry(exponential(initial = (initial), max = 4s), max_attempts = 3, on = any)]
async fn initial(ran: &Ran, initial: Duration) -> Result<(), String> {
    fail(ran)
}

#[retry(exponential(factor = (factor)), max_attempts = 3, on = any)]
async fn factor(ran: &Ran, factor: f64) -> Result<(), String> {
    fail(ran)
}

#[retry(fixed = 1s, max_attempts = unlimited, max_elapsed = (limit), on = any)]
async fn elapsed(ran: &Ran, limit: Duration) -> Result<(), String> {
    fail(ran)
}

#[retry(policy = *policy, max_attempts = unlimited, max_delay = (cap), on = any)]
async fn endless(ran: &Ran, policy: &Policy, cap: Duration) -> Result<(), String> {
    fail(ran)
}

#[retry(fixed = 1s, jitter = (share), max_attempts = 3, on = any)]
async fn share(ran: &Ran, share: f64) -> Result<(), String> {
    fail(ran)
}

#[retry(backoff = (backoff), jitter, max_attempts = 3, name = (name), on = any)]
async fn backoff(ran: &Ran, backoff: Backoff, name: &str) -> Result<(), String> {
    fail(ran)
}

#[tokio::test(start_paused = true)]
async fn are_clamped_and_told_once() {
    let reports = Reports::default();
    {
        let _listens = tracing::subscriber::set_default(reports.clone());
        assert_eq!(waits!(|ran| attempts(&ran, 0)), seconds([]));
        assert_eq!(waits!(|ran| attempts(&ran, 0)), seconds([]));
        assert_eq!(waits!(|ran| attempts(&ran, 3)), seconds([1, 1]));
        assert_eq!(waits!(|ran| capped(&ran, 5 * SECOND)), seconds([5, 5]));
        assert_eq!(waits!(|ran| capped(&ran, Duration::ZERO)), seconds([0, 0]));
        assert_eq!(waits!(|ran| listed(&ran, 5 * SECOND)), seconds([1, 5, 5]));
        assert_eq!(waits!(|ran| initial(&ran, 9 * SECOND)), seconds([4, 4]));
        assert_eq!(waits!(|ran| initial(&ran, Duration::ZERO)), seconds([0, 0]));
        for bad in [0.5, f64::NAN, f64::NEG_INFINITY, -1.0] {
            assert_eq!(waits!(|ran| factor(&ran, bad)), seconds([1, 1]), "{bad}");
        }
        assert_eq!(waits!(|ran| factor(&ran, f64::INFINITY)), seconds([1, 60]), "beyond the cap at once");
        assert_eq!(waits!(|ran| elapsed(&ran, Duration::ZERO)), seconds([]));
        assert_eq!(waits!(|ran| elapsed(&ran, MILLI)), seconds([]));
        let policy = Policy::fixed(2 * SECOND).max_attempts(2);
        assert_eq!(waits!(|ran| endless(&ran, &policy, 3 * SECOND)), seconds([2]), "the policy's own limit");
        assert_eq!(waits!(|ran| endless(&ran, &policy.max_elapsed(5 * SECOND), 3 * SECOND)), seconds([2, 2]));
        assert_eq!(waits!(|ran| share(&ran, f64::NAN)), seconds([1, 1]));
        assert_eq!(waits!(|ran| share(&ran, -1.0)), seconds([1, 1]));
        assert_eq!(waits!(|ran| backoff(&ran, Backoff::immediate(), "mine")), seconds([0, 0]));
    }
    let mut told = reports.0.lock().unwrap().clone();
    told.retain(|report| report.starts_with("WARN") && !report.contains("gave up"));
    assert_eq!(told.len(), 9, "{told:#?}");
    assert!(told[0].contains("contradictions::attempts") && told[0].contains("`max_attempts` counts"), "{told:#?}");
    assert!(told[6].contains("endless") && told[6].contains("`unlimited`"), "{told:#?}");
    assert!(told[8].contains("mine") && told[8].contains("`jitter` has nothing"), "{told:#?}");
}

#[retry(policy = *policy, max_attempts = unlimited, max_delay = (cap), name = "ninth time", on = any)]
async fn ninth_time(ran: &Cell<u32>, policy: &Policy, cap: Duration) -> Result<(), String> {
    ran.set(ran.get() + 1);
    if ran.get() < 9 { Err("not yet".to_owned()) } else { Ok(()) }
}

/// A policy without a limit has said that itself: there is nothing to report, and nothing to keep.
#[tokio::test(start_paused = true)]
async fn an_endless_policy_stays_endless() {
    let reports = Reports::default();
    let _listens = tracing::subscriber::set_default(reports.clone());
    let (ran, own) = (Cell::new(0), Policy::fixed(2 * SECOND).unlimited());
    assert_eq!(ninth_time(&ran, &own, 3 * SECOND).await, Ok(()));
    assert_eq!(ran.get(), 9);
    let told = || {
        let mut told = reports.0.lock().unwrap().clone();
        told.retain(|report| report.starts_with("WARN") && !report.contains("gave up"));
        told
    };
    assert_eq!(told(), [""; 0]);
    // And does not use up the report on one that has a limit.
    ran.set(0);
    assert!(ninth_time(&ran, &own.max_attempts(2), 3 * SECOND).await.is_err());
    let told = told();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("own limit stays"), "{told:#?}");
}

/// What is written beside a computed value contradicts nothing, as there are values for which it does not.
mod allowed {
    use super::*;

    const NEVER: Policy = Policy::immediate();
    const LATE: Duration = Duration::from_secs(10);

    macro_rules! all {
        ($($name:ident($($argument:ident: $type:ty),+) => [$($attribute:tt)+];)+) => {
            $(
                #[retry($($attribute)+, on = any)]
                fn $name($($argument: $type),+) -> Result<u8, String> {
                    Ok(1)
                }
            )+
        };
    }

    all! {
        any_spread(spread: Jitter) => [fixed = 10s, jitter = (spread), max_elapsed = 5s];
        any_spread_of_a_constant(spread: Jitter) => [fixed = LATE, jitter = (spread), max_elapsed = 5s];
        spread_under_a_cap(cap: Duration) => [fixed = 6s, jitter, max_delay = (cap), max_elapsed = 4s];
        spread_under_the_cap_of_the_backoff(cap: Duration) => [exponential(initial = 6s, max = (cap)), jitter, max_elapsed = 3s];
        spread_of_a_constant_under_a_cap(cap: Duration) => [fixed = LATE, jitter, max_delay = (cap), max_elapsed = 9s];
        no_jitter(spread: Jitter) => [immediate, jitter = (spread)];
        no_jitter_of_a_tier(spread: Jitter) => [internal, immediate, jitter = (spread)];
        any_spread_over_a_tier(spread: Jitter) => [internal, fixed = 10s, max_delay = 1m, jitter = (spread), max_elapsed = 11s];
        any_spread_under_the_limit_of_a_tier(spread: Jitter) => [internal, fixed = 10s, max_delay = 1m, jitter = (spread)];
        no_jitter_of_a_policy(spread: Jitter) => [policy = NEVER, jitter = (spread)];
        nothing_to_cap(cap: Duration) => [immediate, max_delay = (cap)];
        above_the_cap_of_a_tier(cap: Duration, limit: Duration) => [internal, fixed = 10s, max_delay = (cap), max_elapsed = (limit)];
        a_list_under_a_cap(cap: Duration) => [delays(1s, 20s), jitter = full, max_delay = (cap), max_elapsed = 1s];
        unlimited(limit: Duration) => [fixed = 1s, max_attempts = unlimited, max_elapsed = (limit)];
    }

    #[test]
    fn by_some_value() {
        assert_eq!(any_spread(Jitter::Full), Ok(1));
        assert_eq!(any_spread_of_a_constant(Jitter::Full), Ok(1));
        assert_eq!(spread_under_a_cap(7 * SECOND), Ok(1));
        assert_eq!(spread_under_the_cap_of_the_backoff(6 * SECOND), Ok(1));
        assert_eq!(spread_of_a_constant_under_a_cap(11 * SECOND), Ok(1));
        assert_eq!(no_jitter(Jitter::None), Ok(1));
        assert_eq!(no_jitter_of_a_tier(Jitter::None), Ok(1));
        assert_eq!(any_spread_over_a_tier(Jitter::Full), Ok(1));
        assert_eq!(any_spread_under_the_limit_of_a_tier(Jitter::Full), Ok(1));
        assert_eq!(no_jitter_of_a_policy(Jitter::None), Ok(1));
        assert_eq!(nothing_to_cap(SECOND), Ok(1));
        assert_eq!(above_the_cap_of_a_tier(20 * SECOND, 60 * SECOND), Ok(1));
        assert_eq!(a_list_under_a_cap(20 * SECOND), Ok(1));
        assert_eq!(unlimited(SECOND), Ok(1));
    }
}
