//! Tokens as a reader of a message or of the documentation sees them.

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
