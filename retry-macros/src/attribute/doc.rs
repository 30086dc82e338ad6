//! The policy in words, for the function's rustdoc.

use core::time::Duration;

use quote::ToTokens;
use retry_runtime_policy::{Backoff, Jitter, Policy, Spread};
use syn::Expr;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::limit::Limit;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::policy::known;
use crate::attribute::text::{code, duration, readable, trimmed};

/// "Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; …"
pub(crate) fn words(args: &Args) -> String {
    let mut parts = Vec::new();
    if let Some(policy) = known::policy(args) {
        parts.push(attempts(policy.get_max_attempts()));
        parts.push(waits(&policy));
        if let Some(longest) = policy.max_wait().filter(|longest| !longest.is_zero()) {
            parts.push(format!("at most {} of waiting in all", duration(longest)));
        }
        if let Some(limit) = policy.get_max_elapsed() {
            parts.push(format!("no retry later than {} after the call began", duration(limit)));
        }
    } else {
        parts.extend(unknown(args));
    }
    parts.extend(limits(args));
    parts.push(what(args));
    let mut words = parts.join("; ") + ".";
    // Only ASCII begins a sentence here.
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// What can end an attempt or the call early.
fn limits(args: &Args) -> Vec<String> {
    let told =
        |limit: &Limit| limit.known().map_or_else(|| limit.duration.expr().map_or_else(String::new, in_code), duration);
    let mut parts = Vec::new();
    parts.extend(args.attempt_timeout.as_ref().map(|limit| format!("an attempt is cut after {}", told(limit))));
    parts.extend(args.deadline.as_ref().map(|limit| match limit.known() {
        Some(limit) => format!("the call ends within {}", duration(limit)),
        // A duration, or a point in time.
        None => format!("the call ends by its deadline, {}", told(limit)),
    }));
    parts.extend(args.cancel.as_ref().map(|_| "a wait can be cancelled".to_owned()));
    parts
}

fn attempts(most: Option<u32>) -> String {
    match most {
        None => "any number of attempts".to_owned(),
        Some(0 | 1) => "1 attempt".to_owned(),
        Some(most) => format!("up to {most} attempts"),
    }
}

fn waits(policy: &Policy) -> String {
    const SHOWN: u32 = 5;
    let (backoff, cap) = (policy.get_backoff(), policy.get_max_delay());
    let retries = policy.get_max_attempts().map_or(u32::MAX, |most| most.max(1) - 1);
    if retries == 0 || backoff == Backoff::immediate() {
        return "no wait".to_owned();
    }
    let first = duration(backoff.delay(1).min(cap));
    let is_constant = backoff == Backoff::fixed(backoff.delay(1));
    let listed = if is_constant {
        first.clone()
    } else {
        let delays = (1..=retries.min(SHOWN)).map(|retry| duration(backoff.delay(retry).min(cap)));
        delays.collect::<Vec<_>>().join(", ")
    };
    let rest = if retries > SHOWN && !is_constant { " …" } else { "" };
    let spread = match policy.get_jitter() {
        Jitter::None => String::new(),
        Jitter::Additive => ", each plus a random 0–100 %".to_owned(),
        Jitter::Full => ", each cut at random to 0–100 %".to_owned(),
        Jitter::Equal => ", each cut at random to 50–100 %".to_owned(),
        Jitter::Decorrelated => format!(", or rather at random between {first} and three times the last wait"),
        Jitter::Share(share) => format!(", each ± {} %", trimmed(share * 100.0)),
        _ => ", each spread at random".to_owned(),
    };
    let bound = if is_cut(policy, retries) { format!(", never over {}", duration(cap)) } else { String::new() };
    format!("waits {listed}{rest}{spread}{bound}")
}

/// Whether the cap cuts any delay.
fn is_cut(policy: &Policy, retries: u32) -> bool {
    // Long before so many retries, a delay that grows is beyond every cap.
    const ENOUGH: u32 = 1_000;
    let (backoff, jitter, cap) = (policy.get_backoff(), policy.get_jitter(), policy.get_max_delay());
    let first = backoff.delay(1);
    let mut previous = first;
    (1..=retries.min(ENOUGH)).any(|retry| {
        let uncapped = Spread { base: backoff.delay(retry), cap: Duration::MAX, first, previous };
        (_, previous) = jitter.range(uncapped);
        previous > cap
    })
}

/// What is said of a policy that the macro cannot see through: its expressions.
fn unknown(args: &Args) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(policy) = &args.policy {
        parts.push(format!("as `{}` says", code(policy)));
    }
    match (&args.max_attempts, &args.max_retries) {
        (Some(Count::Known(most, _)), _) => parts.push(attempts(Some(*most))),
        (Some(Count::Unlimited(_)), _) => parts.push(attempts(None)),
        (Some(Count::Unknown(expr)), _) => parts.push(format!("up to `{}` attempts", code(expr))),
        (None, Some(Count::Known(most, _))) => parts.push(attempts(Some(most.saturating_add(1)))),
        (None, Some(Count::Unknown(expr))) => parts.push(format!("up to `{}` retries", code(expr))),
        _ => {}
    }
    if let Some(limit) = &args.max_elapsed {
        let limit = limit.known().map_or_else(|| limit.expr().map_or_else(String::new, in_code), duration);
        parts.push(format!("no retry later than {limit} after the call began"));
    }
    if parts.is_empty() {
        parts.push("with waits from constants".to_owned());
    }
    parts
}

fn what(args: &Args) -> String {
    if let Some(predicate) = &args.on_result {
        return format!("retries values that {} accepts", in_code(predicate));
    }
    match &args.on {
        None => "retries what the error type calls transient".to_owned(),
        Some(Predicate::Any) => "retries every error".to_owned(),
        Some(Predicate::Call(expr)) => format!("retries what {} accepts", in_code(expr)),
        Some(Predicate::Pattern(pattern)) => {
            let guard = pattern.guard.as_ref().map_or_else(String::new, |guard| format!(" if {}", code(guard)));
            format!("retries `{}{guard}`", readable(&pattern.pattern.to_token_stream().to_string()))
        }
    }
}

fn in_code(expr: &Expr) -> String {
    if matches!(expr, Expr::Closure(_)) { "its predicate".to_owned() } else { format!("`{}`", code(expr)) }
}
