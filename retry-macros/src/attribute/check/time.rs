//! The limits on time: what they are to each other, to the first delay, and to the function.

use core::time::Duration;

use darling::error::Accumulator;
use quote::ToTokens;
use retry_runtime_policy::{PolicyError, words};
use syn::{Expr, Lit};

use crate::attribute::errors::refuse;
use crate::attribute::function::return_type;
use crate::attribute::function::{Function, Shape};
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::duration::Duration as DurationKey;
use crate::attribute::grammar::expression::is_async;
use crate::attribute::grammar::limit::{Limit, zero};
use crate::attribute::policy::known;
use crate::attribute::text;
use crate::attribute::tokens::{mentions, uses};

/// Every rule.
pub(super) fn rules(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let is_blocking = matches!(shape, Shape::Sync);
    a_cancel_that_fits(args, is_blocking, errors);
    if is_blocking {
        return nothing_to_cut_short(args, errors);
    }
    constants_are_constant(args, function, shape, errors);
    a_policy_to_ask(args, errors);
    no_zero(args, errors);
    the_shorter_inside_the_longer(args, errors);
    time_for_one_retry(args, errors);
}

/// The limits that are no settings of the policy, with their keys.
fn limits(args: &Args) -> impl Iterator<Item = (&'static str, &Limit)> {
    let limits = [("attempt_timeout", &args.attempt_timeout), ("deadline", &args.deadline)];
    limits.into_iter().filter_map(|(key, limit)| limit.as_ref().map(|limit| (key, limit)))
}

fn nothing_to_cut_short(args: &Args, errors: &mut Accumulator) {
    for (key, _) in limits(args) {
        let message = format!(
            "a blocking attempt cannot be cut short: make the function `async`, or give what blocks a time-out of its own and \
             write `max_elapsed` instead of `{key}`"
        );
        refuse(errors, args.span(key), message);
    }
}

fn constants_are_constant(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments = function.arguments(shape);
    for (key, expr) in limits(args).filter_map(|(key, limit)| limit.constant().map(|expr| (key, expr))) {
        let tokens = expr.to_token_stream();
        let names = arguments.iter().map(|argument| argument.ident.to_string()).chain(["self".to_owned()]);
        // No point in time is a constant.
        let is_in_time = key == "deadline" && mentions(&tokens, |word| word == "Instant");
        if is_in_time || names.into_iter().any(|name| uses(&tokens, &name)) {
            let message =
                format!("what is computed at each call stands in parentheses: write `{key} = ({})`", text::code(expr));
            refuse(errors, expr, message);
        }
    }
}

/// `attempt_timeout` alone is what the policy says.
fn a_policy_to_ask(args: &Args, errors: &mut Accumulator) {
    if let (Some(Limit::OfPolicy), None, None) = (&args.attempt_timeout, &args.policy, &args.with) {
        let message = "`attempt_timeout` alone is what `policy = …` or `with = …` says: write `attempt_timeout = 2s`";
        refuse(errors, args.span("attempt_timeout"), message);
    }
}

fn no_zero(args: &Args, errors: &mut Accumulator) {
    for (key, limit) in limits(args) {
        if limit.known().is_some_and(|length| length.is_zero()) {
            refuse(errors, limit.place(), zero(key));
        }
    }
}

fn the_shorter_inside_the_longer(args: &Args, errors: &mut Accumulator) {
    let not_zero = |limit: &Duration| !limit.is_zero();
    let timeout = args.attempt_timeout.as_ref().and_then(Limit::known).filter(not_zero);
    let deadline = args.deadline.as_ref().and_then(Limit::known).filter(not_zero);
    let max_elapsed = args.max_elapsed.as_ref().and_then(DurationKey::known).filter(not_zero);
    let of_the_tier = || known::tier(args).and_then(|(_, tier)| tier.get_max_elapsed());
    let elapsed_of_the_policy = if args.max_elapsed.is_some() { max_elapsed } else { of_the_tier() };
    if let (Some(written), Some(timeout)) = (&args.attempt_timeout, timeout) {
        if let Some(limit) = deadline.filter(|limit| timeout >= *limit) {
            let limit = words::duration(limit);
            let message = format!(
                "`attempt_timeout` is not shorter than `deadline`, {limit}, which cuts the attempt first: lower it"
            );
            refuse(errors, written.place(), message);
        } else if let Some(limit) = elapsed_of_the_policy.filter(|limit| timeout >= *limit) {
            let limit = words::duration(limit);
            let message = format!(
                "`attempt_timeout` is not shorter than `max_elapsed`, {limit}, so nothing that is cut could be retried: lower it, or \
                 raise `max_elapsed`"
            );
            refuse(errors, written.place(), message);
        }
    }
    if let (Some(written), Some(max_elapsed), Some(deadline)) = (&args.max_elapsed, max_elapsed, deadline)
        && max_elapsed > deadline
    {
        let deadline = words::duration(deadline);
        let message = format!(
            "`max_elapsed` is longer than `deadline`, {deadline}, which ends the call first: remove it, or lower it"
        );
        refuse(errors, written.place(), message);
    }
}

fn time_for_one_retry(args: &Args, errors: &mut Accumulator) {
    let Some(limit) = &args.deadline else { return };
    let (Some(deadline), Some(policy)) = (limit.known(), known::policy(args)) else { return };
    // A retry may start at `max_elapsed`, but not at the deadline.
    let latest = deadline.saturating_sub(Duration::from_nanos(1));
    let never_retries = |error| error == PolicyError::MaxElapsedBelowFirstDelay;
    if !deadline.is_zero() && policy.max_elapsed(latest).contradictions().any(never_retries) {
        let message =
            "`deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay";
        refuse(errors, limit.place(), message);
    }
}

/// What can be seen to be no future, and no function.
fn a_cancel_that_fits(args: &Args, is_blocking: bool, errors: &mut Accumulator) {
    let Some(cancel) = &args.cancel else { return };
    let is_closure = |expr: &Expr| matches!(return_type::visible(expr), Expr::Closure(_));
    if is_blocking {
        if is_async(cancel) {
            let message = "`cancel` is asked between two attempts of a blocking function, where nothing can be awaited: write a plain \
                           closure, or make the function `async`";
            refuse(errors, cancel, message);
        } else if is_bool(cancel) {
            let message =
                "`cancel` is asked again and again: write a function or a closure, `|| STOP.load(Ordering::Relaxed)`";
            refuse(errors, cancel, message);
        }
    } else if is_closure(cancel) || is_bool(cancel) {
        let message = "in an async function `cancel` takes a future, which ends the wait at once, and no function: write \
                       `token.cancelled()`, or an `async` block";
        refuse(errors, cancel, message);
    }
}

fn is_bool(expr: &Expr) -> bool {
    matches!(return_type::visible(expr), Expr::Lit(literal) if matches!(literal.lit, Lit::Bool(_)))
}
