//! Tokens and durations as a reader of a message or of the documentation sees them.

use core::time::Duration;

use quote::ToTokens;
use syn::Expr;

pub(crate) fn code(expr: &Expr) -> String {
    readable(&expr.to_token_stream().to_string())
}

/// Tokens are printed apart; paths and fields are read together.
pub(crate) fn readable(tokens: &str) -> String {
    let mut text = tokens.replace('`', "'");
    for (apart, together) in
        [(" :: ", "::"), (" . ", "."), ("& ", "&"), (" (", "("), ("( ", "("), (" )", ")"), (" ..= ", "..=")]
    {
        text = text.replace(apart, together);
    }
    text
}

/// In the largest unit of which it is at least one, with at most three decimals.
pub(crate) fn duration(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    let (unit, name) = match nanos {
        0..1_000 => (1, "ns"),
        1_000..1_000_000 => (1_000, "µs"),
        1_000_000..1_000_000_000 => (1_000_000, "ms"),
        _ => (1_000_000_000, "s"),
    };
    #[expect(clippy::cast_precision_loss, reason = "three decimals are shown")]
    let value = nanos as f64 / f64::from(unit);
    format!("{} {name}", trimmed(value))
}

/// With at most three decimals.
pub(crate) fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
