//! What the rustdoc of a function says of its policy.

use crate::attribute;

/// The policy in words, of the function's rustdoc.
fn words(attribute: &str) -> String {
    words_of("fn fetch() -> Option<u8> { None }", attribute)
}

fn words_async(attribute: &str) -> String {
    words_of("async fn fetch() -> Option<u8> { None }", attribute)
}

fn words_of(item: &str, attribute: &str) -> String {
    let expanded = attribute::retry(attribute.parse().unwrap(), &item.parse().unwrap()).to_string();
    // The second of the attributes that the documentation gains.
    expanded.split("# [doc = \"").nth(2).unwrap().trim_start().split('"').next().unwrap().to_owned()
}

#[test]
fn a_policy_in_words() {
    assert_eq!(
        words("exponential, jitter, max_attempts = 4, on = is_transient"),
        "Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; \
         at most 14 s of waiting in all; retries what `is_transient` accepts."
    );
    assert_eq!(
        words("fixed = 250ms, max_attempts = unlimited, max_elapsed = 1s, on(Error::Busy | Error::Status(500..=599))"),
        "Any number of attempts; waits 250 ms; at most 1 s of waiting in all; \
         no retry later than 1 s after the call began; retries `Error::Busy | Error::Status(500..=599)`."
    );
    assert_eq!(
        words("exponential(initial = 2s, max = 20s), jitter, max_attempts = 8"),
        "Up to 8 attempts; waits 2 s, 4 s, 8 s, 16 s, 20 s …, each plus a random 0–100 %, never over 20 s; \
         at most 108 s of waiting in all; retries what the error type calls transient."
    );
    assert_eq!(
        words("fixed = 1ms, max_attempts = 20000"),
        "Up to 20000 attempts; waits 1 ms; at most 19.999 s of waiting in all; \
         retries what the error type calls transient."
    );
    assert_eq!(
        words("random(min = 100ms, max = 1s), max_attempts = forever, on = any"),
        "Any number of attempts; waits at random between 100 ms and 1 s; retries every error."
    );
    assert_eq!(
        words("delays(0s, 30s), jitter = 2s, max_retries = 2, max_retry_after = 5m, on = any"),
        "Up to 3 attempts; waits 0 s, 30 s, each plus a random 0–2 s; at most 34 s of waiting in all; \
         a server may ask for up to 300 s; retries every error."
    );
    assert_eq!(
        words_async("fixed = 1s, attempt_timeout = 2s, deadline = 30s, cancel = token.cancelled(), on = any"),
        "Up to 4 attempts; waits 1 s; at most 3 s of waiting in all; an attempt is cut after 2 s; the call ends within 30 s; \
         a wait can be cancelled; retries every error."
    );
    assert_eq!(
        words_async("immediate, attempt_timeout = (self.limit), deadline = (until), on = any"),
        "Up to 4 attempts; no wait; an attempt is cut after `self.limit`; the call ends by its deadline, `until`; \
         retries every error."
    );
    assert_eq!(
        words("policy = self.policy, max_attempts = MOST"),
        "As `self.policy` says; up to `MOST` attempts; retries what the error type calls transient."
    );
}

#[test]
fn a_computed_policy_in_words() {
    let rest = "retries what the error type calls transient.";
    for (attribute, expected) in [
        (
            "exponential(initial = 2s), jitter, max_attempts = (self.retries + 1)",
            "Up to `self.retries + 1` attempts; waits 2 s, 4 s, 8 s, 16 s, 32 s …, each plus a random 0–100 %, never over 60 s",
        ),
        (
            "exponential(initial = 2s), max_attempts = 3, max_elapsed = (timeout)",
            "Up to 3 attempts; waits 2 s, 4 s; no retry later than `timeout` after the call began",
        ),
        ("fixed = 2s, max_retries = (n)", "Up to `n` retries; waits 2 s"),
        (
            "exponential(initial = (base), factor = 3, max = (cap)), jitter",
            "Up to 4 attempts; waits `base`, and each time 3 times as long, each spread at random, never over `cap`",
        ),
        (
            "exponential(factor = (f)), jitter = (share)",
            "Up to 4 attempts; waits 1 s, and each time `f` times as long, each spread at random by `share`",
        ),
        (
            "linear(initial = (a), increment = 500ms), jitter = none",
            "Up to 4 attempts; waits `a`, and each time 500 ms longer",
        ),
        ("fibonacci(initial = (a))", "Up to 4 attempts; waits `a` times 1, 1, 2, 3, 5 …"),
        ("fixed = (delay), max_delay = 5s", "Up to 4 attempts; waits `delay`, never over 5 s"),
        ("delays(1s, SECOND)", "Up to 4 attempts; waits 1 s, `SECOND`"),
        ("backoff = (self.backoff())", "Up to 4 attempts; waits as `self.backoff()` says"),
        (
            "external, max_delay = (cap)",
            "Up to 5 attempts; waits as `external` says, never over `cap`; no retry later than 60 s after the call began",
        ),
        (
            "internal, max_attempts = (n), max_elapsed = 2s",
            "Up to `n` attempts; waits 50 ms, 100 ms, 200 ms, 250 ms, 250 ms …, each plus a random 0–100 %, never over 250 ms; \
             no retry later than 2 s after the call began",
        ),
        ("policy = self.policy, max_delay = (cap)", "As `self.policy` says; never over `cap`"),
        (
            "immediate, max_attempts = unlimited, max_elapsed = (t)",
            "Any number of attempts; no wait; no retry later than `t` after the call began",
        ),
    ] {
        assert_eq!(words(attribute), format!("{expected}; {rest}"), "{attribute}");
    }
}
