//! Arguments of which every attempt has a variable of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::{OWNED_SELF, Parts, local, owned_self, plain_name};
use crate::attribute::function::{Argument, Passing, set_mut};
use crate::attribute::grammar::args::Args;
use crate::attribute::tokens::{may_move, passes, uses};

/// An argument of which every attempt has a variable of its own.
pub(super) struct Renewed {
    pub(super) argument: Argument,
    pub(super) renewal: Renewal,
}

/// What that variable begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Renewal {
    /// A clone, and in the last possible attempt the argument itself.
    Kept,
    /// A clone in every attempt, as the keys look at the argument after it.
    Cloned,
    /// The same reference.
    Copied,
    /// A borrow of what the argument borrows.
    Reborrowed,
    /// The same for `Pin<&mut T>`.
    ReborrowedPin,
}

impl Parts<'_> {
    /// The signature, with a receiver that can be reborrowed where attempts do so.
    pub(super) fn signature(&self) -> syn::Signature {
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            let pinned = |name: &Ident| {
                self.renewed.iter().any(|it| it.argument.ident == *name && it.renewal == Renewal::ReborrowedPin)
            };
            match input {
                syn::FnArg::Receiver(receiver) if pinned(&Ident::new("self", Span::call_site())) => {
                    receiver.mutability = Some(syn::Token![mut](Span::mixed_site()));
                }
                syn::FnArg::Typed(typed) => {
                    if let syn::Pat::Ident(binding) = &mut *typed.pat
                        && pinned(&binding.ident)
                    {
                        binding.mutability = Some(syn::Token![mut](Span::mixed_site()));
                    }
                }
                syn::FnArg::Receiver(_) => {}
            }
        }
        signature
    }

    /// What is kept across attempts: by-value arguments that every attempt gets anew.
    pub(super) fn keep(&self) -> TokenStream {
        let runtime = &self.runtime;
        let kept = self.renewed.iter().map(|renewed| {
            let argument = &renewed.argument;
            let (source, kept, must) = (self.source(argument), kept(argument), must_be_clone(argument));
            let (conditions, it) = (&argument.conditions, local("argument"));
            let span = source.span().resolved_at(Span::mixed_site());
            match renewed.renewal {
                Renewal::Kept => quote_spanned! {span=>
                    #(#conditions)*
                    let mut #kept = {
                        fn #must<T>(#it: T) -> #runtime::__private::Kept<T> where (): #runtime::__private::Renewable<T> {
                            <() as #runtime::__private::Renewable<T>>::keep(#it)
                        }
                        #must(#source)
                    };
                },
                Renewal::Cloned => quote_spanned! {span=>
                    #(#conditions)*
                    fn #must<T>(#it: &T) -> T where (): #runtime::__private::Renewable<T> {
                        <() as #runtime::__private::Renewable<T>>::another(#it)
                    }
                },
                Renewal::Copied | Renewal::Reborrowed | Renewal::ReborrowedPin => TokenStream::new(),
            }
        });
        kept.collect()
    }

    /// What an attempt begins with: its own variables.
    pub(super) fn renew(&self) -> TokenStream {
        let runtime = &self.runtime;
        let renewed = self.renewed.iter().map(|Renewed { argument, renewal }| {
            let source = self.source(argument);
            let own = if source == "self" { Ident::new(OWNED_SELF, owned_self(source.span())) } else { source.clone() };
            let (conditions, mutable) = (&argument.conditions, argument.is_mut.then(|| quote!(mut)));
            let value = match renewal {
                Renewal::Copied => quote!(#source),
                Renewal::Reborrowed => quote!(&mut *#source),
                Renewal::ReborrowedPin => quote!(::core::pin::Pin::as_mut(&mut #source)),
                Renewal::Kept => {
                    let (kept, last) = (kept(argument), local("last"));
                    quote!(#runtime::__private::Kept::next(&mut #kept, #last))
                }
                Renewal::Cloned => {
                    let must = must_be_clone(argument);
                    quote_spanned!(source.span().resolved_at(Span::mixed_site())=> #must(&#source))
                }
            };
            quote!(#(#conditions)* let #mutable #own = #value;)
        });
        renewed.collect()
    }

    /// The argument's name in the loop: `#[async_trait]` has renamed `self` there.
    pub(super) fn source(&self, argument: &Argument) -> Ident {
        if argument.ident == "self" && self.self_name == "__self" {
            Ident::new("__self", argument.ident.span())
        } else {
            argument.ident.clone()
        }
    }
}

/// Which arguments every attempt gets anew, and how.
pub(super) fn renewed(args: &Args, arguments: &[Argument], body: &TokenStream, self_name: &str) -> Vec<Renewed> {
    let seen_later = args.expressions_used_later();
    let renewed = arguments.iter().filter_map(|argument| {
        let name = argument.ident.to_string();
        let is_receiver = name == "self";
        let listed = args.clone.iter().flat_map(|names| &names.0).any(|other| *other == argument.ident);
        let renewal = match argument.passing {
            Passing::Value if !argument.is_mut && !listed => return None,
            Passing::Value if !listed && is_of_cancel_alone(args, argument, body) => return None,
            Passing::Value if uses(&seen_later, &name) => Renewal::Cloned,
            Passing::Value => Renewal::Kept,
            Passing::PinnedMut => Renewal::ReborrowedPin,
            Passing::MutReference if is_receiver && !passes(body, self_name) => return None,
            Passing::MutReference if !is_receiver && !argument.is_mut && !may_move(body, &name) => return None,
            Passing::MutReference => Renewal::Reborrowed,
            Passing::Reference if argument.is_mut && !is_receiver => Renewal::Copied,
            Passing::Reference => return None,
        };
        Some(Renewed { argument: argument.clone(), renewal })
    });
    renewed.collect()
}

/// Whether only `cancel` uses the argument, so that it stays as it was declared: `mut stop: Receiver`, for `stop.changed()`.
fn is_of_cancel_alone(args: &Args, argument: &Argument, body: &TokenStream) -> bool {
    let name = argument.ident.to_string();
    args.cancel.as_ref().is_some_and(|cancel| uses(&cancel.to_token_stream(), &name)) && !uses(body, &name)
}

/// Gives those arguments their `mut` back.
pub(super) fn keep_mut_for_cancel(
    signature: &mut syn::Signature,
    args: &Args,
    arguments: &[Argument],
    body: &TokenStream,
) {
    let is_kept = |name: &str| {
        let mut alone = arguments.iter().filter(|argument| argument.is_mut && is_of_cancel_alone(args, argument, body));
        alone.any(|argument| argument.ident == name)
    };
    for input in &mut signature.inputs {
        if let syn::FnArg::Typed(typed) = input {
            set_mut(&mut typed.pat, Some(syn::Token![mut](Span::mixed_site())), &is_kept);
        }
    }
}

/// Declares what every attempt gets anew as `mut`, so that the attribute below does likewise with it.
pub(super) fn declare_mut(signature: &mut syn::Signature, renewed: &[Renewed]) {
    let again = |name: &str| {
        renewed.iter().any(|it| it.argument.ident == name && matches!(it.renewal, Renewal::Kept | Renewal::Cloned))
    };
    for input in &mut signature.inputs {
        match input {
            syn::FnArg::Receiver(receiver) if again("self") => {
                receiver.mutability = Some(<syn::Token![mut]>::default());
            }
            syn::FnArg::Typed(typed) => {
                set_mut(&mut typed.pat, Some(<syn::Token![mut]>::default()), &again);
            }
            syn::FnArg::Receiver(_) => {}
        }
    }
}

/// The variable that keeps what the caller passed.
pub(super) fn kept(argument: &Argument) -> Ident {
    local(&format!("kept_{}", plain_name(&argument.ident)))
}

/// The function that clones an argument. Its name is part of what rustc says of one that is not `Clone`.
pub(super) fn must_be_clone(argument: &Argument) -> Ident {
    let span = argument.ident.span().resolved_at(Span::mixed_site());
    format_ident!("{}_must_be_clone_for_another_attempt", plain_name(&argument.ident), span = span)
}
