//! A limit on time that is no setting of the policy: a duration, in parentheses an expression that is evaluated at each call, or the
//! policy's own.

use darling::{FromMeta, Result};
use proc_macro2::Span;
use syn::Expr;

use crate::attribute::errors::Place;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;

/// `attempt_timeout` or `deadline`.
#[derive(Clone, Debug)]
pub(crate) enum Limit {
    /// `attempt_timeout = 2s`, `attempt_timeout = (limit)`.
    Given(Duration),
    /// `attempt_timeout` alone.
    OfPolicy,
}

impl Limit {
    /// The length, where it is written down.
    pub(crate) const fn known(&self) -> Option<core::time::Duration> {
        match self {
            Self::Given(duration) => duration.known(),
            Self::OfPolicy => None,
        }
    }

    /// The expression, if it is one.
    pub(crate) const fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Given(duration) => duration.expr(),
            Self::OfPolicy => None,
        }
    }

    /// The expression, where it must be a constant.
    pub(crate) fn constant(&self) -> Option<&Expr> {
        self.expr().filter(|expr| !expression::is_computed(expr))
    }

    /// Where it is; the policy's own is nowhere.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Given(duration) => duration.place(),
            Self::OfPolicy => Span::call_site().into(),
        }
    }
}

impl FromMeta for Limit {
    fn from_word() -> Result<Self> {
        Ok(Self::OfPolicy)
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        Duration::from_expr(expr).map(Self::Given)
    }

    fn from_value(literal: &syn::Lit) -> Result<Self> {
        Duration::from_value(literal).map(Self::Given)
    }
}

/// What is wrong with no time at all.
pub(crate) fn zero(key: &str) -> String {
    format!("`{key}` is zero, and nothing is ready so soon: raise it")
}
