//! Counts and factors. Types of our own, since darling's would take `4ms` for 4 and refuse `factor = 2`.

use darling::{FromMeta, Result};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use retry_runtime_policy::PolicyError;
use retry_runtime_policy::vocabulary::aliases::{NO_LIMIT, UNLIMITED};
use syn::spanned::Spanned;
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::at;
use crate::attribute::grammar::expression;

/// `max_attempts` or `max_retries`.
#[derive(Clone, Debug)]
pub(crate) enum Count {
    Known(u32, Span),
    /// Something else ends the call.
    Unlimited(Span),
    /// Nothing needs to end it.
    Forever(Span),
    Unknown(Expr),
}

impl Count {
    /// The expression that is not known here: see [`expression::is_computed`].
    pub(crate) const fn expr(&self) -> Option<&Expr> {
        if let Self::Unknown(expr) = self { Some(expr) } else { None }
    }

    /// Puts a count in the place of one that is computed at each call.
    pub(crate) fn settle(&mut self) {
        if let Self::Unknown(expr) = self
            && expression::is_computed(expr)
        {
            *self = Self::Known(4, expr.span());
        }
    }

    /// The count as an expression of type `u32`.
    pub(crate) fn to_value(&self) -> TokenStream {
        match self {
            Self::Known(count, _) => quote!(#count),
            Self::Unlimited(_) | Self::Forever(_) => quote!(::core::primitive::u32::MAX),
            Self::Unknown(expr) => {
                let (span, expr) = expression::code(expr);
                quote_spanned! {span=> { let __retry_count: ::core::primitive::u32 = #expr; __retry_count } }
            }
        }
    }
}

impl FromMeta for Count {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expression::literal_or(expr) {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Path(path) if path.path.is_ident("unlimited") => Ok(Self::Unlimited(expr.span())),
            Expr::Path(path) if path.path.is_ident("forever") => Ok(Self::Forever(expr.span())),
            Expr::Path(path) if path.path.get_ident().is_some_and(|word| UNLIMITED.contains(&&*word.to_string())) => {
                Err(at(expr, NO_LIMIT))
            }
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => {
                Err(at(expr, "a count cannot be negative: write a whole number, such as 4"))
            }
            expr => Ok(Self::Unknown(expr.clone())),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let message = match literal {
            Lit::Int(int) if int.base10_digits().starts_with('-') => {
                "a count cannot be negative: write a whole number, such as 4".to_owned()
            }
            Lit::Int(int) if !matches!(int.suffix(), "" | "u32") => {
                format!("this is a count: remove the suffix `{}`", int.suffix())
            }
            Lit::Int(int) => match int.base10_parse() {
                Ok(count) => return Ok(Self::Known(count, int.span())),
                Err(_) => "this count is too large: write `max_attempts = unlimited` for no limit".to_owned(),
            },
            Lit::Float(float) => match float.base10_parse::<f64>() {
                Ok(count) if count.fract() == 0.0 && count <= f64::from(u32::MAX) && float.suffix().is_empty() => {
                    format!("a count is a whole number: write `{count}`")
                }
                _ => "a count must be a whole number, such as 4".to_owned(),
            },
            Lit::Str(text) if text.value().parse::<u32>().is_ok() => {
                format!("write the number without quotes: {}", text.value())
            }
            Lit::Str(text) if matches!(&*text.value(), "unlimited" | "forever") => {
                format!("write `{}` without quotes", text.value())
            }
            _ => "expected a whole number, such as 4, or `unlimited` or `forever`".to_owned(),
        };
        Err(at(literal, message))
    }
}

/// `factor`.
#[derive(Clone, Debug)]
pub(crate) enum Factor {
    Known(f64, Span),
    Unknown(Expr),
}

impl Factor {
    /// The expression that is not known here: see [`expression::is_computed`].
    pub(crate) const fn expr(&self) -> Option<&Expr> {
        if let Self::Unknown(expr) = self { Some(expr) } else { None }
    }

    /// Puts a factor in the place of one that is computed at each call.
    pub(crate) fn settle(&mut self) {
        if let Self::Unknown(expr) = self
            && expression::is_computed(expr)
        {
            *self = Self::Known(2.0, expr.span());
        }
    }

    /// The factor as an expression of type `f64`.
    pub(crate) fn to_value(&self) -> TokenStream {
        match self {
            Self::Known(factor, _) => quote!(#factor),
            Self::Unknown(expr) => {
                let (span, expr) = expression::code(expr);
                quote_spanned! {span=> { let __retry_factor: ::core::primitive::f64 = #expr; __retry_factor } }
            }
        }
    }
}

impl FromMeta for Factor {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expression::literal_or(expr) {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => Err(at(expr, PolicyError::BadFactor)),
            expr => Ok(Self::Unknown(expr.clone())),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let (suffix, value) = match literal {
            Lit::Int(int) => (int.suffix(), int.base10_digits().parse::<f64>()),
            Lit::Float(float) => (float.suffix(), float.base10_digits().parse()),
            _ => return Err(at(literal, "`factor` must be a number, such as 2 or 1.5")),
        };
        match value {
            _ if !matches!(suffix, "" | "f64") => {
                Err(at(literal, format!("`factor` is a plain number: remove the suffix `{suffix}`")))
            }
            Ok(factor) if factor.is_finite() => Ok(Self::Known(factor, literal.span())),
            _ => Err(at(literal, "`factor` must be a finite number, such as 2 or 1.5")),
        }
    }
}
