//! What the function's calls share and begin with: the site, the policy, the budget.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::renewal::Renewal;
use super::{Parts, local};
use crate::attribute::grammar::expression;
use crate::attribute::grammar::words::Budget;
use crate::attribute::policy::tokens::Evaluation;

impl Parts<'_> {
    /// Whether the decision takes its full form: somebody listens, something is lent, or the policy is not the site's own.
    pub(super) fn in_full(&self) -> bool {
        self.listens()
            || self.args.budget.is_some()
            || self.args.on_result.is_some()
            || self.args.computed_name().is_some()
            || self.policy.evaluation != Evaluation::Static
    }

    // Output, in the plain form:
    //     static SITE: Site = Site { name: …, file: …, line: …, policy: …, clock: … };
    // and in the full form also:
    //     let name = name(&…);
    //     let policy = &…;
    //     let call = Site::call(&SITE, policy, budget);
    pub(super) fn setup(&self) -> TokenStream {
        let site = self.site();
        if !self.in_full() {
            return site;
        }
        let (private, call) = (self.private(), local("call"));
        let name_of_the_call = self.name_of_the_call();
        let (policy_of_the_call, policy) = self.policy_of_the_call();
        let (budget_of_the_call, lent) = self.lent();
        let named = self.computed_name().map(|name| quote!(let #call = #private::Call::named(#call, #name);));
        quote! {
            #site
            #name_of_the_call
            #policy_of_the_call
            #budget_of_the_call
            let #call = #private::Site::call(&__RETRY_SITE, #policy, #lent);
            #named
        }
    }

    /// The variable that holds a name that is computed.
    fn computed_name(&self) -> Option<Ident> {
        self.args.computed_name().map(|expr| Ident::new("__retry_name", expression::code(expr).0))
    }

    /// What makes it. In two steps, so that a `String` lives as long as the call.
    fn name_of_the_call(&self) -> Option<TokenStream> {
        let (span, tokens) = expression::code(self.args.computed_name()?);
        let (tokens, private) = (self.renamed(tokens), self.private_at(span));
        let (named, name) = (Ident::new("__retry_named", span), self.computed_name());
        Some(quote_spanned!(span=> let #named = &(#tokens); let #name = #private::name(#named);))
    }

    /// One static, and in it a literal: that is the least rustc has to check and to evaluate.
    fn site(&self) -> TokenStream {
        let (private, name, clock) = (self.private(), &self.name, self.clock());
        let checks = self.policy.checks(&self.runtime);
        let policy = if self.policy.evaluation == Evaluation::Static {
            self.policy.value()
        } else {
            quote!(#private::OF_EACH_CALL)
        };
        let site = quote!(#private::Site {
            name: #name, file: ::core::file!(), line: ::core::line!(), policy: #policy, clock: #clock
        });
        let site = if checks.is_empty() { site } else { quote!({ #checks #site }) };
        quote!(static __RETRY_SITE: #private::Site = #site;)
    }

    /// The policy of a call: what makes it, and a reference to it.
    fn policy_of_the_call(&self) -> (TokenStream, TokenStream) {
        let (runtime, private, policy) = (&self.runtime, self.private(), local("policy"));
        let name = self.computed_name().map_or_else(|| self.name.clone(), ToTokens::into_token_stream);
        let value = match self.policy.evaluation {
            Evaluation::Static => return (TokenStream::new(), quote!(&__RETRY_SITE.policy)),
            Evaluation::Generic => {
                let checked = self.policy.checked(runtime);
                quote!(const { #checked })
            }
            Evaluation::Call if self.policy.is_unchanged() => self.renamed(self.policy.value()),
            Evaluation::Call if self.policy.may_be_endless() => {
                let (own, given) = (self.renamed(self.policy.start().clone()), local("own"));
                let value = self.renamed(self.policy.value_of(&given));
                quote!({
                    static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                    let #given = #own;
                    #private::overridden(#name, #private::ending(#name, #given, #value, &__RETRY_REPORTED), &__RETRY_REPORTED)
                })
            }
            Evaluation::Call => {
                let value = self.renamed(self.policy.value());
                quote!({
                    static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                    #private::overridden(#name, #value, &__RETRY_REPORTED)
                })
            }
        };
        let checks = self.policy.generic_checks(runtime);
        // A copy: the call borrows nothing from where the policy lies.
        (quote!(#checks let #policy = &#value;), policy.to_token_stream())
    }

    /// What a call borrows: what makes it, and its value.
    fn lent(&self) -> (TokenStream, TokenStream) {
        let (runtime, private) = (&self.runtime, self.private());
        match &self.args.budget {
            None => (TokenStream::new(), quote!(())),
            Some(Budget::Own) => (
                quote!(static __RETRY_BUDGET: #runtime::Budget = #runtime::Budget::new();),
                quote!(#private::own_budget(&__RETRY_BUDGET)),
            ),
            Some(Budget::Shared(expr)) => {
                // Place errors about a value that is no budget at the expression.
                let span = expr.span().resolved_at(Span::mixed_site());
                let (tokens, private) = (self.in_scope(expr), self.private_at(span));
                let [given, budget] = ["__retry_given", "__retry_budget"].map(|name| Ident::new(name, span));
                // In two steps, so that a temporary value lives as long as the call.
                let setup = quote_spanned! {span=>
                    let #given = &(#tokens);
                    let #budget = #private::budget(#given);
                };
                (setup, budget.to_token_stream())
            }
        }
    }

    /// What knows the call's policy and clock: the call in the full form, else the site; and its type.
    fn known_by(&self) -> (TokenStream, TokenStream) {
        let (private, call) = (self.private(), local("call"));
        if self.in_full() {
            (quote!(#private::Call), quote!(&#call))
        } else {
            (quote!(#private::Site), quote!(&__RETRY_SITE))
        }
    }

    /// The state at the start. The clock is read only where something asks for the time.
    pub(super) fn begin(&self) -> TokenStream {
        let listens = self.listens() || self.args.attempt.is_some();
        let constant = self.policy.evaluation == Evaluation::Static && self.args.policy.is_none();
        let timed = self.args.max_elapsed.is_some() || self.args.internal.is_some() || self.args.external.is_some();
        let private = self.private();
        if constant && !timed && !listens {
            return quote!(#private::begin());
        }
        let (ty, knower) = self.known_by();
        quote!(#ty::begin(#knower, #listens))
    }

    /// The clock that the waits follow.
    fn clock(&self) -> TokenStream {
        let private = self.private();
        let clock = format_ident!("{}", if self.is_blocking { "Blocking" } else { "Awaiting" });
        quote!(#private::Clock::#clock)
    }

    /// What the loop finds out before an attempt.
    pub(super) fn prepare(&self, state: &Ident) -> TokenStream {
        let (ty, knower) = self.known_by();
        let attempt = self.args.attempt.as_ref().map(|_| {
            let attempt = local("attempt");
            quote!(let #attempt = #ty::attempt(#knower, &#state);)
        });
        let last = self.renewed.iter().any(|renewed| renewed.renewal == Renewal::Kept).then(|| {
            let last = local("last");
            quote!(let #last = #ty::is_last(#knower, &#state);)
        });
        quote!(#attempt #last)
    }
}
