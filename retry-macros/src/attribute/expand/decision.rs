//! What an outcome means, which hooks hear of it, and whether the loop goes on.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Parts, local};
use crate::attribute::errors::Place;
use crate::attribute::function::return_type;
use crate::attribute::grammar::keys::Kind;
use crate::attribute::grammar::predicate::Predicate;

impl Parts<'_> {
    /// A hook or a predicate. One that has to be made first is made when it is called, and one that lies in a field or an
    /// argument stays there.
    pub(super) fn callable(&self, expr: &Expr) -> TokenStream {
        let tokens = self.in_scope(expr);
        let waits = match return_type::visible(expr) {
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Field(_) | Expr::Index(_) | Expr::Macro(_) => true,
            Expr::Path(path) => self.arguments.iter().any(|argument| path.path.is_ident(&argument.ident)),
            _ => false,
        };
        if !waits {
            return tokens;
        }
        let it = local("it");
        quote_spanned!(expr.span().resolved_at(Span::mixed_site())=> |#it| (#tokens)(#it))
    }

    pub(super) fn listens(&self) -> bool {
        !self.args.given(Kind::Hook).is_empty()
    }

    // Output, in the plain form:
    //     decide(&mut state, &SITE, &outcome, predicate)
    // and in the full form:
    //     decide_in_full(&mut state, &call, waited, judge(&outcome, predicate), |event| { before_retry(event, hook); … })
    pub(super) fn decide(&self, state: &Ident, outcome: &Ident) -> TokenStream {
        // Place errors about the outcome's type at the return type.
        if !self.in_full() {
            let (outcome, (predicate, expr)) = (self.returned.around(quote!(&#outcome)), self.predicate());
            return self.call("decide", quote!(&mut #state, &__RETRY_SITE, #outcome, #predicate), expr);
        }
        // Where the wait can be cancelled, the judgement is asked before the decision.
        let judgement =
            if self.args.cancel.is_some() { local("judgement").to_token_stream() } else { self.judge(outcome) };
        let (private, call, waited, watch) = (self.private(), self.call_value(), self.waited(), self.watch());
        quote!(#private::decide_in_full(&mut #state, &#call, #waited, #judgement, #watch))
    }

    /// What the outcome means, unless it is known already.
    pub(super) fn judge(&self, outcome: &Ident) -> TokenStream {
        let outcome = &self.returned.around(quote!(&#outcome));
        let known = self.known().map(|known| quote!(#known,));
        let name = |judge, judge_known| if known.is_some() { judge_known } else { judge };
        if let Some(expr) = &self.args.on_result {
            let (predicate, private) = (self.callable(expr), self.private_at(self.returned.first));
            let error = quote_spanned!(self.returned.first=> #private::Returned(#outcome).__retry_error());
            let arguments = quote!(#known #outcome, #predicate, #error);
            self.call(name("judge_value", "judge_value_known"), arguments, Some(expr))
        } else {
            let (predicate, expr) = self.predicate();
            self.call(name("judge", "judge_known"), quote!(#known #outcome, #predicate), expr)
        }
    }

    /// One closure that hears every event, and hands it to the hook for its kind.
    fn watch(&self) -> TokenStream {
        let event = local("event");
        let hooks = [
            ("before_retry", &self.args.before_retry),
            ("on_give_up", &self.args.on_give_up),
            ("on_recovered", &self.args.on_recovered),
            ("observe", &self.args.observe),
        ];
        let calls = hooks.iter().filter_map(|(name, hook)| {
            let (private, name, hook) =
                (self.private(), Ident::new(name, Span::mixed_site()), self.hook(hook.as_ref()?));
            Some(quote!(#private::#name(#event, #hook);))
        });
        let mut calls: TokenStream = calls.collect();
        calls.extend(self.heard_by_profile(&event, hooks.map(|(_, hook)| hook.is_some())));
        if calls.is_empty() { quote!(|_| ()) } else { quote!(|#event| { #calls }) }
    }

    /// A hook. A function that returns something is an error, reported at its name.
    fn hook(&self, expr: &Expr) -> TokenStream {
        if let Expr::Paren(inner) = return_type::visible(expr) {
            return self.hook(&inner.expr);
        }
        let (tokens, event, place) = (self.in_scope(expr), local("told"), Place::from(expr).mixed());
        let function = match return_type::visible(expr) {
            // Passed on as they are, so that rustc knows what the closure takes.
            Expr::Closure(_) | Expr::Block(_) => return tokens,
            Expr::Path(_) => tokens,
            _ => quote!((#tokens)),
        };
        let (private, mut called) = (self.private_at(place.first), Group::new(Delimiter::Parenthesis, quote!(#event)));
        called.set_span(place.last);
        quote_spanned!(place.first=> |#event| #private::hooked(#function #called))
    }

    /// A call with the span of its predicate: rustc reports there what is wrong with the predicate's answer.
    pub(super) fn call(&self, function: &str, arguments: TokenStream, predicate: Option<&Expr>) -> TokenStream {
        let place = predicate.map_or(self.returned, |expr| Place::from(expr).mixed());
        let (private, function) = (self.private_at(place.first), Ident::new(function, place.last));
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(place.last);
        quote_spanned!(place.first=> #private::#function #arguments)
    }

    /// Which failures are retried, and the expression that says so.
    pub(super) fn predicate(&self) -> (TokenStream, Option<&Expr>) {
        match &self.args.on {
            None if self.args.with.is_some() => (self.judged_by_profile().unwrap_or_default(), self.args.with.as_ref()),
            None => {
                // Use the return type's span: rustc reports there that the failure has no verdict.
                let (private, judge) = (self.private_at(self.returned.first), Ident::new("judge", self.returned.last));
                (quote_spanned!(self.returned.first=> #private::Judged::#judge), None)
            }
            Some(Predicate::Any) => (quote!(|_| true), None),
            Some(Predicate::Call(expr)) => (self.callable(expr), Some(expr)),
            Some(Predicate::Pattern(pattern)) => {
                let guard = pattern.guard.as_ref().map(|guard| self.in_scope(guard));
                (pattern.to_closure(guard.as_ref()), None)
            }
        }
    }
}
