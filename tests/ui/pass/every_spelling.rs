//! Every key, in every spelling, in any order, with a trailing comma.
#![deny(warnings)]

use std::time::Duration;

use retry_runtime::{Backoff, Budget, Event, Policy, Verdict, retry};

const BASE: Duration = Duration::from_millis(1);
const MOST: u32 = 3;
const PATIENT: Policy = Policy::EXTERNAL;
const LINEAR: Backoff = Backoff::linear(BASE, BASE);
static SHARED: Budget = Budget::new();

fn is_transient(_: &String) -> bool {
    true
}

fn verdict(_: &String) -> Verdict {
    Verdict::Transient
}

fn log(_: &Event<'_, String>) {}

macro_rules! compiles {
    ($($name:ident: [$($attribute:tt)*],)+) => {
        $(
            #[retry($($attribute)*)]
            fn $name() -> Result<u32, String> {
                Ok(1)
            }
        )+

        pub(crate) fn main() {
            $(assert_eq!($name(), Ok(1));)+
            awaited();
        }
    };
}

macro_rules! compiles_async {
    ($($name:ident: [$($attribute:tt)*],)+) => {
        fn awaited() {
            $({
                #[retry($($attribute)*)]
                async fn $name() -> Option<u32> {
                    Some(1)
                }
                drop($name());
            })+
        }
    };
}

compiles_async! {
    deadline: [immediate, deadline = 30s],
    deadline_text: [immediate, deadline = "1m 30s"],
    deadline_constant: [immediate, deadline = BASE],
    deadline_computed: [immediate, deadline = (std::time::Instant::now() + BASE)],
    deadline_alone: [deadline = 30s, max_attempts = unlimited, fixed = 1s],
    attempt_timeout: [immediate, attempt_timeout = 2s,],
    attempt_timeout_constant: [immediate, attempt_timeout = BASE],
    attempt_timeout_computed: [immediate, attempt_timeout = (BASE * 3)],
    all_limits: [fixed = 1s, max_attempts = 9, attempt_timeout = 2s, max_elapsed = 20s, deadline = 30s, max_delay = 3s],
    tiers: [external, attempt_timeout = 5s, deadline = 30s],
    cancel_later: [immediate, cancel = std::future::pending::<()>()],
    cancel_block: [immediate, max_attempts = unlimited, cancel = async {}],
}

fn is_stopped() -> bool {
    false
}

compiles! {
    internal: [internal, on = any],
    external: [on = any, external, max_attempts = 3,],
    policy: [policy = PATIENT, on = any],
    policy_reference: [policy = &PATIENT, max_elapsed = 10s, on = any],
    exponential_word: [exponential, on = any],
    exponential_list: [exponential(initial = 1s, factor = 2, max = 60s), on = any],
    exponential_float: [exponential(factor = 1.5,), on = any],
    fixed: [fixed = 2s, on = any],
    fixed_micros: [fixed = 250us, on = any],
    fixed_nanos: [fixed = 10ns, on = any],
    fixed_minutes: [fixed = 2m, on = any],
    fixed_hours: [fixed = 1h, on = any],
    fixed_fraction: [fixed = 1.5s, on = any],
    fixed_text: [fixed = "1m 30s", on = any],
    fixed_constant: [fixed = BASE, on = any],
    fixed_expression: [fixed = Duration::from_millis(5), on = any],
    linear: [linear(initial = 1s, increment = 500ms), on = any],
    fibonacci: [fibonacci(initial = 1s), on = any],
    delays: [delays(100ms, "1s", BASE), on = any],
    delays_at_once: [delays(0s, 30s), on = any],
    random: [random(min = 100ms, max = 1s), on = any],
    random_from_zero: [random(max = "1s", min = 0s,), on = any],
    random_constants: [random(min = BASE, max = Duration::from_secs(1)), max_delay = 2s, on = any],
    random_beyond_the_default_cap: [random(min = 1s, max = 2m), on = any],
    random_on_a_tier: [external, random(min = 100ms, max = 1s), on = any],
    random_on_a_policy: [policy = PATIENT, random(min = 100ms, max = 1s), on = any],
    immediate: [immediate, on = any],
    backoff: [backoff = LINEAR, on = any],
    backoff_expression: [backoff = Backoff::fixed(BASE), on = any],
    jitter_word: [exponential, jitter, on = any],
    jitter_full: [jitter = full, exponential, on = any],
    jitter_equal: [exponential, jitter = equal, on = any],
    jitter_decorrelated: [exponential, jitter = decorrelated, on = any],
    jitter_none: [exponential, jitter = none, on = any],
    jitter_share: [exponential, jitter = 0.2, on = any],
    jitter_duration: [exponential, jitter = 2s, on = any],
    jitter_duration_text: [exponential, jitter = "1m 30s", max_delay = 2m, on = any],
    jitter_duration_fraction: [exponential, jitter = 1.5s, on = any],
    jitter_from_zero: [fixed = 0s, jitter = 2s, on = any],
    jitter_constant: [exponential, jitter = BASE, on = any],
    jitter_constant_of_a_type: [exponential, jitter = Duration::MAX, on = any],
    jitter_expression: [exponential, jitter = Duration::from_millis(5), on = any],
    jitter_sum: [exponential, jitter = BASE.saturating_mul(2), on = any],
    jitter_whole: [exponential, jitter = 1, on = any],
    unlimited: [immediate, max_attempts = unlimited, max_elapsed = 1s, on = any],
    unlimited_with_budget: [immediate, max_attempts = unlimited, budget, on = any],
    forever: [fixed = 1s, max_attempts = forever, on = any],
    forever_until: [immediate, max_attempts = forever, max_elapsed = 1s, on = any],
    constant_attempts: [immediate, max_attempts = MOST, on = any],
    constant_sum: [immediate, max_attempts = MOST + 1, on = any],
    retries: [immediate, max_retries = 3, on = any],
    limits: [exponential, max_delay = 20s, max_elapsed = 30s, max_retry_after = 5m, on = any],
    cancel: [immediate, on = any, cancel = is_stopped],
    cancel_closure: [immediate, max_attempts = unlimited, on = any, cancel = || false],
    predicate: [immediate, on = is_transient],
    predicate_verdict: [immediate, on = verdict],
    predicate_closure: [immediate, on = |error| error.is_empty()],
    pattern_guard: [immediate, on(text if text.is_empty())],
    result: [immediate, on_result = |answer: &Result<u32, String>| answer.is_err()],
    own_budget: [immediate, on = any, budget],
    shared_budget: [immediate, on = any, budget = SHARED],
    hooks: [immediate, on = any, before_retry = log, on_give_up = log, on_recovered = |_| {}],
    attempt: [immediate, on = any, attempt = _attempt],
    named: [immediate, on = any, name = "payments"],
    slept: [fixed = 1s, on = any, sleep = std::thread::sleep],
    elsewhere: [immediate, on = any, crate = ::retry_runtime],
}
