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

    #[retry_runtime::retry(
        fixed = 1s, attempt_timeout = 2s, deadline = 1h, on = any, cancel = ::std::future::pending::<()>(), budget
    )]
    async fn shadowing_limits(tries: &crate::Tries) -> ::std::result::Result<u32, crate::Busy> {
        tries.attempt_later().await
    }

    #[tokio::test(start_paused = true)]
    async fn shadowed_names() {
        crate::third_time!(tries => shadowing_limits(&tries).await.ok(), ::std::option::Option::Some(3));
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

/// Items named like our variables: a pattern is also a place where their names count.
mod items {
    #![allow(dead_code, non_upper_case_globals, non_camel_case_types, unused_variables)]

    use retry_runtime::{Event, Policy, Verdict, retry};

    use crate::{Busy, Tries, third_time};

    const progress: u8 = 1;
    const outcome: u8 = 1;
    const wait: u8 = 1;
    const last: u8 = 1;
    const site: u8 = 1;
    const policy: u8 = 1;
    const budget: u8 = 1;
    const error: u8 = 1;
    const argument: u8 = 1;
    const kept_name: u8 = 1;
    const attempt: u8 = 1;
    const given: u8 = 1;
    const it: u8 = 1;
    const value: u8 = 1;
    const backoff: u8 = 1;
    const MOST: ::core::primitive::u32 = 4;
    const FACTOR: ::core::primitive::f64 = 2.0;
    const INITIAL: std::time::Duration = std::time::Duration::from_millis(1);
    const BACKOFF: retry_runtime::Backoff = retry_runtime::Backoff::immediate();
    struct u32;
    struct f64;
    struct bool;
    struct str;

    const fn hook(_: &Event<'_, Busy>) {}

    #[retry(exponential(initial = INITIAL, factor = FACTOR), max_attempts = MOST, on(Busy), budget, clone(name), attempt = context, before_retry = hook)]
    async fn literals(tries: &Tries, name: String, mut list: Vec<u8>) -> Result<usize, Busy> {
        list.push(1);
        drop(name);
        tries.attempt_later().await.map(|number| number as usize + list.len() + usize::from(context.is_last()))
    }

    #[retry(policy = *given_policy, max_attempts = MOST, on = |_| name.is_empty(), clone(name))]
    fn at_each_call(tries: &Tries, given_policy: &Policy, name: String) -> Result<usize, Busy> {
        drop(name);
        tries.attempt()?;
        Ok(1)
    }

    #[retry(backoff = BACKOFF, max_retries = MOST, on_result = |result| *result == Err(Busy))]
    fn by_value(tries: &Tries) -> Result<usize, Busy> {
        tries.attempt()?;
        Ok(1)
    }

    #[derive(Debug, retry_runtime::Classify)]
    enum Failure {
        #[classify(transient if |code, _text| *code == 1)]
        Coded(u8, String),
        #[classify(after = wait)]
        Busy { wait: std::time::Duration },
        #[classify(forward)]
        Nested(Box<Self>),
    }

    const field_0: u8 = 1;
    const field_1: u8 = 1;
    const holds: u8 = 1;
    const classify_wait: u8 = 1;
    const classify_source: u8 = 1;

    #[tokio::test(start_paused = true)]
    async fn are_the_users() {
        use retry_runtime::Classify;
        third_time!(tries => literals(&tries, String::new(), vec![]).await, Ok(4));
        third_time!(tries => at_each_call(&tries, &Policy::immediate(), String::new()), Ok(1));
        third_time!(tries => by_value(&tries), Ok(1));
        assert_eq!(Failure::Nested(Box::new(Failure::Coded(1, String::new()))).classify(), Verdict::Transient);
        assert_eq!(Failure::Busy { wait: INITIAL }.classify(), Verdict::RetryAfter(INITIAL));
    }
}

/// A trait for every type, with methods named like those that an expansion could call.
mod methods {
    use std::time::Duration;

    use retry_runtime::{Policy, retry};

    use crate::{Busy, Tries, third_time};

    #[allow(dead_code, clippy::wrong_self_convention, clippy::should_implement_trait)]
    trait Everything: Sized {
        fn next(self, _: bool) -> ! {
            panic!("ours was meant")
        }
        fn delay(self) -> ! {
            panic!("ours was meant")
        }
        fn over(self) -> ! {
            panic!("ours was meant")
        }
        fn is_timed(self) -> ! {
            panic!("ours was meant")
        }
        fn attempt_of(self) -> ! {
            panic!("ours was meant")
        }
        fn is_last(self) -> ! {
            panic!("ours was meant")
        }
        fn error(self) -> ! {
            panic!("ours was meant")
        }
        fn checked(self) -> ! {
            panic!("ours was meant")
        }
        fn message(self) -> ! {
            panic!("ours was meant")
        }
        fn saturating_add(self, _: u32) -> ! {
            panic!("ours was meant")
        }
    }

    impl<T> Everything for T {}

    #[retry(fixed = 1s, on = any, budget, clone(name), attempt = attempt, max_elapsed = 1h)]
    async fn later(tries: &Tries, name: String) -> Result<u32, Busy> {
        drop(name);
        let _ = attempt;
        tries.attempt_later().await
    }

    const MOST: u32 = 4;

    #[retry(policy = policy, max_attempts = MOST, on_result = |result| *result == Err(Busy))]
    fn blocking(tries: &Tries, policy: &Policy) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[tokio::test(start_paused = true)]
    async fn are_the_users() {
        third_time!(tries => later(&tries, String::new()).await, Ok(3));
        third_time!(tries => blocking(&tries, &Policy::fixed(Duration::from_nanos(1))), Ok(3));
    }
}

/// A path of the user's own to the runtime, beside imported names.
mod qualified {
    #![deny(unused_qualifications)]

    use retry_runtime::{Policy, retry};

    use crate::{Busy, Tries, third_time};

    const QUICK: Policy = Policy::immediate();

    #[retry(crate = retry_runtime, policy = QUICK, on = any)]
    fn named(tries: &Tries) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[retry(crate = ::retry_runtime, policy = *policy, max_delay = 1s, jitter = none, on = any, budget)]
    async fn rooted(tries: &Tries, policy: &Policy) -> Result<u32, Busy> {
        tries.attempt_later().await
    }

    macro_rules! through_a_macro {
        () => {
            #[retry(crate = $crate::hygiene::qualified::retry_runtime, policy = QUICK, on = any)]
            fn by_crate(tries: &Tries) -> Result<u32, Busy> {
                tries.attempt()
            }
        };
    }

    use ::retry_runtime;

    through_a_macro!();

    #[tokio::test(start_paused = true)]
    async fn paths() {
        third_time!(tries => named(&tries), Ok(3));
        third_time!(tries => rooted(&tries, &QUICK).await, Ok(3));
        third_time!(tries => by_crate(&tries), Ok(3));
    }
}
