//! A duration in the attribute: `100ms`, `"100ms"`, or an expression.

use darling::{Error, FromMeta, Result};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::suggest;

/// What was written for a duration.
#[derive(Clone, Debug)]
pub(crate) enum Duration {
    /// A literal, whose value is known here.
    Known { nanos: u128, span: Span },
    /// An expression, for rustc to evaluate.
    Unknown(Expr),
}

/// The units, with their length in nanoseconds.
const UNITS: [(&str, u64); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// What people write for a unit elsewhere.
const ALIASES: [(&str, &str); 14] = [
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("min", "m"),
    ("mins", "m"),
    ("minute", "m"),
    ("minutes", "m"),
    ("hr", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("msec", "ms"),
    ("millis", "ms"),
    ("micros", "us"),
];

const LONGEST: u128 = u64::MAX as u128 * 1_000_000_000 + 999_999_999;

impl Duration {
    pub(crate) const fn known(&self) -> Option<u128> {
        match self {
            Self::Known { nanos, .. } => Some(*nanos),
            Self::Unknown(_) => None,
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Known { span, .. } => *span,
            Self::Unknown(expr) => expr.span(),
        }
    }

    pub(crate) const fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Known { .. } => None,
            Self::Unknown(expr) => Some(expr),
        }
    }

    /// The duration as an expression of type `core::time::Duration`.
    pub(crate) fn to_value(&self) -> TokenStream {
        match self {
            Self::Known { nanos, .. } => value_of(*nanos),
            Self::Unknown(expr) => {
                let expr = expr.to_token_stream();
                // Bound once, so that a wrong type is one error, at the expression.
                quote_spanned! {self.span()=> { let __retry_duration: ::core::time::Duration = #expr; __retry_duration } }
            }
        }
    }
}

/// `Duration::new(…)`.
pub(crate) fn value_of(nanos: u128) -> TokenStream {
    let seconds = u64::try_from(nanos / 1_000_000_000).unwrap_or(u64::MAX);
    let subsecond = u32::try_from(nanos % 1_000_000_000).unwrap_or(0);
    quote!(::core::time::Duration::new(#seconds, #subsecond))
}

impl FromMeta for Duration {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Paren(paren) => Self::from_expr(&paren.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => {
                Err(Error::custom("a duration cannot be negative").with_span(expr))
            }
            _ => Ok(Self::Unknown(expr.clone())),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let span = literal.span();
        let read = match literal {
            Lit::Int(int) if int.base10_digits().starts_with('-') => Err("a duration cannot be negative".to_owned()),
            Lit::Int(int) if is_decimal(&int.to_string()) => with_unit(int.base10_digits(), int.suffix(), |unit| {
                int.base10_parse::<u128>().ok().and_then(|count| count.checked_mul(u128::from(unit)))
            }),
            Lit::Int(_) => Err("write a duration in decimal: `100ms`".to_owned()),
            Lit::Float(float) => with_unit(float.base10_digits(), float.suffix(), |unit| {
                #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
                // Saturates, and is exact to the nanosecond for what anybody waits.
                float.base10_parse::<f64>().ok().map(|count| (count * unit as f64).round() as u128)
            }),
            Lit::Str(text) => match humantime::parse_duration(&text.value()) {
                Ok(duration) => Ok(duration.as_nanos()),
                Err(error) => Err(format!(
                    "cannot read \"{}\" as a duration ({error}): write `100ms` or \"1m 30s\"",
                    text.value()
                )),
            },
            _ => Err("expected a duration: `100ms`, `1.5s`, `2m`, `1h`".to_owned()),
        };
        match read {
            Ok(nanos) => Ok(Self::Known { nanos, span }),
            Err(message) => Err(Error::custom(message).with_span(literal)),
        }
    }
}

fn is_decimal(text: &str) -> bool {
    !matches!(text.as_bytes(), [b'0', b'x' | b'b' | b'o', ..])
}

fn with_unit(
    digits: &str,
    suffix: &str,
    multiply: impl FnOnce(u64) -> Option<u128>,
) -> core::result::Result<u128, String> {
    if suffix.is_empty() {
        return Err(format!("this duration has no unit: write `{digits}ms` or `{digits}s`"));
    }
    if let Some((_, unit)) = UNITS.iter().find(|(name, _)| *name == suffix) {
        return match multiply(*unit) {
            Some(nanos) if nanos <= LONGEST => Ok(nanos),
            _ => Err(format!("`{digits}{suffix}` is longer than a duration can be")),
        };
    }
    if let Ok(duration) = humantime::parse_duration(&format!("{digits}{suffix}"))
        && suffix.chars().any(char::is_numeric)
    {
        return Err(format!(
            "write one number and one unit, `{}s`, or a string, \"{digits}{suffix}\"",
            duration.as_secs_f64()
        ));
    }
    let unit = ALIASES.iter().find(|(alias, _)| *alias == suffix).map(|(_, unit)| *unit);
    let unit = unit.or_else(|| suggest::nearest(suffix, UNITS.iter().map(|(name, _)| *name)));
    Err(match unit {
        Some(unit) => format!("unknown unit `{suffix}`: write `{digits}{unit}`"),
        None => format!("unknown unit `{suffix}`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`"),
    })
}
