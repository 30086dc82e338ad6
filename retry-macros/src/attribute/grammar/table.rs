//! The keys of `#[retry(…)]`: one row a key. All lists of keys are made of these rows.
//!
//! - The key, and the field of [`Args`](super::args::Args) where that has another name.
//! - The type of the value; in parentheses the function of `expression` that reads it, where the type cannot say.
//! - How it may be written: `w`ord, `v`alue, `l`ist.
//! - What an error shows as an example, between two backquotes.
//! - What it is for, a [`Kind`](super::keys::Kind); a setting names its setter of `Policy`.

macro_rules! keys {
    ($then:ident) => {
        $then! {
            internal: Word, "w", "internal", Start;
            external: Word, "w", "external", Start;
            policy: Expr (any), "v", "policy = PATIENT", Start;
            with: Expr (any), "v", "with = PROFILE", Profile;

            exponential: Exponential, "wl", "exponential` or `exponential(initial = 1s, factor = 2, max = 60s)", Backoff;
            fixed: Fixed, "v", "fixed = 2s", Backoff;
            linear: Linear, "l", "linear(initial = 1s, increment = 1s)", Backoff;
            fibonacci: Fibonacci, "l", "fibonacci(initial = 1s)", Backoff;
            delays: Delays, "l", "delays(100ms, 1s, 5s)", Backoff;
            random: Random, "l", "random(min = 100ms, max = 1s)", Backoff;
            immediate: Immediate, "w", "immediate", Backoff;
            backoff: Given, "v", "backoff = MY_BACKOFF", Backoff;

            jitter: Spread, "wv", "jitter`, `jitter = full` or `jitter = 2s", Setting (jitter);
            max_attempts: Count, "v", "max_attempts = 4", Setting (max_attempts);
            max_retries: Count, "v", "max_retries = 3", Setting (max_retries);
            max_delay: Duration, "v", "max_delay = 60s", Setting (max_delay);
            max_elapsed: Duration, "v", "max_elapsed = 30s", Setting (max_elapsed);
            max_retry_after: Duration, "v", "max_retry_after = 5m", Setting (max_retry_after);
            deadline: Limit, "v", "deadline = 30s", Once;
            attempt_timeout: Limit, "wv", "attempt_timeout = 2s", Once;
            cancel: Expr (any), "v", "cancel = token.cancelled()", Later;

            on: Predicate, "vl", "on = is_transient` or `on(Error::Timeout)", Later;
            on_result: Expr (any), "v", "on_result = is_busy", Later;
            budget: Budget, "wv", "budget` or `budget = PAYMENTS", Later;
            fallback: Expr (fallback), "v", "fallback = from_cache", Later;
            before_retry: Expr (hook), "v", "before_retry = log", Hook;
            on_give_up: Expr (hook), "v", "on_give_up = log", Hook;
            on_recovered: Expr (hook), "v", "on_recovered = log", Hook;
            observe: Expr (hook), "v", "observe = log", Hook;

            attempt: Binding, "v", "attempt = attempt", Word;
            clone: Names, "l", "clone(request)", Word;
            name: Expr (constant), "v", "name = \"payments\"", Constant;
            sleep: Expr (any), "v", "sleep = my_runtime::sleep", Later;
            "crate" runtime: CratePath, "v", "crate = ::retry_runtime", Word;
        }
    };
}

pub(crate) use keys;
