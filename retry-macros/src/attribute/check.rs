//! Contradictions between keys, each with the span of the guilty token. What a key's own value cannot be is told where the
//! value is read: `duration`, `number`, `spread`, `predicate`.

use darling::error::Accumulator;
use darling::{Error, FromMeta};
use proc_macro2::Span;
use quote::ToTokens;
use retry_runtime_policy::{Jitter, PolicyError};
use syn::{Expr, Lit, ReturnType, Type};

use crate::attribute::errors::{Place, at};
use crate::attribute::function::early_exit::is_straight;
use crate::attribute::function::in_place;
use crate::attribute::function::return_type;
use crate::attribute::function::{Function, Passing, Shape};
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::Given;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::keys::{ATTRIBUTE, Kind};
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::grammar::words::Budget;
use crate::attribute::policy::{known, tokens};
use crate::attribute::text;
use crate::attribute::tokens::{mentions, uses};

/// Every rule; and where none finds a mistake, whatever the policy itself finds.
pub(crate) fn check(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let mut found = Error::accumulator();
    rules(args, function, shape, &mut found);
    match found.finish() {
        Ok(()) => no_other_contradiction(args, errors),
        Err(found) => errors.push(found),
    }
}

/// In the order in which a reader meets the keys.
fn rules(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    one_start(args, errors);
    a_backoff_value(args, errors);
    one_limit(args, errors);
    no_zero_durations(args, errors);
    initial_inside_max(args, errors);
    factor_at_least_one(args, errors);
    some_jitter_to_spread(args, errors);
    attempts(args, errors);
    an_end(args, errors);
    time_for_one_retry(args, errors);
    one_predicate(args, errors);
    constants_are_constant(args, function, shape, errors);
    a_new_name_for_the_attempt(args, function, shape, errors);
    names_to_clone(args, function, shape, errors);
    a_function_that_can_be_retried(args, function, shape, errors);
}

fn refuse(errors: &mut Accumulator, place: impl Into<Place>, message: impl core::fmt::Display) {
    errors.push(at(place, message));
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

fn no_zero_durations(args: &Args, errors: &mut Accumulator) {
    for (key, duration) in args.durations() {
        if duration.known().is_some_and(|duration| duration.is_zero()) {
            let message = match key {
                "increment" => PolicyError::ZeroIncrement.to_string(),
                "max_elapsed" => PolicyError::ZeroMaxElapsed.to_string(),
                "max_retry_after" => PolicyError::ZeroMaxRetryAfter.to_string(),
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

fn attempts(args: &Args, errors: &mut Accumulator) {
    if let Some(Count::Known(0, span)) = args.max_attempts {
        refuse(errors, span, PolicyError::ZeroAttempts);
    }
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

/// The rules above know at which tokens a contradiction stands. One that they do not know yet must not compile either.
fn no_other_contradiction(args: &Args, errors: &mut Accumulator) {
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

fn constants_are_constant(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments: Vec<String> = function.arguments(shape).iter().map(|argument| argument.ident.to_string()).collect();
    for (key, expr) in args.constants() {
        let tokens = expr.to_token_stream();
        if uses(&tokens, "self") {
            let message =
                format!("`{key}` must be a constant: use `policy = self.policy` for values known at run time");
            refuse(errors, expr, message);
        } else if let Some(name) = arguments.iter().find(|name| uses(&tokens, name)) {
            let message = format!(
                "`{key}` must be a constant, and `{name}` is an argument: use `policy = EXPR` for values known at run time"
            );
            refuse(errors, expr, message);
        }
    }
}

/// The body would see the attempt in the place of the argument.
fn a_new_name_for_the_attempt(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    if let Some(name) = args.attempt.as_ref().map(|binding| &binding.0)
        && function.arguments(shape).iter().any(|argument| argument.ident == *name)
    {
        refuse(errors, name, format!("`{name}` is an argument already: give the attempt another name"));
    }
}

fn names_to_clone(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments = function.arguments(shape);
    for (index, name) in args.clone.iter().flat_map(|names| &names.0).enumerate() {
        let earlier = args.clone.iter().flat_map(|names| &names.0).take(index);
        if earlier.into_iter().any(|other| other == name) {
            refuse(errors, name.span(), format!("`{name}` is named twice: keep one"));
            continue;
        }
        match arguments.iter().find(|argument| argument.ident == *name) {
            Some(argument) if argument.passing == Passing::Value => {}
            Some(_) => {
                refuse(errors, name.span(), format!("`{name}` is a reference, which every attempt can use: remove it"));
            }
            None => refuse(errors, name.span(), format!("`{name}` is no argument of this function")),
        }
    }
}

fn a_function_that_can_be_retried(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let signature = &function.signature;
    if let Some(token) = &signature.constness {
        refuse(errors, token.span, "a `const fn` cannot be retried: it would have to wait between attempts");
    }
    if let Some(variadic) = &signature.variadic {
        refuse(errors, variadic, "a variadic function cannot be retried");
    }
    no_failure_to_look_at(args, function, shape, errors);
    if matches!(shape, Shape::Sync)
        && in_place::tracks_its_caller(&function.attributes)
        && !is_straight(function.body.stream())
        && let Err(error) = in_place::labelled(&function.body, &syn::parse_quote!(retry_runtime))
    {
        errors.push(error.into());
    }
    if let Some(budget) = &args.budget
        && matches!(budget, Budget::Own)
        && function.attributes.iter().any(|attribute| attribute.path().is_ident("no_mangle"))
    {
        refuse(errors, args.span("budget"), "name a shared budget here: `budget = PAYMENTS`");
    }
    borrows_from_mut_self(function, errors);
}

fn no_failure_to_look_at(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    if args.on_result.is_some() {
        return;
    }
    let message =
        "this function cannot fail: return a `Result` or an `Option`, or say what to retry with `on_result = …`";
    let returned = match (&function.signature.output, shape) {
        (ReturnType::Default, _) => {
            refuse(errors, function.signature.ident.span(), message);
            return;
        }
        (ReturnType::Type(..), Shape::Future(body)) => match &body.output {
            Some(output) => output,
            None => return,
        },
        (ReturnType::Type(_, returned), _) => returned,
    };
    let is_unit = matches!(returned, Type::Tuple(tuple) if tuple.elems.is_empty());
    if is_unit || matches!(returned, Type::Never(_)) {
        refuse(errors, returned, message);
    }
    let tokens = returned.to_token_stream();
    if matches!(returned, Type::ImplTrait(_)) && mentions(&tokens, |word| matches!(word, "Stream" | "Iterator")) {
        let message = "a stream yields many items, and a failed item cannot be asked for again: \
                       put `#[retry]` on the function that makes one item";
        refuse(errors, returned, message);
    }
}

/// The borrow checker would have to know that a borrow ends when the attempt failed; today's does not.
fn borrows_from_mut_self(function: &Function, errors: &mut Accumulator) {
    let Some(receiver) = function.signature.receiver() else { return };
    let syn::ReceiverKind::Reference(_, lifetime, Some(_)) = &receiver.kind else { return };
    let ReturnType::Type(_, returned) = &function.signature.output else { return };
    // Elided, or this one.
    let borrows = |ty: &Type| match ty {
        Type::Reference(reference) => match &reference.lifetime {
            None => true,
            Some(of_result) => of_result.ident == "_" || Some(of_result) == lifetime.as_ref(),
        },
        _ => false,
    };
    if return_type::any(returned, borrows) {
        let message = "the result borrows from `&mut self`, which would then still be borrowed in the next attempt \
                       (a limit of today's borrow checker): return an owned value or an index, or take `&self`";
        refuse(errors, returned, message);
    }
}
