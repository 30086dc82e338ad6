//! What the loop returns: the last outcome, or what `fallback` makes of the last failure.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

use super::{Parts, local};
use crate::attribute::errors::Place;
use crate::attribute::function::return_type;
use crate::attribute::grammar::expression::is_async;
use crate::attribute::grammar::words::Binding;
use crate::attribute::tokens::uses;

impl Parts<'_> {
    // Output:
    //     return outcome
    // with a fallback:
    //     return fall_back(outcome, call.end(&state, waited), |error, end| …)
    // and with one that waits, which stands behind the loop:
    //     break 'retry (gave_up(outcome, call.end(&state, waited)), attempt)
    /// Leaves the loop.
    pub(super) fn leave(&self, state: &Ident, outcome: &Ident) -> TokenStream {
        let Some(fallback) = &self.args.fallback else { return quote!(return #outcome) };
        let (call, waited, private) = (self.call_value(), self.waited(), self.private());
        let end = quote!(#private::Call::end(&#call, &#state, #waited));
        let of = if self.args.on_result.is_some() { "_value" } else { "" };
        if self.falls_back_in_time() {
            let split = self.at_fallback(fallback, &format!("gave_up{of}"), quote!(#outcome, #end));
            let attempt = self.attempt_of_the_fallback(fallback);
            return quote!(break '__retry (#split, (#attempt)));
        }
        let (function, how) = self.fallback(fallback);
        let value = self.at_fallback(fallback, &format!("fall_back{of}{how}"), quote!(#outcome, #end, #function));
        quote!(return #value)
    }

    // Output:
    //     let (gave_up, attempt) = {
    //         let ended = LOOP;
    //         match ended.0 {
    //             Ok(gave_up) => (gave_up, ended.1),
    //             Err(outcome) => return outcome,
    //         }
    //     };
    //     fall_back_async(gave_up, async |error, end| …).await
    /// The loop, and a fallback that waits. Behind the loop, since everything in it that was borrowed once lies in the future until its
    /// scope ends, also what was moved: <https://github.com/rust-lang/rust/issues/62952>. Here that is the failure only.
    pub(super) fn and_fallback(&self, retries: &TokenStream) -> TokenStream {
        let Some(fallback) = self.args.fallback.as_ref().filter(|_| self.falls_back_in_time()) else {
            return retries.clone();
        };
        let [ended, gave_up, outcome] = ["ended", "gave_up", "outcome"].map(local);
        let waits = self.at_fallback(fallback, "fall_back_async", {
            let (function, _) = self.fallback(fallback);
            quote!(#gave_up, #function)
        });
        let binding = self.attempt_of_the_fallback(fallback).map_or_else(|| quote!(_), ToTokens::to_token_stream);
        quote! {
            let (#gave_up, #binding) = {
                let #ended = '__retry: #retries;
                match #ended.0 {
                    ::core::result::Result::Ok(#gave_up) => (#gave_up, #ended.1),
                    ::core::result::Result::Err(#outcome) => return #outcome,
                }
            };
            #waits.await
        }
    }

    /// `attempt = IDENT`, if the fallback speaks of it.
    fn attempt_of_the_fallback(&self, fallback: &Expr) -> Option<&Ident> {
        let Binding(name) = self.args.attempt.as_ref()?;
        uses(&fallback.to_token_stream(), &name.to_string()).then_some(name)
    }

    fn falls_back_in_time(&self) -> bool {
        self.args.fallback.as_ref().is_some_and(is_async)
    }

    /// A call of the runtime. Everything that can be wrong in it is an error at the fallback.
    fn at_fallback(&self, fallback: &Expr, function: &str, arguments: TokenStream) -> TokenStream {
        let place = Place::from(fallback).mixed();
        let (private, function) = (self.private_at(place.first), Ident::new(function, place.last));
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(place.last);
        quote_spanned!(place.first=> #private::#function #arguments)
    }

    /// The fallback, and which function of the runtime calls it. A closure stays as it is, so that rustc knows what it takes.
    fn fallback(&self, expr: &Expr) -> (TokenStream, &'static str) {
        let tokens = self.in_scope(expr);
        let function = match return_type::visible(expr) {
            Expr::Paren(inner) => return self.fallback(&inner.expr),
            Expr::Closure(_) | Expr::Block(_) => return (tokens, ""),
            Expr::Path(_) => tokens,
            _ => {
                let mut function = Group::new(Delimiter::Parenthesis, tokens);
                function.set_span(Place::from(expr).mixed().last);
                function.to_token_stream()
            }
        };
        let place = Place::from(expr).mixed();
        let [error, end] = ["error", "end"].map(|name| Ident::new(&format!("__retry_{name}"), place.first));
        let mut called = Group::new(Delimiter::Parenthesis, quote!(#error, #end));
        called.set_span(place.last);
        (quote_spanned!(place.first=> |#error, #end| #function #called), "_by")
    }
}
