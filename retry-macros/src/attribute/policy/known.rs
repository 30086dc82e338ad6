//! The policy that an attribute amounts to, where everything about it is written down. It is the value that will run, so the
//! checks and the documentation ask it, and have no arithmetic of their own.

use core::time::Duration;

use retry_runtime_policy::{Backoff, Policy};

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::duration::Duration as Written;
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::policy::tokens;

/// The policy, or `None` where a part of it is an expression.
pub(crate) fn policy(args: &Args) -> Option<Policy> {
    let mut policy = start(args)?;
    if let Some(jitter) = tokens::jitter(args) {
        policy = policy.jitter(jitter.0);
    }
    policy = match (&args.max_attempts, &args.max_retries) {
        (Some(Count::Known(count, _)), _) => policy.max_attempts(*count),
        (Some(Count::Unlimited(_)), _) => policy.unlimited(),
        (None, Some(Count::Known(count, _))) => policy.max_attempts(count.saturating_add(1)),
        (None, None) => policy,
        _ => return None,
    };
    let max = args.exponential.as_ref().and_then(|exponential| exponential.max.as_ref());
    if let Some(delay) = max.or(args.max_delay.as_ref()) {
        policy = policy.max_delay(delay.known()?);
    }
    if let Some(elapsed) = &args.max_elapsed {
        policy = policy.max_elapsed(elapsed.known()?);
    }
    if let Some(hint) = &args.max_retry_after {
        policy = policy.max_retry_after(hint.known()?);
    }
    Some(policy)
}

/// The policy before its settings.
fn start(args: &Args) -> Option<Policy> {
    if args.policy.is_some() {
        return None;
    }
    let tier = match () {
        () if args.internal.is_some() => Some(Policy::INTERNAL),
        () if args.external.is_some() => Some(Policy::EXTERNAL),
        () => None,
    };
    let backoff_is_given = args.given(tokens::START).iter().any(|(key, _)| !matches!(*key, "internal" | "external"));
    match tier {
        Some(tier) if backoff_is_given => Some(tier.backoff(backoff(args)?)),
        Some(tier) => Some(tier),
        None if backoff_is_given => Some(Policy::new(backoff(args)?)),
        None => Some(Policy::default()),
    }
}

fn backoff(args: &Args) -> Option<Backoff> {
    if let Some(exponential) = &args.exponential {
        let backoff = Backoff::exponential(known_or_second(exponential.initial.as_ref())?);
        return match exponential.factor {
            None => Some(backoff),
            Some(Factor::Known(factor, _)) => Some(backoff.factor(factor)),
            Some(Factor::Unknown(_)) => None,
        };
    }
    if let Some(linear) = &args.linear {
        let (initial, increment) = (linear.initial.as_ref(), linear.increment.as_ref());
        return Some(Backoff::linear(known_or_second(initial)?, known_or_second(increment)?));
    }
    if let Some(fibonacci) = &args.fibonacci {
        return known_or_second(fibonacci.initial.as_ref()).map(Backoff::fibonacci);
    }
    if let Some(delays) = &args.delays {
        let delays: Vec<Duration> = delays.0.iter().map(Written::known).collect::<Option<_>>()?;
        // A backoff holds a list for ever. Leaking one is fine: the process ends with this compilation.
        return Some(Backoff::delays(delays.leak()));
    }
    if let Some(fixed) = &args.fixed {
        return fixed.known().map(Backoff::fixed);
    }
    args.immediate.map(|_| Backoff::immediate())
}

/// A duration that is written down, or a second where there is none; `None` for an expression.
fn known_or_second(duration: Option<&Written>) -> Option<Duration> {
    duration.map_or(Some(Duration::from_secs(1)), Written::known)
}
