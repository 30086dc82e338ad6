//! A policy in words: what [`Policy`] displays, and what the attribute writes into the rustdoc of its function.

use core::fmt;
use core::time::Duration;

use crate::jitter::{Jitter, Spread};
use crate::policy::Policy;
use crate::shape::Shape;

/// What the policy amounts to, in the words of the line that `#[retry]` adds to a function's documentation.
///
/// The words are for people: they may change in any version.
///
/// # Examples
///
/// ```
/// use retry_runtime::Policy;
///
/// assert_eq!(
///     Policy::default().to_string(),
///     "up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all"
/// );
/// ```
impl fmt::Display for Policy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&clauses(self).join("; "))
    }
}

fn clauses(policy: &Policy) -> Vec<String> {
    let mut clauses = vec![attempts(policy.max_attempts), waits(policy)];
    if let Some(longest) = policy.max_wait().filter(|longest| !longest.is_zero()) {
        clauses.push(format!("at most {} of waiting in all", duration(longest)));
    }
    clauses.extend(policy.max_elapsed.map(|limit| no_retry_after(&duration(limit))));
    clauses.extend(policy.attempt_timeout.map(|limit| format!("an attempt is cut after {}", duration(limit))));
    clauses.extend(policy.max_retry_after.map(|hint| format!("a server may ask for up to {}", duration(hint))));
    clauses
}

/// How many attempts there are; `None` is without end.
#[must_use]
pub fn attempts(most: Option<u32>) -> String {
    match most {
        None => "any number of attempts".to_owned(),
        Some(0 | 1) => "1 attempt".to_owned(),
        Some(most) => format!("up to {most} attempts"),
    }
}

/// What `max_elapsed` means, with a limit that is written already.
#[must_use]
pub fn no_retry_after(limit: &str) -> String {
    format!("no retry later than {limit} after the call began")
}

/// In the largest unit of which it is at least one, with at most three decimals.
#[must_use]
pub fn duration(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    let (unit, name) = match nanos {
        1..1_000 => (1, "ns"),
        1_000..1_000_000 => (1_000, "µs"),
        // What lies above rounds to a thousand.
        1_000_000..999_999_500 => (1_000_000, "ms"),
        _ => (1_000_000_000, "s"),
    };
    #[expect(clippy::cast_precision_loss, reason = "three decimals are shown")]
    let value = nanos as f64 / f64::from(unit);
    format!("{} {name}", trimmed(value))
}

/// With at most three decimals.
#[must_use]
pub fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[must_use]
pub fn waits(policy: &Policy) -> String {
    const SHOWN: u32 = 5;
    let (backoff, cap) = (policy.backoff, policy.get_max_delay());
    let retries = policy.get_max_retries().unwrap_or(u32::MAX);
    if never_waits(policy) {
        return "no wait".to_owned();
    }
    let is_constant = matches!(backoff.shape, Shape::Fixed { .. } | Shape::Immediate | Shape::Delays { delays: [] });
    if let (true, Jitter::UpTo(_)) = (is_constant, policy.jitter) {
        let base = backoff.first();
        let (low, high) = policy.jitter.range(Spread { base, cap, first: base, previous: base });
        if low < high {
            return format!("waits at random between {} and {}", duration(low), duration(high));
        }
    }
    let shown = if is_constant { 1 } else { retries.min(SHOWN) };
    let listed: Vec<_> = (1..=shown).map(|retry| duration(backoff.delay(retry).min(cap))).collect();
    let listed = listed.join(", ");
    let rest = if retries > SHOWN && !is_constant { " …" } else { "" };
    let spread = match policy.jitter {
        // What is no share counts as the nearest one, and nothing more is no jitter.
        Jitter::None | Jitter::UpTo(Duration::ZERO) => String::new(),
        Jitter::Share(share) if share.is_nan() || share <= 0.0 => String::new(),
        Jitter::Additive => ", each plus a random 0–100 %".to_owned(),
        Jitter::Full => ", each cut at random to 0–100 %".to_owned(),
        Jitter::Equal => ", each cut at random to 50–100 %".to_owned(),
        Jitter::Decorrelated if backoff.first_wait() >= cap => {
            format!(", or rather at random between {} and {}", duration(cap / 2), duration(cap))
        }
        Jitter::Decorrelated => {
            let first = duration(backoff.first_wait());
            format!(", or rather at random between {first} and three times the last wait")
        }
        Jitter::Share(share) => format!(", each ± {} %", trimmed(share.min(1.0) * 100.0)),
        Jitter::UpTo(most) => format!(", each plus a random 0–{}", duration(most)),
    };
    let bound = if is_cut(policy, retries) { format!(", never over {}", duration(cap)) } else { String::new() };
    format!("waits {listed}{rest}{spread}{bound}")
}

/// Whether no delay can be longer than zero, however many there are and however late.
fn never_waits(policy: &Policy) -> bool {
    Policy { max_elapsed: None, ..*policy }.max_wait() == Some(Duration::ZERO)
}

/// Whether the cap cuts any delay.
fn is_cut(policy: &Policy, retries: u32) -> bool {
    // Long before so many retries, a delay that grows is beyond every cap.
    const ENOUGH: u32 = 1_000;
    let (backoff, cap) = (policy.backoff, policy.get_max_delay());
    let first = backoff.first_wait();
    let mut previous = first;
    (1..=retries.min(ENOUGH)).any(|retry| {
        let uncapped = Spread { base: backoff.delay(retry), cap: Duration::MAX, first, previous };
        (_, previous) = policy.jitter.range(uncapped);
        previous > cap
    })
}
