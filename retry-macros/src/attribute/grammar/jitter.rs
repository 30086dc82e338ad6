//! `jitter`, `jitter = full`, `jitter = 0.2`, `jitter = 2s`, `jitter = (share)`.

use darling::{FromMeta, Result};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use retry_runtime_policy::vocabulary::jitters::JITTERS;
use retry_runtime_policy::vocabulary::nearest;
use retry_runtime_policy::{Jitter, PolicyError};
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::at;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::tokens::is_in_capitals;

/// The jitter that was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Spread {
    Known(Jitter),
    /// Up to a duration that is an expression.
    UpTo(Duration),
    /// Computed at each call: a share, a duration, or a jitter.
    Computed(Expr),
}

impl Spread {
    pub(crate) const fn known(&self) -> Option<Jitter> {
        if let Self::Known(jitter) = self { Some(*jitter) } else { None }
    }

    pub(crate) const fn expr(&self) -> Option<&Expr> {
        match self {
            Self::UpTo(most) => most.expr(),
            Self::Computed(expr) => Some(expr),
            Self::Known(_) => None,
        }
    }

    /// Whether it is up to a duration on top.
    pub(crate) const fn is_time(&self) -> bool {
        matches!(self, Self::UpTo(_) | Self::Known(Jitter::UpTo(_)))
    }

    /// The value as code.
    pub(crate) fn to_value(&self, runtime: &syn::Path) -> TokenStream {
        let most = match self {
            Self::Known(Jitter::UpTo(most)) => Duration::value_of(*most),
            Self::UpTo(most) => most.to_value(),
            Self::Computed(expr) => {
                let (span, expr) = expression::code(expr);
                return quote_spanned!(span=> #runtime::__private::jitter(#expr));
            }
            Self::Known(jitter) => {
                // `Debug` prints these variants as they are written.
                let variant: TokenStream = format!("{jitter:?}").parse().unwrap_or_default();
                return quote!(#runtime::Jitter::#variant);
            }
        };
        quote!(#runtime::Jitter::UpTo(#most))
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
                    // Names of jitters are not written in capitals.
                    None if is_in_capitals(&path.path) => Duration::from_expr(expr).map(Self::UpTo),
                    None => Err(at(expr, unknown(&word))),
                }
            }
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr: positive, .. }) => {
                let is_duration = Duration::from_expr(positive).is_ok_and(|it| it.known().is_some());
                if is_duration {
                    Duration::from_expr(expr).map(Self::UpTo)
                } else {
                    Err(at(expr, PolicyError::BadShare))
                }
            }
            // No name of a jitter is a call or a sum.
            Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Binary(_)
            | Expr::Macro(_)
            | Expr::Block(_)
            | Expr::Const(_) => Duration::from_expr(expr).map(Self::UpTo),
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
                    None if text.value().parse::<f64>().is_ok() => {
                        format!("write the share without quotes: `jitter = {}`", text.value())
                    }
                    None if text.value().starts_with(|first: char| first.is_ascii_digit()) => return on_top(literal),
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
            _ if !suffix.is_empty() && !is_type(suffix) => on_top(literal),
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

const EXPECTED: &str =
    "expected `full`, `equal`, `decorrelated`, `none`, a share such as 0.2, or a duration such as `2s`";

/// Up to a duration that is written down.
fn on_top(literal: &Lit) -> Result<Spread> {
    match Duration::from_value(literal)?.known() {
        Some(most) if most.is_zero() => Err(at(literal, "a jitter of zero is none: write `jitter = none`")),
        most => Ok(Spread::Known(most.map_or(Jitter::None, Jitter::UpTo))),
    }
}

/// `0.2f64` is a share, and `2s` is a duration.
fn is_type(suffix: &str) -> bool {
    matches!(suffix.as_bytes(), [b'f' | b'u' | b'i', digit, ..] if digit.is_ascii_digit())
}

fn unknown(word: &str) -> String {
    match nearest(word, JITTERS.iter().map(|(name, _)| *name)) {
        Some(name) => format!("unknown jitter `{word}`: did you mean `{name}`?"),
        None => format!("unknown jitter `{word}`: {EXPECTED}; what is computed at each call stands in parentheses"),
    }
}
