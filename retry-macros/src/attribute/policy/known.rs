//! The policy that an attribute amounts to, where everything about it is written down. It is the value that will run, so the
//! checks and the documentation ask it, and have no arithmetic of their own.

use retry_runtime_policy::Policy;

use crate::attribute::grammar::args::Args;
use crate::attribute::policy::settled;

/// The policy, or `None` where a part of it is an expression.
pub(crate) fn policy(args: &Args) -> Option<Policy> {
    let start = match (tier(args), args.growth()) {
        // Those of `policy` and `with` are expressions.
        _ if args.policy.is_some() => return None,
        (None, _) if args.with.is_some() => return None,
        (Some((_, tier)), None) => tier,
        (Some((_, tier)), Some(growth)) => growth.set(tier)?,
        // Where there is nothing else there is a backoff, unless it could not be read.
        (None, growth) => growth?.set(Policy::immediate())?,
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
