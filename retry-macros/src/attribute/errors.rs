//! Errors that stand at all of the guilty tokens.
//!
//! Two spans cannot be joined on stable Rust (<https://github.com/rust-lang/rust/issues/54725>). An error therefore needs
//! the first one and the last one, as `syn::Error` has them. `darling::Error` has one: the last one goes with it in an
//! error of its own.

use darling::Error;
use darling::error::Accumulator;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// The message of the error that only says where the last token is: a control character, "end of text".
const LAST: &str = "\u{3}";

/// From where to where tokens stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl<T: ToTokens + ?Sized> From<&T> for Place {
    fn from(tokens: &T) -> Self {
        let mut tokens = tokens.to_token_stream().into_iter().map(|token| token.span());
        let first = tokens.next().unwrap_or_else(Span::call_site);
        Self { first, last: tokens.last().unwrap_or(first) }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { first: span, last: span }
    }
}

impl Place {
    /// The same place, seen with the names of the expansion.
    pub(crate) fn mixed(self) -> Self {
        let mixed = |span: Span| span.resolved_at(Span::mixed_site());
        Self { first: mixed(self.first), last: mixed(self.last) }
    }

    /// Tokens that stand there: the last one at the end, and all others at the beginning.
    pub(crate) fn around(self, tokens: TokenStream) -> TokenStream {
        let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for token in &mut tokens {
            token.set_span(self.first);
        }
        if let Some(token) = tokens.last_mut() {
            token.set_span(self.last);
        }
        tokens.into_iter().collect()
    }
}

/// An error at these tokens.
pub(crate) fn at(place: impl Into<Place>, message: impl core::fmt::Display) -> Error {
    let Place { first, last } = place.into();
    Error::multiple(vec![Error::custom(message).with_span(&first), Error::custom(LAST).with_span(&last)])
}

/// Reports an error at these tokens.
pub(crate) fn refuse(errors: &mut Accumulator, place: impl Into<Place>, message: impl core::fmt::Display) {
    errors.push(at(place, message));
}

/// The messages, and the place of each.
pub(crate) fn each(errors: Error) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = Vec::new();
    for error in errors.flatten() {
        let (message, span) = (error.to_string(), error.span());
        match found.last_mut() {
            // darling has added which key it was.
            Some((_, place)) if message.starts_with(LAST) => place.last = span,
            _ => found.push((message, span.into())),
        }
    }
    found
}

/// The errors as rustc reports them.
pub(crate) fn write(errors: Error) -> TokenStream {
    let errors = each(errors).into_iter().map(|(message, place)| {
        // It takes the spans of the first and of the last token.
        syn::Error::new_spanned(place.around(quote!(_ _)), message).into_compile_error()
    });
    errors.collect()
}
