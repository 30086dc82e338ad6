//! Words of other libraries for our keys: tenacity, backon, backoff, tokio-retry, retry, and Python's retry and backoff.

/// Words that mean the same as one of our keys. The first row whose key is known where the word was written counts.
const SAME: &[(&str, &[&str])] = &[
    ("initial", &["min_delay", "initial_interval", "initial_delay", "initial_backoff", "base_delay", "from_millis"]),
    ("initial", &["start", "first", "min", "delay"]),
    ("factor", &["exp_base", "growth", "backoff_factor", "ratio", "rate"]),
    ("min", &["initial", "min_delay", "min_wait", "low", "lower", "start", "from", "base"]),
    ("max", &["high", "upper", "end", "to"]),
    ("max", &["max_delay", "max_interval", "max_value", "max_wait", "max_backoff", "cap", "limit", "ceiling"]),
    ("increment", &["step", "increase", "delta", "increments"]),
    ("max_attempts", &["attempts", "tries", "max_tries", "num_attempts", "stop_after_attempt", "max_attempt_number"]),
    ("max_attempts", &["limit", "times", "count"]),
    ("max_retries", &["retries", "max_times", "num_retries", "retry_count", "take", "max_retry"]),
    ("max_delay", &["cap", "max", "max_interval", "max_wait", "max_backoff", "max_value"]),
    ("max_elapsed", &["stop_after_delay", "stop_before_delay", "max_time", "max_elapsed_time", "max_duration"]),
    ("max_elapsed", &["total_delay", "max_total_time", "max_total_delay"]),
    ("deadline", &["total_timeout", "overall_timeout", "expires", "expires_at"]),
    ("attempt_timeout", &["per_attempt_timeout", "try_timeout", "per_try_timeout"]),
    ("cancel", &["cancellation", "cancellation_token", "cancel_token", "cancelled", "stop_when_event_set", "shutdown"]),
    ("exponential", &["expo", "exp", "exponential_backoff", "wait_exponential", "wait_random_exponential"]),
    ("fixed", &["delay", "constant", "interval", "wait_fixed", "fixed_delay", "pause"]),
    ("linear", &["wait_incrementing", "incrementing", "incremental"]),
    ("fibonacci", &["fib", "fibo"]),
    ("delays", &["wait_chain", "durations", "steps", "intervals", "schedule"]),
    ("random", &["wait_random", "uniform", "wait_uniform", "random_between", "random_uniform", "between"]),
    ("immediate", &["no_delay", "no_wait", "wait_none", "no_backoff", "instant"]),
    ("jitter", &["with_jitter", "wait_exponential_jitter", "randomize", "max_jitter", "full_jitter"]),
    ("on", &["when", "retry", "retry_if", "retry_on", "retry_when", "should_retry", "is_retryable", "retryable"]),
    (
        "on",
        &["predicate", "condition", "filter", "exceptions", "exception", "errors", "transient", "retry_if_exception"],
    ),
    ("on", &["retry_if_exception_type", "retry_if_exception_message", "retry_on_exception"]),
    ("on_result", &["retry_if_result", "retry_on_result", "retry_if_not_result", "until"]),
    ("before_retry", &["notify", "before_sleep", "on_retry", "on_backoff", "after", "inspect"]),
    ("on_give_up", &["on_giveup", "give_up", "on_failure", "on_exhausted"]),
    ("fallback", &["retry_error_callback", "or_else", "default", "recover", "otherwise"]),
    ("on_recovered", &["on_success", "on_recovery"]),
    ("with", &["profile", "using"]),
    ("sleep", &["sleeper", "sleep_fn"]),
    ("name", &["label", "id"]),
    ("attempt", &["attempt_number", "context", "ctx"]),
];

/// Words for which there is no single key, and what to write instead. A row counts where its key is known.
const ADVICE: &[(&str, &[&str], &str)] = &[
    (
        "factor",
        &["base", "multiplier"],
        "the first delay is `initial = 1s`, and what each is multiplied by is `factor = 2`",
    ),
    ("initial", &["base"], "the first delay is `initial = 1s`"),
    ("initial", &["max"], "write `max_delay = 60s` beside this backoff, after a comma"),
    (
        "attempt_timeout",
        &["timeout", "time_out", "timeout_ms", "time_limit", "call_timeout", "request_timeout", "operation_timeout"],
        "a time-out of each attempt is `attempt_timeout`, of the whole call `deadline`",
    ),
    ("max_attempts", &["stop"], "write `max_attempts = 4`, `max_elapsed = 30s`, or both"),
    (
        "fixed",
        &["wait", "waits", "strategy"],
        "write the backoff by its name: `exponential`, `fixed = 2s`, `delays(1s, 5s)`",
    ),
    ("exponential", &["base", "multiplier", "exp_base", "backoff_factor", "base_delay"], IN_A_BACKOFF),
    ("exponential", &["min_delay", "initial_delay", "initial_interval", "initial_backoff"], IN_A_BACKOFF),
    ("jitter", &["randomization_factor", "jitter_factor"], "write `jitter = 0.2` for give or take 20 %"),
    ("jitter", &["full", "equal", "decorrelated", "none", "additive"], "a shape of jitter is written `jitter = full`"),
    ("attempt", &["before"], "call it at the top of the body; `attempt = attempt` binds there which attempt it is"),
    ("on", &["reraise"], "remove it: the last error is always returned as it is"),
    (
        "on",
        &["giveup", "unless", "retry_unless", "retry_if_not_exception_type"],
        "say what is retried: `on = |error| …`",
    ),
    ("on", &["adjust"], "let the predicate of `on` return `Verdict::RetryAfter(delay)`"),
    ("on", &["any", "all", "always"], "for every error, write `on = any`"),
    ("max_attempts", &["unlimited"], "write `max_attempts = unlimited`"),
    ("max_attempts", &["forever", "stop_never", "retry_forever"], "write `max_attempts = forever`"),
    ("max_attempts", &["infinite", "infinitely", "endless"], NO_LIMIT),
];

const IN_A_BACKOFF: &str = "it belongs to a backoff, as in `exponential(initial = 1s, factor = 2, max = 60s)`";

/// What people write elsewhere for no limit. It does not tell which of our two words is meant.
pub const UNLIMITED: [&str; 11] = [
    "None",
    "none",
    "inf",
    "infinite",
    "infinity",
    "no_limit",
    "always",
    "never",
    "endless",
    "infinitely",
    "stop_never",
];

/// The two words for no limit.
pub const NO_LIMIT: &str =
    "for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`";

/// The known key that means the same as this word.
#[must_use]
pub fn key(word: &str, known: impl Fn(&str) -> bool) -> Option<&'static str> {
    SAME.iter().find(|(key, words)| known(key) && words.contains(&word)).map(|(key, _)| *key)
}

/// What to write instead of this word, where the key of which the advice speaks is known.
#[must_use]
pub fn advice(word: &str, known: impl Fn(&str) -> bool) -> Option<&'static str> {
    ADVICE.iter().find(|(key, words, _)| known(key) && words.contains(&word)).map(|(_, _, advice)| *advice)
}
