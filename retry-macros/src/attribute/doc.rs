//! The policy in words, for the function's rustdoc: what the policy itself says of it, and what is retried.

use quote::ToTokens;
use retry_runtime_policy::words::{attempts, duration, no_retry_after};
use syn::Expr;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::policy::known;
use crate::attribute::text::{code, readable};

/// "Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; …"
pub(crate) fn words(args: &Args) -> String {
    let mut parts = Vec::new();
    if let Some(policy) = known::policy(args) {
        parts.push(policy.to_string());
    } else {
        parts.extend(unknown(args));
    }
    parts.push(what(args));
    let mut words = parts.join("; ") + ".";
    // Only ASCII begins a sentence here.
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// What is said of a policy that the macro cannot see through: its expressions.
fn unknown(args: &Args) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(policy) = &args.policy {
        parts.push(format!("as `{}` says", code(policy)));
    }
    match (&args.max_attempts, &args.max_retries) {
        (Some(Count::Known(most, _)), _) => parts.push(attempts(Some(*most))),
        (Some(Count::Unlimited(_) | Count::Forever(_)), _) => parts.push(attempts(None)),
        (Some(Count::Unknown(expr)), _) => parts.push(format!("up to `{}` attempts", code(expr))),
        (None, Some(Count::Known(most, _))) => parts.push(attempts(Some(most.saturating_add(1)))),
        (None, Some(Count::Unknown(expr))) => parts.push(format!("up to `{}` retries", code(expr))),
        _ => {}
    }
    if let Some(limit) = &args.max_elapsed {
        let limit = limit.known().map_or_else(|| limit.expr().map_or_else(String::new, in_code), duration);
        parts.push(no_retry_after(&limit));
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
