//! The attribute as far as it is written: what can be checked while compiling where another part is computed at each call.

use core::time::Duration as Time;

use proc_macro2::Span;
use retry_runtime_policy::{Jitter, Policy};

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::{Exponential, Fixed};
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::number::Count;
use crate::attribute::policy::known;

const SHORTEST: Time = Time::from_nanos(1);

/// The attribute with something that contradicts nothing in the place of what is computed: what is still a contradiction is one
/// for every value. Where nothing can be said of the first delay, the limits on the call stand apart from it, in an attribute of
/// their own.
pub(super) fn settled(args: &Args) -> Vec<Args> {
    let mut settled = args.clone();
    settled.settle();
    if args.backoff.as_ref().is_some_and(|backoff| expression::is_computed(&backoff.0)) {
        (settled.backoff, settled.fixed) = (None, Some(Fixed(written(SHORTEST))));
    }
    let computes_jitter = matches!(args.jitter, Some(Spread::Computed(_)));
    let cap = args.growth().and_then(Growth::cap).or(args.max_delay.as_ref());
    let computes_cap = cap.and_then(Duration::expr).is_some_and(expression::is_computed);
    if !computes_jitter && (!computes_cap || !spreads(args)) {
        return vec![settled];
    }
    if let Some(lowest) = lowest_cap(&settled).filter(|_| !computes_jitter) {
        // Jitter makes the first delay the shorter, the lower the cap is.
        set_cap(&mut settled, lowest);
        return vec![settled];
    }
    let limits = limits_apart(&mut settled);
    vec![settled, limits]
}

/// Whether delays are random.
fn spreads(args: &Args) -> bool {
    match &args.jitter {
        Some(jitter) => jitter.known() != Some(Jitter::None),
        None => args.policy.is_some() || args.with.is_some() || known::tier(args).is_some(),
    }
}

/// The lowest cap that cuts no delay that is written down.
fn lowest_cap(args: &Args) -> Option<Time> {
    let backoff = match args.growth() {
        Some(growth) => growth.set(Policy::immediate())?.get_backoff(),
        None => known::tier(args)?.1.get_backoff(),
    };
    let listed = args.delays.iter().flat_map(|delays| &delays.0).filter_map(Duration::known);
    listed.chain([backoff.delay(1), SHORTEST]).max()
}

fn set_cap(args: &mut Args, value: Time) {
    match &mut args.exponential {
        Some(Exponential { max: Some(max), .. }) => *max = written(value),
        _ => args.max_delay = Some(written(value)),
    }
}

/// Takes the limits on the call out of the attribute.
fn limits_apart(args: &mut Args) -> Args {
    let mut limits = Args::default();
    (limits.fixed, limits.max_elapsed) = (Some(Fixed(written(SHORTEST))), args.max_elapsed.take());
    if let Some(Count::Unlimited(_)) = args.max_attempts {
        // Whether something else ends the call.
        limits.max_attempts = args.max_attempts.take();
        (limits.policy, limits.with) = (args.policy.clone(), args.with.clone());
        (limits.internal, limits.external, limits.budget) = (args.internal, args.external, args.budget.clone());
    }
    // A tier has a limit of its own.
    args.max_elapsed = Some(written(Time::MAX));
    limits
}

fn written(value: Time) -> Duration {
    Duration::Known { value, span: Span::call_site() }
}
