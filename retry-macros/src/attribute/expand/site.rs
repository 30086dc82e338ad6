//! What the function's calls share and begin with: the site, the policy, the budget.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::renewal::Renewal;
use super::{Parts, local};
use crate::attribute::grammar::args::Budget;
use crate::attribute::policy::tokens::Evaluation;

impl Parts<'_> {
    /// The site: a static where it is constant, and locals where it is not.
    pub(super) fn setup(&self) -> (TokenStream, TokenStream) {
        let (runtime, name) = (&self.runtime, &self.name);
        let value = self.policy.value();
        let (site, policy, budget) = (local("site"), local("policy"), local("budget"));
        let private = quote!(#runtime::__private);
        let clock = self.clock();
        let own_budget = quote!(::core::option::Option::Some({
            static __RETRY_BUDGET: #runtime::Budget = #runtime::Budget::new();
            #private::own_budget(&__RETRY_BUDGET)
        }));
        let none = quote!(::core::option::Option::None);
        let shared = match &self.args.budget {
            Some(Budget::Shared(expr)) => {
                // Place errors about a value that is no budget at the expression.
                let span = expr.span().resolved_at(Span::mixed_site());
                let (tokens, private, given) = (self.in_scope(expr), self.private_at(span), local("given"));
                let budget = Ident::new(&budget.to_string(), span);
                // In two steps, so that a temporary value lives as long as the call.
                Some(quote_spanned! {span=>
                    let #given = &(#tokens);
                    let #budget = #private::budget(#given);
                })
            }
            _ => None,
        };
        if self.policy.evaluation == Evaluation::Static && shared.is_none() {
            let budget = if self.args.budget.is_some() { own_budget } else { none };
            let checks = self.policy.checks(runtime);
            // One static, and in it a literal: that is the least rustc has to check and to evaluate.
            let site = quote!(#private::Site { name: #name, policy: &#value, budget: #budget, clock: #clock });
            let site = if checks.is_empty() { site } else { quote!({ #checks #site }) };
            let setup = quote!(static __RETRY_SITE: #private::Site<'static, 'static> = #site;);
            return (setup, quote!(__RETRY_SITE));
        }
        let policy_value = match self.policy.evaluation {
            Evaluation::Static => {
                let checks = self.policy.checks(runtime);
                quote!(let #policy: &#runtime::Policy = { #checks static __RETRY_POLICY: #runtime::Policy = #value; &__RETRY_POLICY };)
            }
            Evaluation::Generic => {
                let checked = self.policy.checked(runtime);
                quote!(let #policy: &#runtime::Policy = &const { #checked };)
            }
            Evaluation::Call => {
                let value = self.renamed(value);
                let value = if self.policy.is_unchanged() {
                    value
                } else {
                    quote!({
                        static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                        #private::overridden(#name, #value, &__RETRY_REPORTED)
                    })
                };
                // A copy: the call borrows nothing from where the policy lies.
                quote!(let #policy = &#value;)
            }
        };
        let budget_value = match &self.args.budget {
            Some(Budget::Shared(_)) => quote!(::core::option::Option::Some(#budget)),
            Some(Budget::Own) => own_budget,
            None => none,
        };
        let setup = quote! {
            #policy_value
            #shared
            let #site = #private::Site::new(#name, #policy, #budget_value, #clock);
        };
        (setup, site.to_token_stream())
    }

    pub(super) fn begin(&self, site: &TokenStream) -> TokenStream {
        let private = {
            let runtime = &self.runtime;
            quote!(#runtime::__private)
        };
        let listens = self.listens() || self.args.attempt.is_some();
        let constant = self.policy.evaluation == Evaluation::Static && self.args.policy.is_none();
        let timed = self.args.max_elapsed.is_some() || self.args.internal.is_some() || self.args.external.is_some();
        if listens {
            quote!(#private::Site::begin(&#site, true))
        } else if constant && !timed {
            quote!(#private::begin())
        } else {
            quote!(#private::Site::begin(&#site, false))
        }
    }

    /// The clock that the waits follow.
    pub(super) fn clock(&self) -> TokenStream {
        let runtime = &self.runtime;
        let clock = format_ident!("{}", if self.is_blocking { "Blocking" } else { "Awaiting" });
        quote!(#runtime::__private::Clock::#clock)
    }

    /// What the loop finds out before an attempt.
    pub(super) fn prepare(&self, progress: &Ident, site: &TokenStream) -> TokenStream {
        let private = {
            let runtime = &self.runtime;
            quote!(#runtime::__private)
        };
        let attempt = self.args.attempt.as_ref().map(|_| {
            let attempt = local("attempt");
            quote!(let #attempt = #private::Site::attempt(&#site, &#progress);)
        });
        let last = self.renewed.iter().any(|renewed| renewed.renewal == Renewal::Kept).then(|| {
            let last = local("last");
            quote!(let #last = #private::Site::is_last(&#site, &#progress);)
        });
        quote!(#attempt #last)
    }
}
