//! `jitter`, `jitter = full`, `jitter = 0.2`, `jitter = (share)`.

use darling::{FromMeta, Result};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use retry_runtime_policy::vocabulary::jitters::JITTERS;
use retry_runtime_policy::vocabulary::nearest;
use retry_runtime_policy::{Jitter, PolicyError};
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::at;
use crate::attribute::grammar::expression;

/// The jitter that was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Spread {
    Known(Jitter),
    /// Computed at each call: a share, or a jitter.
    Computed(Expr),
}

impl Spread {
    pub(crate) const fn known(&self) -> Option<Jitter> {
        if let Self::Known(jitter) = self { Some(*jitter) } else { None }
    }

    /// The value as code: `Debug` prints a variant as it is written.
    pub(crate) fn to_value(&self, runtime: &syn::Path) -> TokenStream {
        match self {
            Self::Known(jitter) => {
                let variant: TokenStream = format!("{jitter:?}").parse().unwrap_or_default();
                quote!(#runtime::Jitter::#variant)
            }
            Self::Computed(expr) => {
                let (span, expr) = expression::code(expr);
                quote_spanned!(span=> #runtime::__private::jitter(#expr))
            }
        }
    }
}

impl FromMeta for Spread {
    fn from_word() -> Result<Self> {
        Ok(Self::Known(Jitter::Additive))
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        match expression::literal_or(expr) {
            Expr::Paren(_) => Ok(Self::Computed(expr.clone())),
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Path(path) => {
                let word = path.path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string());
                match JITTERS.iter().find(|(name, _)| path.path.is_ident(name)) {
                    Some((_, jitter)) => Ok(Self::Known(*jitter)),
                    None => Err(at(expr, unknown(&word))),
                }
            }
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => Err(at(expr, PolicyError::BadShare)),
            _ => Err(at(expr, EXPECTED)),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let (suffix, digits) = match literal {
            Lit::Int(int) => (int.suffix(), int.base10_digits()),
            Lit::Float(float) => (float.suffix(), float.base10_digits()),
            Lit::Str(text) => {
                let message = match JITTERS.iter().find(|(name, _)| *name == text.value()) {
                    Some((name, _)) => format!("write the jitter without quotes: `jitter = {name}`"),
                    None => unknown(&text.value()),
                };
                return Err(at(literal, message));
            }
            Lit::Bool(bool) => {
                let instead = if bool.value { "jitter" } else { "jitter = none" };
                return Err(at(literal, format!("write `{instead}`")));
            }
            _ => return Err(at(literal, EXPECTED)),
        };
        match digits.parse::<f64>() {
            _ if !suffix.is_empty() => {
                let message = format!(
                    "a jitter is a share of the delay: remove the suffix `{suffix}`, and write 0.2 for give or take 20 %"
                );
                Err(at(literal, message))
            }
            Ok(share) if share > 0.0 && share <= 1.0 => Ok(Self::Known(Jitter::Share(share))),
            Ok(0.0) => Err(at(literal, "a share of 0 is no jitter: write `jitter = none`")),
            _ => Err(at(literal, PolicyError::BadShare)),
        }
    }
}

const EXPECTED: &str = "expected `full`, `equal`, `decorrelated`, `none`, or a share such as 0.2";

fn unknown(word: &str) -> String {
    match nearest(word, JITTERS.iter().map(|(name, _)| *name)) {
        Some(name) => format!("unknown jitter `{word}`: did you mean `{name}`?"),
        None => format!("unknown jitter `{word}`: {EXPECTED}"),
    }
}
