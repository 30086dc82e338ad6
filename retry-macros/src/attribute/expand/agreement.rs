//! What the limits on time have to be to each other and to the policy, where the macro cannot see their values.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::{Parts, local, optional};
use crate::attribute::errors::Place;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::limit::Limit;
use crate::attribute::policy::known;
use crate::attribute::policy::tokens::{Evaluation, is_generic};

/// A value that is known while compiling.
struct Constant {
    tokens: TokenStream,
    /// Whether the macro sees the value itself.
    is_literal: bool,
    is_generic: bool,
}

impl Parts<'_> {
    // Output, for a policy that is known while compiling:
    //     const _: () = if Policy::get_attempt_timeout(&POLICY).is_some() { panic!("…") };
    // and for one that is known at run time only:
    //     static REPORTED: AtomicBool = AtomicBool::new(false);
    //     uncut(name, policy, is_blocking, &REPORTED);
    /// A time-out that a policy brings needs the key beside it: only then the future has a timer. It is never silently ignored; and the
    /// key alone needs a policy that has one.
    pub(super) fn time_out_of_the_policy(&self) -> Option<TokenStream> {
        let start = self.args.policy.as_ref().or(self.args.with.as_ref())?;
        let is_heard = match &self.args.attempt_timeout {
            None => false,
            Some(Limit::OfPolicy) => true,
            Some(Limit::Given(_)) => return None,
        };
        let (runtime, private) = (&self.runtime, self.private());
        if self.policy.evaluation == Evaluation::Call {
            let (name, policy, is_blocking) = (&self.name, self.policy_value(), self.is_blocking);
            return (!is_heard).then(|| {
                quote! {
                    static __RETRY_UNCUT: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                    #private::uncut(#name, #policy, #is_blocking, &__RETRY_UNCUT);
                }
            });
        }
        let (fault, message) = match (is_heard, self.is_blocking) {
            (true, _) => (quote!(is_none), NOTHING_TO_HEAR),
            (false, true) => (quote!(is_some), UNCUT_BLOCKING),
            (false, false) => (quote!(is_some), UNCUT),
        };
        let value = self.policy.value();
        let fault = quote!(::core::option::Option::#fault(&#runtime::Policy::get_attempt_timeout(&(#value))));
        // A tier has none, and stands in the place of the profile's policy.
        let tier = known::tier(self.args).map(|(name, _)| self.args.span(&name.to_lowercase()).into());
        let place = tier.filter(|_| is_heard).unwrap_or_else(|| Place::from(start));
        let is_generic = self.policy.evaluation == Evaluation::Generic;
        let said = said(place, &quote!(#message));
        Some(checked(place, is_generic, &quote_spanned!(place.mixed().first=> if #fault { ::core::panic! #said })))
    }

    // Output, at each limit that another one contradicts:
    //     const _: () = if let Some(message) = no_time_for_another(TIMEOUT, Some(DEADLINE), MAX_ELAPSED) { panic!("{}", message) };
    /// The limits that are known while compiling agree. Of those that are literals alone the macro has said so already.
    pub(super) fn limits_agree(&self) -> TokenStream {
        let (private, args) = (self.private(), self.args);
        let written = |limit: &Option<Limit>| match limit {
            Some(Limit::Given(duration)) => self.constant(duration),
            _ => None,
        };
        let (timeout, deadline) = (written(&args.attempt_timeout), written(&args.deadline));
        let max_elapsed = args.max_elapsed.as_ref().and_then(|limit| self.constant(limit));
        let policy = (self.policy.evaluation != Evaluation::Call).then(|| Constant {
            tokens: self.policy.value(),
            is_literal: known::policy(args).is_some(),
            is_generic: self.policy.evaluation == Evaluation::Generic,
        });
        let place_of = |key, limit: &Option<Limit>| match limit {
            Some(Limit::Given(duration)) => duration.place(),
            _ => args.span(key).into(),
        };
        let mut checks = TokenStream::new();
        if let Some(timeout) = timeout.or_else(|| self.time_out_in(policy.as_ref())) {
            let runtime = &self.runtime;
            let of_policy = || {
                let policy = policy.as_ref().filter(|_| args.max_elapsed.is_none())?;
                let tokens = &policy.tokens;
                Some(Constant { tokens: quote!(#runtime::Policy::get_max_elapsed(&(#tokens))), ..*policy })
            };
            let elapsed = max_elapsed.as_ref().map(|limit| {
                let tokens = optional(Some(limit.tokens.clone()));
                Constant { tokens, ..*limit }
            });
            // What the policy says of itself is checked with it.
            let is_given = matches!(args.attempt_timeout, Some(Limit::Given(_)));
            let elapsed = elapsed.or_else(of_policy).filter(|_| is_given);
            let place = place_of("attempt_timeout", &args.attempt_timeout);
            let (given, until, within) =
                (&timeout.tokens, optional_value(deadline.as_ref()), elapsed.as_ref().map(|it| &it.tokens));
            let within = within.cloned().unwrap_or_else(|| optional(None));
            let others = [deadline.as_ref(), elapsed.as_ref()];
            checks.extend(agree(
                place,
                &timeout,
                others,
                &quote!(#private::no_time_for_another(#given, #until, #within)),
            ));
        }
        if let (Some(limit), Some(within), Some(until)) = (&args.max_elapsed, &max_elapsed, &deadline) {
            let (given, end) = (&within.tokens, &until.tokens);
            let check = quote!(#private::ends_before(#given, #end));
            checks.extend(agree(limit.place(), within, [Some(until), None], &check));
        }
        if let (Some(until), Some(policy)) = (&deadline, &policy) {
            let (given, by) = (&until.tokens, &policy.tokens);
            let check = quote!(#private::no_time_to_wait(#given, #by));
            checks.extend(agree(place_of("deadline", &args.deadline), until, [Some(policy), None], &check));
        }
        checks
    }

    /// Whether an `attempt_timeout` or a deadline is compared with something that is computed at each call.
    pub(super) fn computes_limits(&self) -> bool {
        let is_computed = |expr: Option<&Expr>| expr.is_some_and(expression::is_computed);
        let args = self.args;
        let limits = [&args.attempt_timeout, &args.deadline].into_iter().flatten();
        let max_elapsed = args.max_elapsed.as_ref().filter(|_| args.attempt_timeout.is_some());
        // Such a policy may have a `max_elapsed`.
        let is_given = self.policy.evaluation == Evaluation::Call
            && known::tier(args).is_none()
            && (args.policy.is_some() || args.with.is_some())
            && matches!(args.attempt_timeout, Some(Limit::Given(_)));
        is_given || limits.map(Limit::expr).chain([max_elapsed.and_then(Duration::expr)]).any(is_computed)
    }

    // Output, as far as the keys are given:
    //     static REPORTED: AtomicBool = AtomicBool::new(false);
    //     passed(name, deadline, &state, &REPORTED);
    //     let timeout = agreed(name, timeout, Policy::get_max_elapsed(policy), Some(deadline), &state, &REPORTED);
    /// What is computed at each call and contradicts is told once, and the time-out becomes the nearest one that does not.
    pub(super) fn computed_limits_agree(&self, state: &Ident) -> Option<TokenStream> {
        if !self.computes_limits() {
            return None;
        }
        let (runtime, private, policy) = (&self.runtime, self.private(), self.policy_value());
        let (name, [timeout, deadline]) = (self.name_value(), ["timeout", "deadline"].map(local));
        let given = self.args.deadline.as_ref();
        let passed = given.map(|_| quote!(#private::passed(#name, #deadline, &#state, &__RETRY_DISAGREED);));
        let until = optional(given.map(|_| quote!(#deadline)));
        let agreed = self.args.attempt_timeout.as_ref().map(|_| {
            quote! {
                let #timeout = #private::agreed(
                    #name, #timeout, #runtime::Policy::get_max_elapsed(#policy), #until, &#state, &__RETRY_DISAGREED
                );
            }
        });
        Some(quote! {
            static __RETRY_DISAGREED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
            #passed
            #agreed
        })
    }

    /// The duration, unless it is computed at each call.
    fn constant(&self, duration: &Duration) -> Option<Constant> {
        let expr = duration.expr();
        (!expr.is_some_and(expression::is_computed)).then(|| Constant {
            tokens: duration.to_value(),
            is_literal: expr.is_none(),
            is_generic: expr.is_some_and(|expr| is_generic(expr, &self.generics)),
        })
    }

    /// The time-out that the key alone takes from a constant policy. (Where that has none, another error says so.)
    fn time_out_in(&self, policy: Option<&Constant>) -> Option<Constant> {
        let policy = policy.filter(|_| matches!(self.args.attempt_timeout, Some(Limit::OfPolicy)))?;
        let (runtime, value) = (&self.runtime, &policy.tokens);
        let tokens = quote! {
            match #runtime::Policy::get_attempt_timeout(&(#value)) {
                ::core::option::Option::Some(limit) => limit,
                ::core::option::Option::None => ::core::time::Duration::from_nanos(1),
            }
        };
        Some(Constant { tokens, ..*policy })
    }
}

/// The check of a limit against others, where there is one that the macro cannot see.
fn agree(place: Place, limit: &Constant, others: [Option<&Constant>; 2], check: &TokenStream) -> Option<TokenStream> {
    let others: Vec<&Constant> = others.into_iter().flatten().collect();
    let is_seen = |other: &&Constant| limit.is_literal && other.is_literal;
    if others.iter().all(is_seen) {
        return None;
    }
    let is_generic = limit.is_generic || others.iter().any(|other| other.is_generic);
    let message = local("message");
    let said = said(place, &quote!("{}", #message));
    let check = quote_spanned! {place.mixed().first=>
        if let ::core::option::Option::Some(#message) = #check { ::core::panic! #said }
    };
    Some(checked(place, is_generic, &check))
}

fn optional_value(limit: Option<&Constant>) -> TokenStream {
    optional(limit.map(|limit| limit.tokens.clone()))
}

/// What a panic says, where rustc says that the evaluation failed.
fn said(place: Place, message: &TokenStream) -> Group {
    let mut said = Group::new(Delimiter::Parenthesis, message.clone());
    said.set_span(place.mixed().last);
    said
}

/// Evaluated while compiling: once, or for each set of generic arguments, which items do not see.
fn checked(place: Place, is_generic: bool, check: &TokenStream) -> TokenStream {
    let first = place.mixed().first;
    if is_generic { quote_spanned!(first=> const { #check }) } else { quote_spanned!(first=> const _: () = #check;) }
}

const UNCUT: &str =
    "this policy has an `attempt_timeout`: write `attempt_timeout` beside it, so that attempts are cut short";
const UNCUT_BLOCKING: &str =
    "this policy has an `attempt_timeout`, and a blocking attempt cannot be cut short: use a policy without one";
const NOTHING_TO_HEAR: &str =
    "this policy has no `attempt_timeout`: write `attempt_timeout = 2s`, or give the policy one";
