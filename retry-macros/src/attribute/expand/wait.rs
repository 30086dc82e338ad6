//! The wait before another attempt.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Parts, local};
use crate::attribute::function::return_type;

impl Parts<'_> {
    /// The wait. A wait of nothing yields to the executor: a body that is always ready would else hold it, and
    /// no time-out around the call could act.
    pub(super) fn pause(&self, wait: &Ident) -> TokenStream {
        let private = self.private();
        let delay = self.delay(wait);
        match &self.args.sleep {
            Some(sleep) => {
                let (at, call) = (sleep.span().resolved_at(Span::mixed_site()), self.sleeper(sleep, &delay));
                let private_there = self.private_at(at);
                if self.is_blocking {
                    quote_spanned!(at=> #private_there::slept(#call);)
                } else {
                    let waited = quote_spanned!(at=> #private_there::waited(#call.await););
                    quote!(#waited if #private::is_zero(#delay) { #private::yield_now().await; })
                }
            }
            None if self.is_blocking => quote!(#private::sleep_blocking(#delay);),
            None => quote! {
                if #private::is_zero(#delay) { #private::yield_now().await; } else { #private::sleep(#delay).await; }
            },
        }
    }

    fn delay(&self, wait: &Ident) -> TokenStream {
        let private = self.private();
        if self.in_full() { quote!(#private::Wait::delay(&#wait)) } else { wait.to_token_stream() }
    }

    /// What follows the wait, before the retry.
    pub(super) fn over(&self, wait: &Ident) -> TokenStream {
        let (private, delay) = (self.private(), self.delay(wait));
        let waited = self.tells_the_time().then(|| {
            let waited = local("waited");
            quote!(#private::TotalWait::more(&mut #waited, #delay);)
        });
        let over = self.in_full().then(|| quote!(#private::Wait::over(#wait);));
        quote!(#waited #over)
    }

    /// The call of the sleeper. A closure is passed to a function, so that rustc knows what it takes; any other expression stays where
    /// it is.
    pub(super) fn sleeper(&self, sleep: &Expr, delay: &TokenStream) -> TokenStream {
        if let Expr::Paren(inner) = return_type::visible(sleep) {
            return self.sleeper(&inner.expr, delay);
        }
        let (span, tokens) = (sleep.span(), self.in_scope(sleep));
        let mixed = span.resolved_at(Span::mixed_site());
        match return_type::visible(sleep) {
            Expr::Closure(_) | Expr::Block(_) => {
                let private = self.private_at(mixed);
                quote_spanned!(mixed=> #private::sleep_by(#tokens, #delay))
            }
            other => {
                let function = if matches!(other, Expr::Path(_)) { tokens } else { quote_spanned!(mixed=> (#tokens)) };
                let mut arguments = Group::new(Delimiter::Parenthesis, delay.clone());
                arguments.set_span(span);
                quote!(#function #arguments)
            }
        }
    }
}
