//! The rules that need more than one value: between keys, and between the keys and the function.

mod function;
mod policy;
mod time;

use darling::Error;
use darling::error::Accumulator;

use crate::attribute::function::{Function, Shape};
use crate::attribute::grammar::args::Args;

/// Every rule; and where none finds a mistake, whatever the policy itself finds.
pub(crate) fn check(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let mut found = Error::accumulator();
    policy::rules(args, &mut found);
    time::rules(args, function, shape, &mut found);
    function::rules(args, function, shape, &mut found);
    match found.finish() {
        Ok(()) => policy::no_other_contradiction(args, errors),
        Err(found) => errors.push(found),
    }
}
