//! What can be asked of every value in the attribute, whatever its type.

use proc_macro2::TokenStream;
use quote::ToTokens;
use retry_runtime_policy::Jitter;
use syn::Expr;

use crate::attribute::grammar::backoff::{Delays, Exponential, Fibonacci, Fixed, Given, Immediate, Linear};
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::limit::Limit;
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::grammar::random::Random;
use crate::attribute::grammar::words::{Binding, Budget, CratePath, Names, Word};

/// Expressions or durations, each with the key under which a reader finds it.
pub(crate) type Found<'a, T> = Vec<(&'static str, &'a T)>;

/// What a value is made of, as far as it is given.
type Parts<'a> = Vec<(&'static str, Option<&'a dyn Value>)>;

/// The value of a key. By default there is nothing in it to ask for.
pub(crate) trait Value {
    /// What it is made of; a part without a name goes by the name of the whole.
    fn parts(&self, _key: &'static str) -> Parts<'_> {
        Vec::new()
    }

    /// The expressions in it that the macro cannot see through.
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        for (key, part) in self.parts(key) {
            let Some(part) = part else { continue };
            part.expressions(key, found);
        }
    }

    /// The durations in it.
    fn durations<'a>(&'a self, key: &'static str, found: &mut Found<'a, Duration>) {
        for (key, part) in self.parts(key) {
            let Some(part) = part else { continue };
            part.durations(key, found);
        }
    }

    /// The tokens in it that may name an argument.
    fn tokens(&self) -> TokenStream {
        let mut found = Found::new();
        self.expressions("", &mut found);
        found.into_iter().map(|(_, expr)| expr.to_token_stream()).collect()
    }

    /// Puts something that contradicts nothing in the place of what is computed at each call.
    fn settle(&mut self) {}

    /// Whether it is a count, which a const parameter can be; no other constant can.
    fn is_count(&self) -> bool {
        false
    }

    /// How delays grow, where this says it.
    fn growth(&self) -> Option<&dyn Growth> {
        None
    }
}

impl Value for Word {}
impl Value for Binding {}
impl Value for Names {}
impl Value for CratePath {}

impl Value for Expr {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.push((key, self));
    }
}

impl Value for Spread {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.extend(self.expr().map(|expr| (key, expr)));
    }

    fn settle(&mut self) {
        if let Self::Computed(_) = self {
            *self = Self::Known(Jitter::None);
        }
    }
}

impl Value for Count {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.extend(self.expr().map(|expr| (key, expr)));
    }

    fn settle(&mut self) {
        Self::settle(self);
    }

    fn is_count(&self) -> bool {
        true
    }
}

impl Value for Factor {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.extend(self.expr().map(|expr| (key, expr)));
    }
}

impl Value for Duration {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.extend(self.expr().map(|expr| (key, expr)));
    }

    fn durations<'a>(&'a self, key: &'static str, found: &mut Found<'a, Duration>) {
        found.push((key, self));
    }

    /// As a limit.
    fn settle(&mut self) {
        Self::settle(self, core::time::Duration::MAX);
    }
}

impl Value for Limit {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        found.extend(self.expr().map(|expr| (key, expr)));
    }
}

impl Value for Budget {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        if let Self::Shared(expr) = self {
            found.push((key, expr));
        }
    }
}

impl Value for Predicate {
    fn expressions<'a>(&'a self, key: &'static str, found: &mut Found<'a, Expr>) {
        match self {
            Self::Call(expr) => found.push((key, expr)),
            Self::Pattern(pattern) => found.extend(pattern.guard.as_ref().map(|guard| (key, guard))),
            Self::Any => {}
        }
    }

    fn tokens(&self) -> TokenStream {
        let Self::Pattern(pattern) = self else {
            return if let Self::Call(expr) = self { expr.to_token_stream() } else { TokenStream::new() };
        };
        let mut tokens = pattern.pattern.to_token_stream();
        pattern.guard.to_tokens(&mut tokens);
        tokens
    }
}

/// A backoff: its parts are asked one by one.
macro_rules! backoffs {
    ($($name:ident: |$it:ident, $key:ident| $parts:expr;)+) => {
        $(impl Value for $name {
            fn parts(&self, $key: &'static str) -> Parts<'_> {
                let $it = self;
                $parts
            }

            fn settle(&mut self) {
                Growth::settle(self);
            }

            fn growth(&self) -> Option<&dyn Growth> {
                Some(self)
            }
        })+
    };
}

backoffs! {
    Exponential: |it, _key| vec![("initial", of(it.initial.as_ref())), ("factor", of(it.factor.as_ref())), ("max", of(it.max.as_ref()))];
    Random: |it, _key| vec![("min", Some(&it.min)), ("max", Some(&it.max))];
    Linear: |it, _key| vec![("initial", of(it.initial.as_ref())), ("increment", of(it.increment.as_ref()))];
    Fibonacci: |it, _key| vec![("initial", of(it.initial.as_ref()))];
    Fixed: |it, key| vec![(key, Some(&it.0))];
    Given: |it, key| vec![(key, Some(&it.0))];
    Delays: |it, key| it.0.iter().map(|delay| (key, Some(delay as &dyn Value))).collect();
    Immediate: |_it, _key| Vec::new();
}

fn of<T: Value>(part: Option<&T>) -> Option<&dyn Value> {
    part.map(|part| part as &dyn Value)
}
