//! The wait before another attempt.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::Parts;
use crate::attribute::function::return_type;

impl Parts<'_> {
    /// The wait, and what follows it. A wait of nothing yields to the executor: a body that is always ready would else hold it, and
    /// no time-out around the call could act.
    pub(super) fn pause(&self, wait: &Ident) -> TokenStream {
        let private = self.private();
        let (delay, over) = if self.in_full() {
            (quote!(#private::Wait::delay(&#wait)), quote!(#private::Wait::over(#wait);))
        } else {
            (quote!(#wait), TokenStream::new())
        };
        let pause = match &self.args.sleep {
            Some(sleep) => {
                let is_path = matches!(return_type::visible(sleep), Expr::Path(_));
                let at = sleep.span();
                let sleep = self.in_scope(sleep);
                let sleep = if is_path { sleep } else { quote_spanned!(at.resolved_at(Span::mixed_site())=> (#sleep)) };
                let mut arguments = Group::new(Delimiter::Parenthesis, delay.clone());
                arguments.set_span(at);
                if self.is_blocking {
                    let runtime = self.runtime_at(at.resolved_at(Span::mixed_site()));
                    quote_spanned!(at.resolved_at(Span::mixed_site())=> #runtime::__private::slept(#sleep #arguments);)
                } else {
                    let awaits = quote_spanned!(at=> .await);
                    quote! {
                        #sleep #arguments #awaits;
                        if #private::is_zero(#delay) { #private::yield_now().await; }
                    }
                }
            }
            None if self.is_blocking => quote!(#private::sleep_blocking(#delay);),
            None => quote! {
                if #private::is_zero(#delay) { #private::yield_now().await; } else { #private::sleep(#delay).await; }
            },
        };
        quote!(#pause #over)
    }
}
