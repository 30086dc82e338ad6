//! What is said of a policy that the macro cannot see through: its expressions, and what is written beside them.

use retry_runtime_policy::Jitter;
use retry_runtime_policy::words::{attempts, duration, no_retry_after, trimmed, waits};
use syn::Expr;

use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression::inside;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::keys::Kind;
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::policy::known;
use crate::attribute::text::code;

/// "Up to `self.retries + 1` attempts", "waits 1 s, 2 s, 4 s …", "no retry later than `timeout` after the call began".
pub(super) fn words(args: &Args) -> Vec<String> {
    let of_tier = || known::tier(args).and_then(|(_, tier)| tier.get_max_elapsed()).map(duration);
    let limit = args.max_elapsed.as_ref().map(time).or_else(of_tier);
    let limit = limit.as_deref().map(no_retry_after);
    let parts = [start(args).map(|start| format!("as {} says", in_code(start))), most(args), delays(args), limit];
    parts.into_iter().flatten().collect()
}

/// The policy that is known at run time only: it is said by its expression.
fn start(args: &Args) -> Option<&Expr> {
    args.policy.as_ref().or_else(|| args.with.as_ref().filter(|_| known::tier(args).is_none()))
}

fn most(args: &Args) -> Option<String> {
    match (&args.max_attempts, &args.max_retries) {
        (Some(Count::Known(most, _)), _) => Some(attempts(Some(*most))),
        (Some(Count::Unlimited(_) | Count::Forever(_)), _) => Some(attempts(None)),
        (Some(Count::Unknown(expr)), _) => Some(format!("up to {} attempts", in_code(expr))),
        (None, Some(Count::Known(most, _))) => Some(attempts(Some(most.saturating_add(1)))),
        (None, Some(Count::Unknown(expr))) => Some(format!("up to {} retries", in_code(expr))),
        (None, _) if start(args).is_some() => None,
        (None, _) => Some(attempts(known::tier(args).map_or(Some(4), |(_, tier)| tier.get_max_attempts()))),
    }
}

/// As of a known policy, if only the limits are expressions.
fn delays(args: &Args) -> Option<String> {
    let mut written = args.clone();
    (written.max_elapsed, written.max_retry_after) = (None, None);
    let counts = [&mut written.max_attempts, &mut written.max_retries];
    let is_counted = !counts.into_iter().any(|count| count.take_if(|count| count.expr().is_some()).is_some());
    if let Some(policy) = known::policy(&written) {
        return Some(waits(&if is_counted { policy } else { policy.unlimited() }));
    }
    let jitter = args.jitter.as_ref().and_then(|jitter| match jitter {
        Spread::Known(Jitter::None) => None,
        Spread::Known(_) => Some("each spread at random".to_owned()),
        Spread::UpTo(most) => Some(format!("each plus up to {}", time(most))),
        Spread::Computed(expr) => Some(format!("each spread at random by {}", in_code(expr))),
    });
    let cap = args.growth().and_then(Growth::cap).or(args.max_delay.as_ref());
    let cap = cap.map(|cap| format!("never over {}", time(cap)));
    let parts: Vec<String> = [growth(args), jitter, cap].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn growth(args: &Args) -> Option<String> {
    let or_second = |written: &Option<Duration>| written.as_ref().map_or_else(|| "1 s".to_owned(), time);
    if let Some(exponential) = &args.exponential {
        let factor = match &exponential.factor {
            None => "2".to_owned(),
            Some(Factor::Known(factor, _)) => trimmed(*factor),
            Some(Factor::Unknown(expr)) => in_code(expr),
        };
        return Some(format!("waits {}, and each time {factor} times as long", or_second(&exponential.initial)));
    }
    if let Some(linear) = &args.linear {
        let (initial, increment) = (or_second(&linear.initial), or_second(&linear.increment));
        return Some(format!("waits {initial}, and each time {increment} longer"));
    }
    if let Some(fibonacci) = &args.fibonacci {
        return Some(format!("waits {} times 1, 1, 2, 3, 5 …", or_second(&fibonacci.initial)));
    }
    if let Some(fixed) = &args.fixed {
        return Some(format!("waits {}", time(&fixed.0)));
    }
    if let Some(random) = &args.random {
        return Some(format!("waits at random between {} and {}", time(&random.min), time(&random.max)));
    }
    if let Some(delays) = &args.delays {
        return Some(format!("waits {}", delays.0.iter().map(time).collect::<Vec<_>>().join(", ")));
    }
    if let ([(tier, _)], Some(_)) = (&args.given(Kind::Start)[..], known::tier(args)) {
        return Some(format!("waits as `{tier}` says"));
    }
    args.backoff.as_ref().map(|backoff| format!("waits as {} says", in_code(&backoff.0)))
}

fn time(written: &Duration) -> String {
    written.known().map_or_else(|| written.expr().map_or_else(String::new, in_code), duration)
}

fn in_code(expr: &Expr) -> String {
    format!("`{}`", code(inside(expr)))
}
