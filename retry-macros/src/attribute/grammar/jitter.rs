//! `jitter`, `jitter = full`, `jitter = 0.2`.

use darling::{FromMeta, Result};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::at;
use crate::attribute::grammar::suggest;

/// The jitter that was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread(pub(crate) Shape);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    None,
    Additive,
    Full,
    Equal,
    Decorrelated,
    Share(f64),
}

const NAMES: [(&str, Shape); 5] = [
    ("full", Shape::Full),
    ("equal", Shape::Equal),
    ("decorrelated", Shape::Decorrelated),
    ("none", Shape::None),
    ("additive", Shape::Additive),
];

impl Shape {
    /// A value of the runtime's `Jitter`.
    pub(crate) fn to_value(self, runtime: &syn::Path) -> TokenStream {
        let variant = match self {
            Self::None => quote!(None),
            Self::Additive => quote!(Additive),
            Self::Full => quote!(Full),
            Self::Equal => quote!(Equal),
            Self::Decorrelated => quote!(Decorrelated),
            Self::Share(share) => quote!(Share(#share)),
        };
        quote!(#runtime::Jitter::#variant)
    }
}

impl FromMeta for Spread {
    fn from_word() -> Result<Self> {
        Ok(Self(Shape::Additive))
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Path(path) => {
                let word = path.path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string());
                match NAMES.iter().find(|(name, _)| path.path.is_ident(name)) {
                    Some((_, shape)) => Ok(Self(*shape)),
                    None => Err(at(expr, unknown(&word))),
                }
            }
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => Err(at(expr, BAD_SHARE)),
            _ => Err(at(expr, EXPECTED)),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let (suffix, digits) = match literal {
            Lit::Int(int) => (int.suffix(), int.base10_digits()),
            Lit::Float(float) => (float.suffix(), float.base10_digits()),
            Lit::Str(text) => {
                let message = match NAMES.iter().find(|(name, _)| *name == text.value()) {
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
            Ok(share) if share > 0.0 && share <= 1.0 => Ok(Self(Shape::Share(share))),
            Ok(0.0) => Err(at(literal, "a share of 0 is no jitter: write `jitter = none`")),
            _ => Err(at(literal, BAD_SHARE)),
        }
    }
}

const BAD_SHARE: &str = "a jitter share must be above 0 and at most 1: write `jitter = 0.2` for give or take 20 %";
const EXPECTED: &str = "expected `full`, `equal`, `decorrelated`, `none`, or a share such as 0.2";

fn unknown(word: &str) -> String {
    match suggest::nearest(word, NAMES.iter().map(|(name, _)| *name)) {
        Some(name) => format!("unknown jitter `{word}`: did you mean `{name}`?"),
        None => format!("unknown jitter `{word}`: {EXPECTED}"),
    }
}
