//! A limit on time that is no setting of the policy: a duration, or in parentheses an expression that is evaluated at each call.

use darling::{FromMeta, Result};
use syn::Expr;

use crate::attribute::errors::Place;
use crate::attribute::grammar::duration::Duration;

/// `attempt_timeout` or `deadline`.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) duration: Duration,
    /// Whether it is in parentheses, so that it may use `self` and the arguments.
    is_computed: bool,
}

impl Limit {
    /// The length, where it is written down.
    pub(crate) const fn known(&self) -> Option<core::time::Duration> {
        self.duration.known()
    }

    pub(crate) fn place(&self) -> Place {
        self.duration.place()
    }

    /// The expression, where it must be a constant.
    pub(crate) const fn constant(&self) -> Option<&Expr> {
        if self.is_computed { None } else { self.duration.expr() }
    }
}

impl FromMeta for Limit {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Paren(_) => Ok(Self { duration: Duration::from_expr(expr)?, is_computed: true }),
            _ => Ok(Self { duration: Duration::from_expr(expr)?, is_computed: false }),
        }
    }

    fn from_value(literal: &syn::Lit) -> Result<Self> {
        Ok(Self { duration: Duration::from_value(literal)?, is_computed: false })
    }
}

/// What is wrong with no time at all.
pub(crate) fn zero(key: &str) -> String {
    format!("`{key}` is zero, and nothing is ready so soon: raise it")
}
