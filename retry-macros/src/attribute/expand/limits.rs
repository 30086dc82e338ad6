//! What ends an attempt or a call early: `attempt_timeout`, `deadline`, `cancel`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

use super::{Parts, local, optional};
use crate::attribute::grammar::expression;
use crate::attribute::grammar::limit::{Limit, zero};
use crate::attribute::policy::tokens::is_generic;

impl Parts<'_> {
    /// Whether an attempt can be cut short.
    pub(super) fn is_cut_short(&self) -> bool {
        self.args.attempt_timeout.is_some() || self.args.deadline.is_some()
    }

    /// Whether the call itself can end between two attempts, whatever the policy says.
    pub(super) fn ends_early(&self) -> bool {
        self.args.deadline.is_some() || self.args.cancel.is_some()
    }

    // Output, as far as the keys are given:
    //     let mut state = begin(…);
    //     let timeout = Some(EXPR);
    //     let deadline = deadline(EXPR, &state);
    //     let mut before = Before::nothing();                               the last failure, which the deadline returns
    //     let timeout = agreed(…, timeout, …);                   where a limit is computed: see `computed_limits_agree`
    //     let mut cancel = pin!(cancels(EXPR).__retry_future());
    /// What a call begins with.
    pub(super) fn begin_limits(&self, state: &Ident) -> TokenStream {
        let timeout = self.args.attempt_timeout.as_ref().filter(|timeout| self.has_variable(timeout)).map(|timeout| {
            let (name, value) = (local("timeout"), optional(Some(self.limit("attempt_timeout", timeout))));
            let value = if let Limit::OfPolicy = timeout { self.time_out_of_policy() } else { value };
            quote!(let #name = #value;)
        });
        let nothing = self.nothing_before();
        let deadline = self.args.deadline.as_ref().map(|deadline| {
            let (name, before) = (local("deadline"), local("before"));
            // Where errors about its type stand.
            let place = deadline.place().mixed();
            let value = match deadline.expr() {
                // A duration, or a point in time.
                Some(expr) if deadline.constant().is_none() => self.in_scope(expression::inside(expr)),
                _ => self.limit("deadline", deadline),
            };
            let (private, function) = (self.private_at(place.first), Ident::new("deadline", place.last));
            let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#value, &#state));
            arguments.set_span(place.last);
            quote! {
                let #name = #private::#function #arguments;
                let mut #before = #nothing;
            }
        });
        let cancel = self.args.cancel.as_ref().filter(|_| !self.is_blocking).map(|cancel| {
            let name = local("cancel");
            // What is no future is an error at the expression.
            let future = self.call("cancels", self.in_scope(cancel), Some(cancel));
            quote! {
                let mut #name = ::core::pin::pin!(#future.__retry_future());
            }
        });
        let agree = self.computed_limits_agree(state);
        quote!(#timeout #deadline #agree #cancel)
    }

    // Output, for a constant:
    //     { const LIMIT: Duration = EXPR; const _: () = assert!(!LIMIT.is_zero()); LIMIT }
    // and for one that may name a generic parameter, which items do not see:
    //     const { let limit: Duration = EXPR; assert!(!limit.is_zero()); limit }
    /// A duration that limits the time.
    fn limit(&self, key: &str, limit: &Limit) -> TokenStream {
        let Limit::Given(duration) = limit else { return TokenStream::new() };
        // In the same words wherever it stands, so that a wrong type is told once.
        let value = duration.to_value();
        let Some(expr) = limit.constant() else { return self.renamed(value) };
        let place = limit.place().mixed();
        let message = zero(key);
        // The panic is where rustc says that the evaluation failed.
        let mut said = Group::new(Delimiter::Parenthesis, quote!(#message));
        said.set_span(place.last);
        let (generic, name) = (is_generic(expr, &self.generics), Ident::new("__RETRY_LIMIT", place.first));
        let name = if generic { local("limit") } else { name };
        let check = quote_spanned!(place.first=> if ::core::time::Duration::is_zero(&#name) { ::core::panic! #said });
        if generic {
            return quote!(const { let #name: ::core::time::Duration = #value; #check #name });
        }
        quote!({ const #name: ::core::time::Duration = #value; const _: () = #check; #name })
    }

    // Output:
    //     let (limit, time) = limit(Some(timeout), Some(deadline), &state);
    //     let (outcome, known) = {
    //         let attempt = pin!(async { BODY });                a variable each, so that the future holds each once
    //         let timer = pin!(sleep(time));
    //         let ended = First::new(attempt, timer).await;      or what `on_a_sleeper` makes
    //         in_time(ended, limit, &state, &mut before)
    //     };
    /// The statement that makes an attempt which can be cut short.
    pub(super) fn in_time(&self, block: &Group) -> TokenStream {
        let private = self.private();
        let [state, outcome, known, limit, time] = ["state", "outcome", "known", "limit", "time"].map(local);
        let [attempt, ended] = ["attempt", "ended"].map(local);
        let timeout = match &self.args.attempt_timeout {
            None => optional(None),
            Some(timeout) if self.has_variable(timeout) => local("timeout").to_token_stream(),
            Some(Limit::Given(duration)) => optional(Some(duration.to_value())),
            Some(Limit::OfPolicy) => self.time_out_of_policy(),
        };
        let given = self.args.deadline.as_ref();
        let [deadline, before] = ["deadline", "before"].map(|name| given.map(|_| local(name).to_token_stream()));
        let (deadline, before) = (optional(deadline), before.unwrap_or_else(|| self.nothing_before()));
        let end = self.args.sleep.as_ref().map_or_else(|| self.on_tokios_timer(), |sleep| self.on_a_sleeper(sleep));
        let in_time = if self.args.on_result.is_some() { "in_time_value" } else { "in_time" };
        // Errors about a failure that cannot be made stand at the return type.
        let place = self.returned;
        let (private_there, function) = (self.private_at(place.first), Ident::new(in_time, place.last));
        let in_time = quote_spanned!(place.first=> #private_there::#function);
        // The body's span, so that "value moved in previous iteration of loop" points into the body.
        let attempt_of = quote_spanned!(block.span()=> async #block);
        quote! {
            let (#limit, #time) = #private::limit(#timeout, #deadline, &#state);
            let (#outcome, #known) = {
                let #attempt = ::core::pin::pin!(#attempt_of);
                #end
                #in_time(#ended, #limit, &#state, &mut #before)
            };
        }
    }

    /// Whether the time-out is found out when the call begins.
    fn has_variable(&self, timeout: &Limit) -> bool {
        timeout.expr().is_some() || self.computes_limits()
    }

    fn time_out_of_policy(&self) -> TokenStream {
        let (runtime, policy) = (&self.runtime, self.policy_value());
        quote!(#runtime::Policy::get_attempt_timeout(#policy))
    }

    fn on_tokios_timer(&self) -> TokenStream {
        let (private, [attempt, time, timer, ended]) =
            (self.private(), ["attempt", "time", "timer", "ended"].map(local));
        quote! {
            let #timer = ::core::pin::pin!(#private::sleep(#time));
            let #ended = #private::First::new(#attempt, #timer).await;
        }
    }

    // Output:
    //     let alarm = Alarm::after(time);
    //     let mut attempt = attempt;
    //     let ended = loop {
    //         let Some(time) = alarm.next() else { break Some(attempt.await) };
    //         let timer = pin!(SLEEPER(time));
    //         let ended = First::new(attempt.as_mut(), timer).await;
    //         if ended.is_some() || alarm.is_over() { break ended; }
    //         yield_now().await;
    //     };
    /// A sleeper of the user's may return early, and only the clock says when the time has come. A loop of the function's own and no
    /// `async` block: that would hold a reference to all that the sleeper uses, which would then have to be `Sync`.
    fn on_a_sleeper(&self, sleep: &Expr) -> TokenStream {
        let private = self.private();
        let [attempt, time, timer, ended, alarm] = ["attempt", "time", "timer", "ended", "alarm"].map(local);
        let sleeper = self.sleeper(sleep, &time.to_token_stream());
        quote! {
            let #alarm = #private::Alarm::after(#time);
            let mut #attempt = #attempt;
            let #ended = loop {
                let ::core::option::Option::Some(#time) = #private::Alarm::next(#alarm) else {
                    break ::core::option::Option::Some(#attempt.await);
                };
                let #timer = ::core::pin::pin!(#sleeper);
                let #ended = #private::First::new(::core::pin::Pin::as_mut(&mut #attempt), #timer).await;
                if ::core::option::Option::is_some(&#ended) || #private::Alarm::is_over(#alarm) {
                    break #ended;
                }
                #private::yield_now().await;
            };
        }
    }

    /// No failure before this one. With `on_result` a refused value may be no failure, and all of it is kept.
    fn nothing_before(&self) -> TokenStream {
        let private = self.private();
        if self.args.on_result.is_some() { optional(None) } else { quote!(#private::Before::nothing()) }
    }

    /// What is known of an attempt before it is judged.
    pub(super) fn known(&self) -> Option<TokenStream> {
        (self.is_cut_short() || self.args.cancel.is_some()).then(|| local("known").to_token_stream())
    }

    /// The failure is kept for the deadline, which may come in the next attempt.
    pub(super) fn keep_failure(&self, outcome: &Ident) -> TokenStream {
        let before = local("before");
        let private = self.private();
        let keep = self.args.deadline.as_ref().map(|_| {
            if self.args.on_result.is_some() {
                quote!(#before = ::core::option::Option::Some(#outcome);)
            } else {
                quote!(#private::Before::keep(&mut #before, #outcome);)
            }
        });
        keep.to_token_stream()
    }
}
