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

    // Output:
    //     let (delay, permit) = wait.parts();                    the delay does not lie in the future during the wait
    //     waited.more(delay);
    //     {
    //         let sleep = pin!(asleep(delay, sleep));
    //         Pause::new(sleep).await;
    //     }
    //     permit.spend();
    /// The wait of an async function that holds something meanwhile, and what follows it.
    pub(super) fn pause_in_full(&self, wait: &Ident) -> Option<TokenStream> {
        if self.is_blocking || !self.in_full() || self.args.sleep.is_some() || self.args.cancel.is_some() {
            return None;
        }
        let (private, [delay, permit, sleep]) = (self.private(), ["delay", "permit", "sleep"].map(local));
        let waited = self.tells_the_time().then(|| {
            let waited = local("waited");
            quote!(#private::TotalWait::more(&mut #waited, #delay);)
        });
        Some(quote! {
            let (#delay, #permit) = #private::Wait::parts(#wait);
            #waited
            {
                let #sleep = ::core::pin::pin!(#private::asleep(#delay, #private::sleep));
                #private::Pause::new(#sleep).await;
            }
            #private::Spend::spend(#permit);
        })
    }

    fn delay(&self, wait: &Ident) -> TokenStream {
        let private = self.private();
        if self.in_full() { quote!(#private::Wait::delay(&#wait)) } else { wait.to_token_stream() }
    }

    /// What follows the wait, before the retry.
    pub(super) fn over(&self, wait: &Ident) -> TokenStream {
        let (waited, spend) = (self.add_wait(wait), self.spend(wait));
        quote!(#waited #spend)
    }

    /// The wait is one of those that are over.
    pub(super) fn add_wait(&self, wait: &Ident) -> Option<TokenStream> {
        let (private, delay, waited) = (self.private(), self.delay(wait), local("waited"));
        self.tells_the_time().then(|| quote!(#private::TotalWait::more(&mut #waited, #delay);))
    }

    /// The retry starts, and what it costs is spent.
    pub(super) fn spend(&self, wait: &Ident) -> Option<TokenStream> {
        let private = self.private();
        self.in_full().then(|| quote!(#private::Wait::over(#wait);))
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
