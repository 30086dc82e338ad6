//! What an outcome means, who is told of it, and whether the loop goes on.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::{Parts, local};
use crate::attribute::errors::Place;
use crate::attribute::function::return_type;
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

    /// Whether a wait is more than a delay.
    pub(super) fn carries_permit(&self) -> bool {
        self.listens() || self.args.budget.is_some() || self.args.on_result.is_some()
    }

    pub(super) fn listens(&self) -> bool {
        !self.args.given(&["before_retry", "on_give_up", "on_recovered"]).is_empty()
    }

    pub(super) fn decide(&self, progress: &Ident, site: &TokenStream, outcome: &Ident) -> TokenStream {
        // Where the return type stands: that is what an outcome of the wrong type is told of.
        let outcome = &self.returned.around(quote!(&#outcome));
        let judged = quote!(&mut #progress, &#site, #outcome);
        if let Some(expr) = &self.args.on_result {
            let (predicate, private) = (self.callable(expr), self.private_at(self.returned.first));
            let error = quote_spanned!(self.returned.first=> #private::Returned(#outcome).__retry_error());
            let hooks = self.hooks();
            return self.call("decide_on_result", quote!(#judged, #predicate, #error, #hooks), Some(expr));
        }
        let (predicate, expr) = self.predicate();
        if self.listens() || self.args.budget.is_some() {
            let hooks = self.hooks();
            self.call("decide_observed", quote!(#judged, #predicate, #hooks), expr)
        } else {
            self.call("decide", quote!(#judged, #predicate), expr)
        }
    }

    /// The hooks, in the order in which they are passed. What a function returns is looked at where the function stands, so that
    /// an error about it does.
    pub(super) fn hooks(&self) -> TokenStream {
        let hooks = [&self.args.before_retry, &self.args.on_give_up, &self.args.on_recovered].map(|hook| {
            let Some(expr) = hook else { return quote!(|_| {}) };
            let (tokens, event, place) = (self.in_scope(expr), local("event"), Place::from(expr).mixed());
            let function = match return_type::visible(expr) {
                Expr::Closure(_) => return tokens,
                Expr::Path(_) => tokens,
                _ => quote!((#tokens)),
            };
            let (private, mut called) =
                (self.private_at(place.first), Group::new(Delimiter::Parenthesis, quote!(#event)));
            called.set_span(place.last);
            quote_spanned!(place.first=> |#event| #private::hooked(#function #called))
        });
        quote!(#(#hooks),*)
    }

    /// A call that stands where its predicate stands: an error about what that returns points there.
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
            None => {
                // Where the return type stands: that is what a failure without a verdict is told of.
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
