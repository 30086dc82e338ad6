//! `#[derive(Classify)]`: which variants of an error are transient.

mod said;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, Member, Path};

use self::said::{Attributes, Rule};
use crate::attribute::tokens::mentions;

/// `#[derive(Classify)] input`.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Vec::new();
    let whole = Attributes::read(&input.attrs, &mut errors);
    let runtime = whole.runtime.clone().unwrap_or_else(|| syn::parse_quote!(::retry_runtime));
    let mut forwarded = Vec::new();
    let arms = match &input.data {
        Data::Enum(data) => {
            let mut arms = Vec::new();
            for variant in &data.variants {
                let attributes = Attributes::read(&variant.attrs, &mut errors);
                let name = &variant.ident;
                match attributes.rule.as_ref().or(whole.rule.as_ref()) {
                    Some(rule) => {
                        let path = quote!(Self::#name);
                        arms.push(arm(&path, &variant.fields, rule, name, &runtime, &mut forwarded, &mut errors));
                    }
                    None if errors.is_empty() || variant.attrs.iter().all(|it| !it.path().is_ident("classify")) => {
                        let message = format!(
                            "`{name}` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it, \
                             or a default above the enum"
                        );
                        errors.push(syn::Error::new(name.span(), message));
                    }
                    None => {}
                }
            }
            arms
        }
        Data::Struct(data) => match &whole.rule {
            Some(rule) => {
                vec![arm(&quote!(Self), &data.fields, rule, &input.ident, &runtime, &mut forwarded, &mut errors)]
            }
            None if errors.is_empty() => {
                let message = format!(
                    "`{}` has no verdict: write `#[classify(transient)]` or `#[classify(permanent)]` above it",
                    input.ident
                );
                errors.push(syn::Error::new(input.ident.span(), message));
                Vec::new()
            }
            None => Vec::new(),
        },
        Data::Union(_) => {
            errors.push(syn::Error::new(
                input.ident.span(),
                "a union does not say what it holds: implement `Classify` by hand",
            ));
            Vec::new()
        }
    };
    let reported: TokenStream = errors.iter().map(syn::Error::to_compile_error).collect();
    let name = &input.ident;
    let (implementation, arguments, clause) = input.generics.split_for_impl();
    let mut clause = clause.cloned().unwrap_or_else(|| syn::parse_quote!(where));
    // Add `Field: Classify` where a forwarded field's type uses a generic parameter. Not for the type itself: that bound would
    // need itself.
    let parameters: Vec<String> = input.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
    let own = name.to_string();
    for ty in forwarded {
        let tokens = ty.to_token_stream();
        let depends = mentions(&tokens, |word| parameters.iter().any(|parameter| parameter == word));
        if depends && !names_itself(&tokens, &own) {
            clause.predicates.push(syn::parse_quote_spanned!(ty.span()=> #ty: #runtime::Classify));
        }
    }
    // With an error the implementation still stands, so that nothing that uses it turns red.
    let body = if !errors.is_empty() {
        quote!(#runtime::Verdict::Permanent)
    } else if arms.is_empty() {
        quote!(match *self {})
    } else {
        quote!(match self { #(#arms)* })
    };
    quote! {
        #reported
        #[automatically_derived]
        impl #implementation #runtime::Classify for #name #arguments #clause {
            fn classify(&self) -> #runtime::Verdict {
                #body
            }
        }
    }
}

fn counted(fields: usize) -> String {
    if fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") }
}

/// Whether a type names the one that is derived for: `Self`, `Error`, `crate::Error`; but not `S::Error` and `other::Error`.
fn names_itself(tokens: &TokenStream, own: &str) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(index, token)| match token {
        TokenTree::Ident(ident) if ident == "Self" => true,
        TokenTree::Ident(ident) if ident == own => {
            let mut start = &tokens[..index];
            while let [rest @ .., TokenTree::Ident(_), TokenTree::Punct(first), TokenTree::Punct(second)] = start {
                if first.as_char() != ':' || second.as_char() != ':' {
                    break;
                }
                start = rest;
            }
            let here = start.len() == index;
            let is_colon = matches!(start.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
            let from = |words: &[&str]| matches!(&tokens[start.len()], TokenTree::Ident(first) if words.iter().any(|word| first == word));
            (here && !is_colon) || from(&["self", "super", "crate"])
        }
        TokenTree::Group(group) => names_itself(&group.stream(), own),
        _ => false,
    })
}

/// `Self::Busy { wait, .. } => …,`
fn arm(
    path: &TokenStream,
    fields: &Fields,
    rule: &Rule,
    name: &Ident,
    runtime: &Path,
    forwarded: &mut Vec<syn::Type>,
    errors: &mut Vec<syn::Error>,
) -> TokenStream {
    let members: Vec<Member> = fields.members().collect();
    let mut find = |member: &Member| {
        let found = members.iter().position(|other| other == member);
        if found.is_none() {
            let written = member.to_token_stream();
            let message = format!("`{name}` has no field `{written}`");
            errors.push(syn::Error::new(member.span(), message));
        }
        found
    };
    match rule {
        Rule::Permanent => quote!(#path { .. } => #runtime::Verdict::Permanent,),
        Rule::Transient => quote!(#path { .. } => #runtime::Verdict::Transient,),
        Rule::After(member) => {
            if find(member).is_none() {
                return TokenStream::new();
            }
            let span = member.span();
            quote_spanned!(span=> #path { #member: __classify_wait, .. } => #runtime::__private::after(*__classify_wait),)
        }
        Rule::Forward(member, span) => {
            let member = match member {
                Some(member) => find(member).map(|index| members[index].clone()),
                None if members.len() == 1 => Some(members[0].clone()),
                None => {
                    let message =
                        format!("`{name}` has {}: name one, `#[classify(forward = FIELD)]`", counted(members.len()));
                    errors.push(syn::Error::new(*span, message));
                    None
                }
            };
            let Some(member) = member else { return TokenStream::new() };
            let ty =
                fields.iter().zip(&members).find(|(_, other)| **other == member).map(|(field, _)| field.ty.clone());
            let span = ty.as_ref().map_or_else(Span::call_site, Spanned::span).resolved_at(Span::mixed_site());
            forwarded.extend(ty);
            quote_spanned!(span=> #path { #member: __classify_source, .. } => #runtime::Classify::classify(__classify_source),)
        }
        Rule::TransientIf(closure) => {
            let names: Vec<Ident> = (0..members.len()).map(|index| format_ident!("__classify_{}", index)).collect();
            if closure.inputs.len() != members.len() {
                let message = format!(
                    "the closure takes {}, and `{name}` has {}",
                    counted(closure.inputs.len()),
                    counted(members.len())
                );
                errors.push(syn::Error::new_spanned(closure, message));
                return TokenStream::new();
            }
            let types = fields.iter().map(|field| &field.ty);
            let holds = quote_spanned! {closure.span()=> {
                // Bound, so that the closure's arguments need no types.
                let __classify_holds: fn(#(&#types),*) -> ::core::primitive::bool = #closure;
                __classify_holds(#(#names),*)
            }};
            quote!(#path { #(#members: #names),* } => <#runtime::Verdict as ::core::convert::From<::core::primitive::bool>>::from(#holds),)
        }
    }
}
