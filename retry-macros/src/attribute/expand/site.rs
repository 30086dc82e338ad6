//! What the function's calls share and begin with: the site, the policy, the budget.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::renewal::Renewal;
use super::{Parts, local, optional};
use crate::attribute::grammar::expression;
use crate::attribute::grammar::words::{Binding, Budget};
use crate::attribute::policy::tokens::Evaluation;

impl Parts<'_> {
    /// Whether the decision takes its full form: somebody listens, something is lent, or the policy is not the site's own.
    pub(super) fn in_full(&self) -> bool {
        self.listens()
            || self.args.budget.is_some()
            || self.args.with.is_some()
            || self.args.on_result.is_some()
            || self.args.fallback.is_some()
            || self.args.computed_name().is_some()
            || self.known().is_some()
            || self.policy.evaluation != Evaluation::Static
    }

    // Output, in the plain form:
    //     static SITE: Site = Site { name: …, file: …, line: …, policy: …, clock: … };
    // and in the full form also, where it is not the site's own:
    //     let name = name(&…);
    //     let policy = &…;
    pub(super) fn setup(&self) -> TokenStream {
        let site = self.site();
        if !self.in_full() {
            let time_out = self.time_out_of_the_policy();
            return quote!(#site #time_out);
        }
        let (name, profile) = (self.name_of_the_call(), self.profile());
        let (policy, _) = self.policy_of_the_call();
        let (time_out, agree, (budget, _)) = (self.time_out_of_the_policy(), self.limits_agree(), self.lent());
        quote!(#site #name #profile #policy #time_out #agree #budget)
    }

    /// What a decision follows and borrows. Made where it is asked: a variable would lie in the future.
    pub(super) fn call_value(&self) -> TokenStream {
        let (private, (_, policy), (_, lent)) = (self.private(), self.policy_of_the_call(), self.lent());
        let call = quote!(#private::Site::call(&__RETRY_SITE, #policy, #lent));
        let name = match self.computed_name() {
            Some(name) => Some(quote!(::core::option::Option::Some(#name))),
            None => self.profile_says("get_name").filter(|_| self.args.name.is_none()),
        };
        match name {
            Some(name) => quote!(#private::Call::named(#call, #name)),
            None => call,
        }
    }

    /// The variable that holds a name that is computed.
    fn computed_name(&self) -> Option<Ident> {
        self.args.computed_name().map(|expr| Ident::new("__retry_name", expression::code(expr).0))
    }

    /// The name under which the runtime reports.
    pub(super) fn name_value(&self) -> TokenStream {
        self.computed_name().map_or_else(|| self.name.clone(), ToTokens::into_token_stream)
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

    /// A reference to the policy of a call.
    pub(super) fn policy_value(&self) -> TokenStream {
        self.policy_of_the_call().1
    }

    /// The policy of a call: what makes it, and a reference to it.
    fn policy_of_the_call(&self) -> (TokenStream, TokenStream) {
        let (runtime, private, policy) = (&self.runtime, self.private(), local("policy"));
        let name = self.name_value();
        let value = match self.policy.evaluation {
            Evaluation::Static => return (TokenStream::new(), quote!(&__RETRY_SITE.policy)),
            Evaluation::Generic => {
                let checked = self.policy.checked(runtime);
                quote!(const { #checked })
            }
            Evaluation::Call if self.policy.is_unchanged() => match self.profile_says("get_policy") {
                Some(policy) if self.args.policy.is_none() => return (TokenStream::new(), policy),
                _ => self.renamed(self.policy.value()),
            },
            Evaluation::Call if self.policy.may_be_endless() => {
                let (own, given) = (self.with_profile(self.renamed(self.policy.start().clone())), local("own"));
                let value = self.renamed(self.policy.value_of(&given));
                let has_budget = self.profile_says("has_budget").unwrap_or_else(|| quote!(false));
                quote!({
                    static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                    let #given = #own;
                    #private::overridden(#name, #private::ending(#name, #given, #value, #has_budget, &__RETRY_REPORTED), &__RETRY_REPORTED)
                })
            }
            Evaluation::Call => {
                let value = self.with_profile(self.renamed(self.policy.value()));
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

    /// What a decision borrows: what makes it, and its value.
    fn lent(&self) -> (TokenStream, TokenStream) {
        let (setup, budget) = self.budget();
        // An `Option` already.
        let of_profile = self.profile_says("get_budget").filter(|_| budget.is_none());
        if !self.ends_early() {
            return (setup, budget.or(of_profile).unwrap_or_else(|| quote!(())));
        }
        let (private, known, is_cancelled) = (self.private(), local("known"), local("is_cancelled"));
        let budget = of_profile.unwrap_or_else(|| optional(budget));
        let deadline = optional(self.args.deadline.as_ref().map(|_| local("deadline").to_token_stream()));
        let is_cancelled = if self.args.cancel.is_some() { is_cancelled.to_token_stream() } else { quote!(false) };
        let lending = quote!(#private::Lending {
            budget: #budget, deadline: #deadline, known: #known, is_cancelled: #is_cancelled
        });
        (setup, lending)
    }

    /// The budget of a call: what makes it, and its value.
    fn budget(&self) -> (TokenStream, Option<TokenStream>) {
        let (runtime, private) = (&self.runtime, self.private());
        match &self.args.budget {
            None => (TokenStream::new(), None),
            Some(Budget::Own) => (
                quote!(static __RETRY_BUDGET: #runtime::Budget = #runtime::Budget::new();),
                Some(quote!(#private::own_budget(&__RETRY_BUDGET))),
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
                (setup, Some(budget.to_token_stream()))
            }
        }
    }

    /// What knows the call's policy and clock: the site where the policy is its own, else the call; and its type.
    fn known_by(&self) -> (TokenStream, TokenStream) {
        let private = self.private();
        if self.policy.evaluation == Evaluation::Static {
            (quote!(#private::Site), quote!(&__RETRY_SITE))
        } else {
            // What is lent is no part of it.
            let (_, policy) = self.policy_of_the_call();
            (quote!(#private::Call), quote!(&#private::Site::call(&__RETRY_SITE, #policy, ())))
        }
    }

    /// The state at the start. The clock is read only where something asks for the time.
    pub(super) fn begin(&self) -> TokenStream {
        let listens = self.listens()
            || self.args.attempt.is_some()
            || self.args.fallback.is_some()
            || self.args.deadline.is_some();
        let constant = self.policy.evaluation == Evaluation::Static && self.args.policy.is_none();
        let timed = self.args.max_elapsed.is_some() || self.args.internal.is_some() || self.args.external.is_some();
        let private = self.private();
        if constant && !timed && !listens && self.args.with.is_none() {
            return quote!(#private::begin());
        }
        let (ty, knower) = self.known_by();
        let listens = self.profile_says("listens").filter(|_| !listens).unwrap_or_else(|| quote!(#listens));
        quote!(#ty::begin(#knower, #listens))
    }

    /// Whether somebody may ask since when the call runs, and how long it has waited.
    pub(super) fn tells_the_time(&self) -> bool {
        self.listens() || self.args.attempt.is_some() || self.args.fallback.is_some() || self.args.with.is_some()
    }

    /// What the call has waited so far.
    pub(super) fn waited(&self) -> TokenStream {
        let private = self.private();
        if self.tells_the_time() { local("waited").to_token_stream() } else { quote!(#private::TotalWait::NONE) }
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
        let attempt = self.args.attempt.as_ref().map(|Binding(name)| {
            let waited = self.waited();
            quote!(let #name = #ty::attempt(#knower, &#state, #waited);)
        });
        let last = self.renewed.iter().any(|renewed| renewed.renewal == Renewal::Kept).then(|| {
            let last = local("last");
            quote!(let #last = #ty::is_last(#knower, &#state);)
        });
        quote!(#attempt #last)
    }
}
