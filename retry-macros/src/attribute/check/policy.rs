//! Contradictions between keys, each at the guilty tokens. What a value alone cannot be is reported where it is read: in
//! `duration`, `number`, `jitter`, `predicate`.

use darling::FromMeta;
use darling::error::Accumulator;
use proc_macro2::Span;
use retry_runtime_policy::{Jitter, PolicyError};
use syn::{Expr, Lit};

use crate::attribute::errors::refuse;
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::Given;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::keys::{ATTRIBUTE, Kind};
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::policy::{known, tokens};
use crate::attribute::text;

/// Every rule, in the order in which a reader meets the keys.
pub(super) fn rules(args: &Args, errors: &mut Accumulator) {
    one_start(args, errors);
    a_backoff_value(args, errors);
    one_limit(args, errors);
    no_impossible_setting(args, errors);
    no_zero_delays(args, errors);
    initial_inside_max(args, errors);
    factor_at_least_one(args, errors);
    some_jitter_to_spread(args, errors);
    some_retry(args, errors);
    an_end(args, errors);
    time_for_one_retry(args, errors);
    one_predicate(args, errors);
}

/// Two backoffs, or two policies to start from.
fn one_start(args: &Args, errors: &mut Accumulator) {
    for kind in [Kind::Start, Kind::Backoff] {
        // The later one is the guilty one.
        let given = args.given(kind);
        if let [(first, _), rest @ ..] = &given[..] {
            for (other, span) in rest {
                refuse(errors, *span, format!("`{other}` contradicts `{first}`: keep one of them"));
            }
        }
    }
}

/// `backoff` takes a value, and not what has a key of its own: `backoff = fixed`, `backoff = 2s`.
fn a_backoff_value(args: &Args, errors: &mut Accumulator) {
    let Some(Given(expr)) = &args.backoff else { return };
    let is_key = |name: &String| {
        ATTRIBUTE.iter().any(|key| matches!(key.kind, Kind::Start | Kind::Backoff) && key.name == *name)
    };
    let name = |expr: &Expr| match expr {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string).filter(is_key),
        _ => None,
    };
    // No argument of a function looks like these.
    let is_setting = |argument: &Expr| {
        matches!(argument, Expr::Assign(_)) || Duration::from_expr(argument).is_ok_and(|it| it.known().is_some())
    };
    let written = match expr {
        Expr::Call(call) if call.args.iter().any(is_setting) => name(&call.func).map(|name| format!("{name}(…)")),
        Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)) => {
            let (is_duration, number) = (Duration::from_expr(expr).is_ok(), text::code(expr));
            Some(if is_duration { format!("fixed = {number}") } else { format!("exponential(factor = {number})") })
        }
        _ => name(expr),
    };
    if let Some(written) = written {
        refuse(errors, expr, format!("`backoff` takes a value of type `Backoff`: write `{written}` without it"));
    }
}

/// The same limit said twice.
fn one_limit(args: &Args, errors: &mut Accumulator) {
    if args.max_attempts.is_some() && args.max_retries.is_some() {
        let message = "`max_retries` is `max_attempts` counted without the first attempt: keep one of them";
        refuse(errors, args.span("max_retries"), message);
    }
    if let Some(exponential) = &args.exponential
        && let Some((_, span)) = exponential.places.iter().find(|(key, _)| key.name == "max")
        && args.place("max_delay").is_some()
    {
        refuse(errors, *span, "`max` is the same limit as `max_delay`: keep one of them");
    }
}

fn no_impossible_setting(args: &Args, errors: &mut Accumulator) {
    for (place, error) in args.impossible() {
        refuse(errors, place, error);
    }
}

fn no_zero_delays(args: &Args, errors: &mut Accumulator) {
    for (key, duration) in args.durations() {
        if duration.known().is_some_and(|duration| duration.is_zero()) {
            let message = match key {
                "increment" => PolicyError::ZeroIncrement.to_string(),
                _ => format!("`{key}` is zero: use `immediate` for no wait"),
            };
            refuse(errors, duration.place(), message);
        }
    }
}

/// The cap that is written down, with its key.
fn stated_cap(args: &Args) -> Option<(&'static str, core::time::Duration)> {
    let max = args.exponential.as_ref().and_then(|exponential| exponential.max.as_ref()).and_then(Duration::known);
    let max_delay = args.max_delay.as_ref().and_then(Duration::known);
    max.map(|max| ("max", max)).or_else(|| max_delay.map(|max| ("max_delay", max)))
}

fn initial_inside_max(args: &Args, errors: &mut Accumulator) {
    let Some((cap_key, cap)) = stated_cap(args).filter(|(_, cap)| !cap.is_zero()) else { return };
    if let ([(tier, _)], Some((_, policy))) = (&args.given(Kind::Start)[..], known::tier(args))
        && args.growth().is_none()
        && policy.get_backoff().delay(1) > cap
    {
        let first = text::duration(policy.get_backoff().delay(1));
        let message =
            format!("`{cap_key}` is shorter than the first delay of `{tier}`, {first}: raise it, or add a backoff");
        let span = args.max_delay.as_ref().map_or_else(|| args.span(cap_key).into(), Duration::place);
        refuse(errors, span, message);
    }
    for (key, duration) in args.durations() {
        if matches!(key, "initial" | "fixed" | "delays") && duration.known().is_some_and(|delay| delay > cap) {
            let message =
                format!("`{key}` is longer than `{cap_key}`, which would cut it: raise `{cap_key}` or lower `{key}`");
            refuse(errors, duration.place(), message);
        }
    }
}

fn factor_at_least_one(args: &Args, errors: &mut Accumulator) {
    if let Some(Factor::Known(factor, span)) = args.exponential.as_ref().and_then(|it| it.factor.as_ref())
        && *factor < 1.0
    {
        refuse(errors, *span, PolicyError::BadFactor);
    }
}

fn some_jitter_to_spread(args: &Args, errors: &mut Accumulator) {
    if args.immediate.is_some() && args.jitter.is_some_and(|jitter| jitter.0 != Jitter::None) {
        refuse(errors, args.span("jitter"), PolicyError::JitterOnImmediate);
    }
}

fn some_retry(args: &Args, errors: &mut Accumulator) {
    match args.max_retries {
        Some(Count::Known(0, span)) => {
            refuse(errors, span, "`max_retries = 0` never retries: remove the attribute, or allow at least 1");
        }
        Some(Count::Unlimited(span)) => {
            refuse(errors, span, "write `max_attempts = unlimited` for no limit");
        }
        _ => {}
    }
}

fn an_end(args: &Args, errors: &mut Accumulator) {
    let ends = args.max_elapsed.is_some()
        || args.budget.is_some()
        || args.deadline.is_some()
        || args.cancel.is_some()
        || args.policy.is_some()
        || args.internal.is_some()
        || args.external.is_some();
    if let (Some(Count::Unlimited(span)), false) = (&args.max_attempts, ends) {
        refuse(errors, *span, tokens::ENDLESS);
    }
}

fn time_for_one_retry(args: &Args, errors: &mut Accumulator) {
    let Some(max_elapsed) = &args.max_elapsed else { return };
    let Some(policy) = known::policy(args) else { return };
    if policy.contradictions().any(|error| error == PolicyError::MaxElapsedBelowFirstDelay) {
        refuse(errors, max_elapsed.place(), PolicyError::MaxElapsedBelowFirstDelay);
    }
}

/// A contradiction that only the policy itself knows of, for which there is no rule above: it must not compile either.
pub(super) fn no_other_contradiction(args: &Args, errors: &mut Accumulator) {
    if let Some(Err(error)) = known::policy(args).map(|policy| policy.check()) {
        refuse(errors, Span::call_site(), error);
    }
}

fn one_predicate(args: &Args, errors: &mut Accumulator) {
    if args.place("on").is_some() && args.place("on_result").is_some() {
        let message = "`on_result` looks at the whole return value, errors included: keep it or `on`, not both";
        refuse(errors, args.span("on_result"), message);
    }
}
