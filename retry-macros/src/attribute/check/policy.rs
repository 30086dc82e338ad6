//! Contradictions between keys, each at the guilty tokens. What a value alone cannot be is reported where it is read: in
//! `duration`, `number`, `jitter`, `predicate`.

use core::cmp::Ordering;

use darling::FromMeta;
use darling::error::Accumulator;
use proc_macro2::Span;
use quote::ToTokens;
use retry_runtime_policy::{Jitter, PolicyError, words};
use syn::{Expr, Lit};

use crate::attribute::errors::{Place, refuse};
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::{Delays, Given};
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::keys::{ATTRIBUTE, Kind};
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::grammar::random::Random;
use crate::attribute::policy::{known, tokens};
use crate::attribute::text;
use crate::attribute::tokens::literals;

/// Every rule, in the order in which a reader meets the keys.
pub(super) fn rules(args: &Args, errors: &mut Accumulator) {
    one_start(args, errors);
    let is_backoff = a_backoff_value(args, errors);
    one_limit(args, errors);
    units_in_literals_alone(args, is_backoff, errors);
    no_impossible_setting(args, errors);
    no_zero_delays(args, errors);
    bounds_in_order(args, errors);
    one_spread(args, errors);
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
fn a_backoff_value(args: &Args, errors: &mut Accumulator) -> bool {
    let Some(Given(given)) = &args.backoff else { return true };
    let (expr, is_computed) = (expression::inside(given), expression::is_computed(given));
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
        // In parentheses, it is an argument: see `function`.
        _ => name(expr).filter(|_| !is_computed),
    };
    if let Some(written) = &written {
        refuse(errors, expr, format!("`backoff` takes a value of type `Backoff`: write `{written}` without it"));
    }
    written.is_none()
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

/// `max_elapsed = (30s * 2)`: the compiler would say that `s` is no suffix, and not what to write.
fn units_in_literals_alone(args: &Args, is_backoff: bool, errors: &mut Accumulator) {
    let expressions = args.constants().into_iter().chain(args.computed()).chain(args.once());
    for (_, expr) in expressions.filter(|(key, _)| is_backoff || *key != "backoff") {
        for literal in literals(&expr.to_token_stream()) {
            let literal = Lit::new(literal);
            let is_number = matches!(literal, Lit::Int(_) | Lit::Float(_));
            let Some(duration) = Duration::from_value(&literal).ok().filter(|_| is_number).and_then(|it| it.known())
            else {
                continue;
            };
            let written = match duration.as_nanos() {
                nanos if nanos % 1_000_000_000 == 0 => format!("secs({})", duration.as_secs()),
                nanos if nanos % 1_000_000 == 0 => format!("millis({})", duration.as_millis()),
                nanos => format!("nanos({nanos})"),
            };
            let message = format!("in an expression, numbers have no units: write `Duration::from_{written}`");
            refuse(errors, literal.span(), message);
        }
    }
}

fn no_impossible_setting(args: &Args, errors: &mut Accumulator) {
    for (place, error) in args.impossible() {
        refuse(errors, place, error);
    }
}

fn no_zero_delays(args: &Args, errors: &mut Accumulator) {
    let is_zero = |duration: &Duration| duration.known().is_some_and(|duration| duration.is_zero());
    // A list may begin with a retry at once, but not consist of them.
    if let Some(Delays(delays)) = &args.delays
        && let (Some(first), Some(last)) = (delays.first(), delays.last())
        && delays.iter().all(is_zero)
    {
        let place = Place { first: first.place().first, last: last.place().last };
        refuse(errors, place, "`delays` is zero: use `immediate` for no wait");
    }
    let adds = args.jitter.as_ref().is_some_and(Spread::is_time);
    for (key, duration) in args.durations() {
        if is_zero(duration) {
            let message = match key {
                // `random` may begin there, and so may what it is short for.
                "delays" | "min" => continue,
                "fixed" if adds => continue,
                "increment" => PolicyError::ZeroIncrement.to_string(),
                _ => format!("`{key}` is zero: use `immediate` for no wait"),
            };
            refuse(errors, duration.place(), message);
        }
    }
}

/// The bounds of `random`.
fn bounds_in_order(args: &Args, errors: &mut Accumulator) {
    let Some(Random { min, max }) = &args.random else { return };
    let (Some(shortest), Some(longest)) = (min.known(), max.known()) else { return };
    match shortest.cmp(&longest) {
        // Reported as zero.
        _ if longest.is_zero() => {}
        Ordering::Greater => refuse(errors, min.place(), PolicyError::MinAboveMax),
        Ordering::Equal => refuse(errors, min.place(), PolicyError::MinIsMax),
        Ordering::Less => inside_cap(args, max, longest, errors),
    }
}

fn inside_cap(args: &Args, max: &Duration, longest: core::time::Duration, errors: &mut Accumulator) {
    let Some(cap) = known::policy(args).map(|policy| policy.get_max_delay()) else { return };
    if longest > cap && !cap.is_zero() {
        let of = if args.max_delay.is_some() { "" } else { " of the tier" };
        let cap = words::duration(cap);
        let message = format!(
            "`max` is longer than the `max_delay`{of}, {cap}, which would cut it: raise `max_delay` or lower `max`"
        );
        refuse(errors, max.place(), message);
    }
}

fn one_spread(args: &Args, errors: &mut Accumulator) {
    if args.random.is_some() && args.place("jitter").is_some() {
        let message = "`random` is spread already: remove `jitter`, or write `fixed` in place of `random`";
        refuse(errors, args.span("jitter"), message);
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
        let first = words::duration(policy.get_backoff().delay(1));
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
    if args.immediate.is_some()
        && args.jitter.as_ref().is_some_and(|jitter| match jitter {
            Spread::Known(jitter) => *jitter != Jitter::None,
            Spread::UpTo(_) => true,
            Spread::Computed(_) => false,
        })
    {
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
        Some(Count::Forever(span)) => {
            refuse(errors, span, "write `max_attempts = forever` for no limit");
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
        || args.with.is_some()
        || args.internal.is_some()
        || args.external.is_some();
    if let (Some(Count::Unlimited(span)), false) = (&args.max_attempts, ends) {
        refuse(errors, *span, tokens::ENDLESS);
    }
}

fn time_for_one_retry(args: &Args, errors: &mut Accumulator) {
    let Some(max_elapsed) = &args.max_elapsed else { return };
    let Some(policy) = known::settled(args) else { return };
    if policy.contradictions().any(|error| error == PolicyError::MaxElapsedBelowFirstDelay) {
        refuse(errors, max_elapsed.place(), PolicyError::MaxElapsedBelowFirstDelay);
    }
}

/// A contradiction that only the policy itself knows of, for which there is no rule above: it must not compile either.
pub(super) fn no_other_contradiction(args: &Args, errors: &mut Accumulator) {
    if let Some(Err(error)) = known::settled(args).map(|policy| policy.check()) {
        refuse(errors, Span::call_site(), error);
    }
}

fn one_predicate(args: &Args, errors: &mut Accumulator) {
    if args.place("on").is_some() && args.place("on_result").is_some() {
        let message = "`on_result` looks at the whole return value, errors included: keep it or `on`, not both";
        refuse(errors, args.span("on_result"), message);
    }
}
