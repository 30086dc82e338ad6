//! A step on the way to a policy.

use proc_macro2::TokenStream;
use syn::Expr;

use crate::attribute::errors::Place;

/// The expression that a policy starts with, or a setter that is called on it.
pub(crate) struct Step {
    pub(crate) tokens: TokenStream,
    /// The place of an expression that the macro cannot evaluate.
    pub(crate) unknown: Option<Place>,
}

impl Step {
    /// These tokens, and in them this expression.
    pub(crate) fn of(tokens: TokenStream, unknown: Option<&Expr>) -> Self {
        Self { tokens, unknown: unknown.map(Place::from) }
    }

    /// The same with other tokens around it.
    pub(crate) fn map(self, around: impl FnOnce(TokenStream) -> TokenStream) -> Self {
        Self { tokens: around(self.tokens), unknown: self.unknown }
    }
}
