//! `jitter`, `jitter = full`, `jitter = 0.2`.

use darling::{FromMeta, Result};
use proc_macro2::TokenStream;
use quote::quote;
use retry_runtime_policy::vocabulary::jitters::JITTERS;
use retry_runtime_policy::vocabulary::nearest;
use retry_runtime_policy::{Jitter, PolicyError};
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::at;

/// The jitter that was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread(pub(crate) Jitter);

impl Spread {
    /// The value as code: `Debug` prints a variant as it is written.
    pub(crate) fn to_value(self, runtime: &syn::Path) -> TokenStream {
        let variant: TokenStream = format!("{:?}", self.0).parse().unwrap_or_default();
        quote!(#runtime::Jitter::#variant)
    }
}

impl FromMeta for Spread {
    fn from_word() -> Result<Self> {
        Ok(Self(Jitter::Additive))
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Path(path) => {
                let word = path.path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string());
                match JITTERS.iter().find(|(name, _)| path.path.is_ident(name)) {
                    Some((_, jitter)) => Ok(Self(*jitter)),
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
            Ok(share) if share > 0.0 && share <= 1.0 => Ok(Self(Jitter::Share(share))),
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
