//! The policy that an attribute amounts to, where everything about it is written down. It is the value that will run, so the
//! checks and the documentation ask it, and have no arithmetic of their own.

use retry_runtime_policy::Policy;

use crate::attribute::grammar::args::Args;
use crate::attribute::policy::settled;

/// The policy, or `None` where a part of it is an expression.
pub(crate) fn policy(args: &Args) -> Option<Policy> {
    let backoff = match args.growth() {
        Some(growth) => Some(growth.known()?),
        None => None,
    };
    let start = match tier(args) {
        Some((_, tier)) => backoff.map_or(tier, |backoff| tier.backoff(backoff)),
        // Those of `policy` and `with` are expressions, and where there is nothing else there is a backoff.
        None if args.policy.is_some() || args.with.is_some() => return None,
        None => Policy::new(backoff?),
    };
    args.applied(start)
}

/// The policy as far as it is written: what is computed at each call contradicts nothing in it.
pub(crate) fn settled(args: &Args) -> Option<Policy> {
    policy(args).or_else(|| settled::settled(args).first().and_then(policy))
}

/// The tier that the attribute starts from: the name of the constant, and its value.
pub(crate) fn tier(args: &Args) -> Option<(&'static str, Policy)> {
    match (args.internal, args.external) {
        (Some(_), _) => Some(("INTERNAL", Policy::INTERNAL)),
        (None, Some(_)) => Some(("EXTERNAL", Policy::EXTERNAL)),
        (None, None) => None,
    }
}
