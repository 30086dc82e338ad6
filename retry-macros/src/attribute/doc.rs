//! The policy in words, for the function's rustdoc: what the policy itself says of it, and what is retried.

mod computed;

use quote::ToTokens;
use retry_runtime_policy::words::duration;
use syn::Expr;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::limit::Limit;
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::policy::known;
use crate::attribute::text::{code, readable};

/// "Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; …"
pub(crate) fn words(args: &Args) -> String {
    let mut parts = Vec::new();
    if let Some(policy) = known::policy(args) {
        parts.push(policy.to_string());
    } else {
        parts.extend(computed::words(args));
    }
    parts.extend(limits(args));
    parts.push(what(args));
    if let Some(fallback) = &args.fallback {
        let by = if matches!(fallback, Expr::Path(_)) { format!("to `{}` ", code(fallback)) } else { String::new() };
        parts.push(format!("falls back {by}after giving up"));
    }
    let mut words = parts.join("; ") + ".";
    // Only ASCII begins a sentence here.
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// What can end an attempt or the call early.
fn limits(args: &Args) -> Vec<String> {
    let told = |limit: &Limit| match (limit.known(), limit.expr()) {
        (Some(limit), _) => duration(limit),
        (None, Some(expr)) => in_code(expression::inside(expr)),
        (None, None) => "what the policy says".to_owned(),
    };
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

fn what(args: &Args) -> String {
    if let Some(predicate) = &args.on_result {
        return format!("retries values that {} accepts", in_code(predicate));
    }
    match (&args.on, &args.with) {
        (None, Some(profile)) => format!("retries what {} accepts", in_code(profile)),
        (None, None) => "retries what the error type calls transient".to_owned(),
        (Some(Predicate::Any), _) => "retries every error".to_owned(),
        (Some(Predicate::Call(expr)), _) => format!("retries what {} accepts", in_code(expr)),
        (Some(Predicate::Pattern(pattern)), _) => {
            let guard = pattern.guard.as_ref().map_or_else(String::new, |guard| format!(" if {}", code(guard)));
            format!("retries `{}{guard}`", readable(&pattern.pattern.to_token_stream().to_string()))
        }
    }
}

fn in_code(expr: &Expr) -> String {
    if matches!(expr, Expr::Closure(_)) { "its predicate".to_owned() } else { format!("`{}`", code(expr)) }
}
