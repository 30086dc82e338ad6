//! A duration in the attribute: `100ms`, `"100ms"`, or an expression.

use darling::{FromMeta, Result};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use retry_runtime_policy::vocabulary::units::{self, IN_HOURS, UNITS};
use syn::{Expr, ExprUnary, Lit, UnOp};

use crate::attribute::errors::{Place, at};
use crate::attribute::grammar::expression;

/// What was written for a duration.
#[derive(Clone, Debug)]
pub(crate) enum Duration {
    /// A literal, whose value is known here.
    Known { value: core::time::Duration, span: Span },
    /// An expression, for rustc to evaluate; or for each call, in parentheses.
    Unknown(Expr),
}

impl Duration {
    pub(crate) const fn known(&self) -> Option<core::time::Duration> {
        match self {
            Self::Known { value, .. } => Some(*value),
            Self::Unknown(_) => None,
        }
    }

    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Known { span, .. } => (*span).into(),
            Self::Unknown(expr) => expr.into(),
        }
    }

    pub(crate) const fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Known { .. } => None,
            Self::Unknown(expr) => Some(expr),
        }
    }

    /// Puts this in the place of a duration that is computed at each call.
    pub(crate) fn settle(&mut self, value: core::time::Duration) {
        if self.expr().is_some_and(expression::is_computed) {
            *self = Self::Known { value, span: self.place().first };
        }
    }

    /// This duration as code.
    pub(crate) fn value_of(value: core::time::Duration) -> TokenStream {
        let (seconds, nanos) = (value.as_secs(), value.subsec_nanos());
        quote!(::core::time::Duration::new(#seconds, #nanos))
    }

    /// The duration as an expression of type `core::time::Duration`.
    pub(crate) fn to_value(&self) -> TokenStream {
        match self {
            Self::Known { value, .. } => Self::value_of(*value),
            Self::Unknown(expr) => {
                // Bound once, so that a wrong type is one error, at the expression.
                let (span, expr) = expression::code(expr);
                quote_spanned! {span=> { let __retry_duration: ::core::time::Duration = #expr; __retry_duration } }
            }
        }
    }
}

impl FromMeta for Duration {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expression::literal_or(expr) {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(literal) => Self::from_value(&literal.lit),
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr: positive, .. }) => {
                Err(at(expr, format!("a duration cannot be negative: write `{}`", positive.to_token_stream())))
            }
            expr => Ok(Self::Unknown(expr.clone())),
        }
    }

    fn from_value(literal: &Lit) -> Result<Self> {
        let span = literal.span();
        let read = match literal {
            Lit::Int(int) if int.base10_digits().starts_with('-') => {
                Err("a duration cannot be negative: write `1s`".to_owned())
            }
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
                Ok(duration) => Ok(duration),
                Err(error) => Err(format!(
                    "cannot read \"{}\" as a duration ({error}): write `100ms` or \"1m 30s\"",
                    text.value()
                )),
            },
            _ => Err("expected a duration: `100ms`, `1.5s`, `2m`, `1h`".to_owned()),
        };
        match read {
            Ok(value) => Ok(Self::Known { value, span }),
            Err(message) => Err(at(literal, message)),
        }
    }
}

fn is_decimal(text: &str) -> bool {
    !matches!(text.as_bytes(), [b'0', b'x' | b'b' | b'o', ..])
}

/// `None` where a duration cannot be so long.
fn of_nanos(nanos: u128) -> Option<core::time::Duration> {
    let (seconds, subsecond) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    Some(core::time::Duration::new(u64::try_from(seconds).ok()?, u32::try_from(subsecond).ok()?))
}

fn with_unit(
    digits: &str,
    suffix: &str,
    multiply: impl FnOnce(u64) -> Option<u128>,
) -> core::result::Result<core::time::Duration, String> {
    if suffix.is_empty() {
        return Err(format!("this duration has no unit: write `{digits}ms` or `{digits}s`"));
    }
    if let Some((_, unit)) = UNITS.iter().find(|(name, _)| *name == suffix) {
        let value = multiply(*unit).and_then(of_nanos);
        return value.ok_or_else(|| format!("`{digits}{suffix}` is longer than a duration can be"));
    }
    if let Ok(duration) = humantime::parse_duration(&format!("{digits}{suffix}"))
        && suffix.chars().any(char::is_numeric)
    {
        return Err(format!(
            "write one number and one unit, `{}s`, or a string, \"{digits}{suffix}\"",
            duration.as_secs_f64()
        ));
    }
    if let Some((_, hours)) = IN_HOURS.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(suffix))
        && let Ok(count) = digits.parse::<f64>()
    {
        return Err(format!("the longest unit is `h`: write `{}h`", count * f64::from(*hours)));
    }
    Err(match units::meant(suffix) {
        Some(unit) => format!("unknown unit `{suffix}`: write `{digits}{unit}`"),
        None => format!("unknown unit `{suffix}`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`"),
    })
}
