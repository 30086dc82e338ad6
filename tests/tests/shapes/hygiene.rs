//! Names of the user's never meet ours.

use retry_runtime::retry;

use crate::{Busy, Tries, third_time};

#[retry(immediate, on = any)]
#[allow(clippy::too_many_arguments)]
fn named_like_our_locals(
    progress: u32,
    outcome: &Tries,
    wait: u32,
    delay: u32,
    site: u32,
    policy: u32,
    budget: u32,
    error: u32,
) -> Result<u32, Busy> {
    outcome.attempt().map(|number| number + progress + wait + delay + site + policy + budget + error)
}

#[retry(fixed = 1s, on = any, clone(kept_wait), attempt = attempt)]
async fn named_like_our_locals_async(
    progress: u32,
    outcome: &Tries,
    mut wait: String,
    kept_wait: String,
) -> Result<usize, Busy> {
    wait.push_str(&kept_wait);
    drop(kept_wait);
    outcome.attempt_later().await.map(|number| (number + progress + attempt.number()) as usize + wait.len())
}

#[tokio::test(start_paused = true)]
async fn arguments_named_like_our_locals() {
    third_time!(tries => named_like_our_locals(1, &tries, 1, 1, 1, 1, 1, 1), Ok(10));
    third_time!(tries => named_like_our_locals_async(1, &tries, "a".to_owned(), "b".to_owned()).await, Ok(9));
}

/// A crate may shadow every name that an expansion is tempted to use.
mod shadowed {
    #![allow(dead_code, non_camel_case_types)]

    struct Option;
    struct Result;
    struct Some;
    struct Ok;
    struct Err;
    struct Duration;
    mod core {}
    mod std {}

    #[retry_runtime::retry(immediate, on = any, attempt = attempt, clone(name))]
    fn shadowing(tries: &crate::Tries, name: ::std::string::String) -> ::std::result::Result<u32, crate::Busy> {
        drop(name);
        let _ = attempt;
        tries.attempt()
    }

    #[retry_runtime::retry(fixed = 1s, jitter = full, max_elapsed = 1h, on = any, budget, on_give_up = |_| ())]
    async fn shadowing_async(tries: &crate::Tries) -> ::std::result::Result<u32, crate::Busy> {
        tries.attempt_later().await
    }

    #[tokio::test(start_paused = true)]
    async fn shadowed_names() {
        crate::third_time!(tries => shadowing(&tries, ::std::string::String::new()).ok(), ::std::option::Option::Some(3));
        crate::third_time!(tries => shadowing_async(&tries).await.ok(), ::std::option::Option::Some(3));
    }
}

/// Names that an expansion could use for its own statics.
mod statics {
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    use retry_runtime::{Budget, Policy, retry};

    const POLICY: Policy = Policy::immediate().max_attempts(2);
    const SITE: u32 = 2;
    static BUDGET: Budget = Budget::new();
    static REPORTED: AtomicBool = AtomicBool::new(true);

    #[retry(policy = POLICY, on = any, budget = BUDGET)]
    fn shared(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(policy = POLICY, on = any, budget)]
    fn own(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(policy = POLICY, on = any, max_attempts = SITE)]
    fn alone(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    fn policy(known: &AtomicBool) -> Policy {
        assert!(known.load(std::sync::atomic::Ordering::Relaxed));
        POLICY
    }

    #[retry(policy = policy(&REPORTED), on = any, max_elapsed = 1s)]
    fn at_each_call(calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[test]
    fn are_the_users() {
        for call in [shared, own, alone, at_each_call] {
            let mut calls = 0;
            call(&mut calls).unwrap_err();
            assert_eq!(calls, 2);
        }
        let left = BUDGET.balance(Duration::ZERO);
        assert!((left - 2.0).abs() < 1e-9, "{left}");
    }
}
