//! The policy in words, for the function's rustdoc.

use quote::ToTokens;
use syn::Expr;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::jitter::Shape;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::policy::model::{Backoff, Model};

/// "Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; …"
pub(crate) fn words(args: &Args) -> String {
    let mut parts = Vec::new();
    if let Some(model) = Model::of(args) {
        parts.push(attempts(model.attempts));
        parts.push(waits(&model));
        if let Some(longest) = model.max_wait().filter(|longest| *longest > 0) {
            parts.push(format!("at most {} of waiting in all", duration(longest)));
        }
        if let Some(limit) = model.elapsed {
            parts.push(format!("no retry later than {} after the call began", duration(limit)));
        }
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

fn attempts(most: Option<u32>) -> String {
    match most {
        None => "any number of attempts".to_owned(),
        Some(0 | 1) => "1 attempt".to_owned(),
        Some(most) => format!("up to {most} attempts"),
    }
}

fn waits(model: &Model) -> String {
    const SHOWN: u32 = 5;
    let retries = model.attempts.map_or(u32::MAX, |most| most.max(1) - 1);
    if retries == 0 || matches!(model.backoff, Backoff::Immediate) {
        return "no wait".to_owned();
    }
    let delays: Vec<String> =
        (1..=retries.min(SHOWN)).map(|retry| duration(model.backoff.delay(retry).min(model.cap))).collect();
    let is_constant = delays.windows(2).all(|pair| pair[0] == pair[1]) && matches!(model.backoff, Backoff::Fixed(_));
    let listed = if is_constant { delays[0].clone() } else { delays.join(", ") };
    let rest = if retries > SHOWN && !is_constant { " …" } else { "" };
    let spread = match model.jitter {
        Shape::None => String::new(),
        Shape::Additive => ", each plus a random 0–100 %".to_owned(),
        Shape::Full => ", each cut at random to 0–100 %".to_owned(),
        Shape::Equal => ", each cut at random to 50–100 %".to_owned(),
        Shape::Decorrelated => format!(
            ", or rather at random between {} and three times the last wait",
            duration(model.backoff.delay(1).min(model.cap))
        ),
        Shape::Share(share) => format!(", each ± {} %", trimmed(share * 100.0)),
    };
    let bound = if is_cut(model, retries) { format!(", never over {}", duration(model.cap)) } else { String::new() };
    format!("waits {listed}{rest}{spread}{bound}")
}

/// Whether the cap cuts any delay.
fn is_cut(model: &Model, retries: u32) -> bool {
    // Long before so many retries, a delay that grows is beyond every cap.
    const ENOUGH: u32 = 1_000;
    let mut previous = model.backoff.delay(1);
    (1..=retries.min(ENOUGH)).any(|retry| {
        let (_, high) = model.uncapped_range(retry, previous);
        previous = high;
        high > model.cap
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

pub(crate) fn code(expr: &Expr) -> String {
    readable(&expr.to_token_stream().to_string())
}

/// Tokens are printed apart; paths and fields are read together.
pub(crate) fn readable(tokens: &str) -> String {
    let mut text = tokens.replace('`', "'");
    for (apart, together) in
        [(" :: ", "::"), (" . ", "."), ("& ", "&"), (" (", "("), ("( ", "("), (" )", ")"), (" ..= ", "..=")]
    {
        text = text.replace(apart, together);
    }
    text
}

/// In the largest unit of which it is at least one, with at most three decimals.
pub(crate) fn duration(nanos: u128) -> String {
    let (unit, name) = match nanos {
        0..1_000 => (1, "ns"),
        1_000..1_000_000 => (1_000, "µs"),
        1_000_000..1_000_000_000 => (1_000_000, "ms"),
        _ => (1_000_000_000, "s"),
    };
    #[expect(clippy::cast_precision_loss, reason = "three decimals are shown")]
    let value = nanos as f64 / f64::from(unit);
    format!("{} {name}", trimmed(value))
}

fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
