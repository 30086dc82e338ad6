//! What the loop returns: the last outcome, or what `fallback` makes of the last failure.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

use super::Parts;
use crate::attribute::errors::Place;
use crate::attribute::function::return_type;
use crate::attribute::grammar::expression::is_async;

impl Parts<'_> {
    // Output, with a fallback:
    //     fall_back(outcome, call.end(&state, waited), |error, end| …)
    pub(super) fn ended(&self, state: &Ident, outcome: &Ident) -> TokenStream {
        let Some(fallback) = &self.args.fallback else { return outcome.to_token_stream() };
        let (call, waited, private) = (self.call_value(), self.waited(), self.private());
        let end = quote!(#private::Call::end(&#call, &#state, #waited));
        let (function, how) = self.fallback(fallback);
        let of = if self.args.on_result.is_some() { "_value" } else { "" };
        // Everything that can be wrong here is an error at the fallback.
        let place = Place::from(fallback).mixed();
        let (private, name) = (self.private_at(place.first), Ident::new(&format!("fall_back{of}{how}"), place.last));
        let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#outcome, #end, #function));
        arguments.set_span(place.last);
        let awaited = (how == ASYNC).then(|| quote!(.await));
        quote_spanned!(place.first=> #private::#name #arguments #awaited)
    }

    /// The fallback, and which function of the runtime calls it. A closure stays as it is, so that rustc knows what it takes.
    fn fallback(&self, expr: &Expr) -> (TokenStream, &'static str) {
        let tokens = self.in_scope(expr);
        let function = match return_type::visible(expr) {
            Expr::Paren(inner) => return self.fallback(&inner.expr),
            Expr::Closure(_) | Expr::Block(_) => return (tokens, if is_async(expr) { ASYNC } else { "" }),
            Expr::Path(_) => tokens,
            _ => quote!((#tokens)),
        };
        let place = Place::from(expr).mixed();
        let [error, end] = ["error", "end"].map(|name| Ident::new(&format!("__retry_{name}"), place.first));
        let mut called = Group::new(Delimiter::Parenthesis, quote!(#error, #end));
        called.set_span(place.last);
        (quote_spanned!(place.first=> |#error, #end| #function #called), "_by")
    }
}

const ASYNC: &str = "_async";
