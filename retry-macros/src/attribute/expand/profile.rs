//! `with = PROFILE`: what the profile says where no other key does.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::Parts;
use crate::attribute::errors::Place;
use crate::attribute::policy::tokens;

impl Parts<'_> {
    /// A variable for it, unless it is a constant or a static: a copy, so that the call borrows nothing from where it lies.
    pub(super) fn profile(&self) -> Option<TokenStream> {
        let with = self.args.with.as_ref().filter(|with| !tokens::is_constant_path(with))?;
        let (given, profile) = (self.given_profile(with), tokens::profile());
        Some(quote_spanned!(given.span()=> let #profile = &{ *#given };))
    }

    fn given_profile(&self, with: &Expr) -> TokenStream {
        let (span, tokens) = (with.span().resolved_at(Span::mixed_site()), self.in_scope(with));
        let private = self.private_at(span);
        quote_spanned!(span=> #private::profile(&(#tokens)))
    }

    /// A reference to it. A constant or a static is named wherever it is asked: a variable would lie in the future, and rustc would not
    /// see through it.
    fn profile_value(&self) -> Option<TokenStream> {
        let with = self.args.with.as_ref()?;
        let is_constant = tokens::is_constant_path(with);
        Some(if is_constant { self.given_profile(with) } else { tokens::profile().into_token_stream() })
    }

    /// A policy that begins with the profile's.
    pub(super) fn with_profile(&self, policy: TokenStream) -> TokenStream {
        match self.profile_value() {
            Some(value) if self.args.policy.is_none() => {
                let profile = tokens::profile();
                quote!({ let #profile = #value; #policy })
            }
            _ => policy,
        }
    }

    /// What this method of the profile returns.
    pub(super) fn profile_says(&self, method: &str) -> Option<TokenStream> {
        let (profile, private, method) =
            (self.profile_value()?, self.private(), Ident::new(method, Span::mixed_site()));
        Some(quote!(#private::Profile::#method(#profile)))
    }

    /// The profile, for this outcome. Where it is for failures of another type, that is one error, at the profile.
    pub(super) fn profile_for(&self, outcome: &Ident) -> Option<TokenStream> {
        let place = Place::from(self.args.with.as_ref()?).mixed();
        let (private, profile, value) = (self.private_at(place.first), tokens::profile(), self.profile_value()?);
        let [outcome, function] = [(&*outcome.to_string(), place.first), ("profile_for", place.last)]
            .map(|(name, span)| Ident::new(name, span));
        let failure = quote_spanned!(place.first=> #private::Returned(&#outcome).__retry_error());
        let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#value, #failure));
        arguments.set_span(place.last);
        Some(quote_spanned!(place.first=> let #profile = #private::#function #arguments;))
    }

    /// A closure that judges a failure.
    pub(super) fn judged_by_profile(&self) -> Option<TokenStream> {
        let place = Place::from(self.args.with.as_ref()?).mixed();
        let (private, profile) = (self.private_at(place.first), tokens::profile());
        let error = Ident::new("__retry_error", place.first);
        Some(quote_spanned!(place.first=> |#error| #private::Profile::judge(#profile, #error)))
    }

    /// Tells its hooks of an event, but for those that the attribute replaces.
    pub(super) fn heard_by_profile(&self, event: &Ident, replaced: [bool; 4]) -> Option<TokenStream> {
        self.args.with.as_ref()?;
        let (private, profile) = (self.private(), tokens::profile());
        Some(quote!(#private::Profile::hear(#profile, #event, [#(#replaced),*]);))
    }
}
