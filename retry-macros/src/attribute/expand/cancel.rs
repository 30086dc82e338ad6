//! An attempt, the decision and the wait, where `cancel` can end the wait.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Parts, local};
use crate::attribute::function::return_type;

impl Parts<'_> {
    // Output:
    //     ATTEMPT                                      let mut known = Known::Nothing; where nothing cuts it short
    //     loop {                                       a second time where the wait is cancelled: then the decision is the end
    //         let judgement = judge_known(known, &outcome, predicate);
    //         let is_cancelled = judgement.is_open(known) && is_ready(cancel.as_mut());
    //         let at_cancel = judgement.cancelled();
    //         let Some(wait) = decide_in_full(…) else { return outcome };
    //         if PAUSE { wait.over(); break; }
    //         drop(wait);                              its token goes back
    //         state.takes_back();
    //         known = at_cancel;
    //     }
    /// An attempt, the decision and the wait, where the wait can be cancelled. The failure lives through the wait, so it is in the
    /// future.
    pub(super) fn turn_with_cancel(&self, cancel: &Expr, attempt: &TokenStream, decide: &TokenStream) -> TokenStream {
        let private = self.private();
        let [state, wait, outcome, known] = ["state", "wait", "outcome", "known"].map(local);
        let [judgement, is_cancelled, at_cancel] = ["judgement", "is_cancelled", "at_cancel"].map(local);
        let at_first = if self.is_cut_short() { known.to_token_stream() } else { quote!(#private::Known::Nothing) };
        let (judge, asks) = (self.judge(&outcome), self.is_cancelled(cancel));
        let (pause, waited, spend) = (self.pause(&wait), self.add_wait(&wait), self.spend(&wait));
        // A wait on the thread comes to its end, whoever cancels the call.
        let (at_once, waited) = if self.is_blocking { (waited, None) } else { (None, waited) };
        let pause = self.pause_unless_cancelled(cancel, &quote!(#pause #at_once));
        let keep_failure = self.keep_failure(&outcome);
        quote! {
            #attempt
            #[allow(unreachable_code)]
            let mut #known = #at_first;
            loop {
                let #judgement = #judge;
                let #is_cancelled = #private::Judgement::is_open(&#judgement, #known) && #asks;
                let #at_cancel = #private::Judgement::cancelled(&#judgement);
                #decide
                if #pause {
                    #waited
                    #spend
                    break;
                }
                ::core::mem::drop(#wait);
                #private::CallState::takes_back(&mut #state);
                #known = #at_cancel;
            }
            #keep_failure
        }
    }

    /// Whether the call is cancelled, asked between two attempts.
    fn is_cancelled(&self, cancel: &Expr) -> TokenStream {
        if !self.is_blocking {
            let (private, name) = (self.private(), local("cancel"));
            return quote!(#private::is_ready(::core::pin::Pin::as_mut(&mut #name)));
        }
        let (tokens, at) = (self.in_scope(cancel), cancel.span().resolved_at(Span::mixed_site()));
        let called = quote_spanned!(at=> || (#tokens)());
        let function = match return_type::visible(cancel) {
            // What an argument or a field holds stays there, and is called there.
            Expr::Path(path) if self.arguments.iter().any(|argument| path.path.is_ident(&argument.ident)) => called,
            Expr::Field(_) | Expr::Index(_) => called,
            Expr::Closure(_) | Expr::Path(_) | Expr::Block(_) => tokens,
            _ => quote_spanned!(at=> &(#tokens)),
        };
        self.call("asked", function, Some(cancel))
    }

    // Output, async:
    //     { let over = pin!(async { PAUSE }); let cancelled = First::new(cancel.as_mut(), over).await; cancelled.is_none() }
    // blocking:
    //     { PAUSE !asked(EXPR) }
    /// Waits, and tells whether the wait came to its end.
    fn pause_unless_cancelled(&self, cancel: &Expr, pause: &TokenStream) -> TokenStream {
        if self.is_blocking {
            let is_cancelled = self.is_cancelled(cancel);
            return quote!({ #pause !#is_cancelled });
        }
        let (private, [name, over, cancelled]) = (self.private(), ["cancel", "over", "cancelled"].map(local));
        quote!({
            let #over = ::core::pin::pin!(async { #pause });
            let #cancelled = #private::First::new(::core::pin::Pin::as_mut(&mut #name), #over).await;
            ::core::option::Option::is_none(&#cancelled)
        })
    }
}
