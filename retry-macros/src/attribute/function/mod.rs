//! What was annotated: shape, receiver, arguments, and where the body really is.
//!
//! The signature is parsed, the body is carried as tokens: cheaper, and an unfinished body still completes in editors. Only
//! a plain function that returns a future is parsed whole, to find the async block whose content is retried.

mod arguments;
pub(crate) mod early_exit;
mod future;
pub(crate) mod in_place;
mod instrumented;
pub(crate) mod return_type;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, ReturnType, Signature, Visibility};

pub(crate) use self::arguments::{Argument, Passing, set_mut};
use self::future::FutureBody;
use crate::attribute::tokens::mentions;

/// An annotated function.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `default`, in specialised impls.
    pub(crate) modifier: Option<Ident>,
    pub(crate) signature: Signature,
    /// `#![…]` at the top of the body.
    pub(crate) inner_attributes: TokenStream,
    pub(crate) body: Group,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let start = input.span();
        let refuse = |_| syn::Error::new(start, "`#[retry]` goes on a function or a method");
        let visibility = input.parse()?;
        let modifier = if is_default(input) { Some(input.parse()?) } else { None };
        let signature: Signature = input.parse().map_err(refuse)?;
        if input.peek(syn::Token![;]) {
            return Err(syn::Error::new(
                input.span(),
                "this method has no body to retry: put `#[retry]` on its implementations, or give it a default body",
            ));
        }
        let TokenTree::Group(body) = input.parse()? else {
            return Err(input.error("expected the body of the function"));
        };
        let body = visible(body);
        if body.delimiter() != Delimiter::Brace {
            return Err(syn::Error::new(body.span(), "expected the body of the function"));
        }
        let (inner_attributes, content) = split_inner_attributes(body.stream());
        let mut block = Group::new(Delimiter::Brace, instrumented::without_moves(content));
        block.set_span(body.span());
        Ok(Self { attributes, visibility, modifier, signature, inner_attributes, body: block })
    }
}

/// The block in the invisible group that `macro_rules!` puts around a `$body:block`.
fn visible(group: Group) -> Group {
    let content: Vec<TokenTree> = group.stream().into_iter().collect();
    match (group.delimiter(), &content[..]) {
        (Delimiter::None, [TokenTree::Group(inner)]) => visible(inner.clone()),
        _ => group,
    }
}

fn is_default(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Ident>().is_ok_and(|ident| ident == "default") && !input.peek2(syn::Token![!])
}

/// Attributes of the body hold for the whole function: they move to its front.
fn split_inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let mut outer = TokenStream::new();
    let mut rest = &tokens[..];
    while let [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(content), tail @ ..] = rest {
        if hash.as_char() != '#' || bang.as_char() != '!' || content.delimiter() != Delimiter::Bracket {
            break;
        }
        outer.append(hash.clone());
        outer.append(content.clone());
        rest = tail;
    }
    (outer, rest.iter().cloned().collect())
}

/// Where the retried code is.
pub(crate) enum Shape {
    Sync,
    Async,
    /// A plain function that returns a future: the statements, and which async block they end with.
    Future(Box<FutureBody>),
}

impl Function {
    /// `None` where the body is unfinished: rustc reports that itself.
    pub(crate) fn shape(&self) -> darling::Result<Option<Shape>> {
        match &self.signature.output {
            _ if self.signature.asyncness.is_some() => Ok(Some(Shape::Async)),
            ReturnType::Type(_, returned) if return_type::is_future(returned) => self.future(returned),
            _ => Ok(Some(Shape::Sync)),
        }
    }

    /// The names of the generic parameters, which constants in the function cannot see.
    pub(crate) fn generics(&self) -> Vec<String> {
        let params = self.signature.generics.params.iter().filter_map(|param| match param {
            syn::GenericParam::Type(param) => Some(param.ident.to_string()),
            syn::GenericParam::Const(param) => Some(param.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        });
        params.chain(["Self".to_owned()]).collect()
    }

    /// Whether there is another `#[retry]` below this one: its attempts begin from this function's arguments.
    pub(crate) fn is_retried_again(&self) -> bool {
        self.attributes.iter().any(|attribute| mentions(&attribute.to_token_stream(), |word| word == "retry"))
    }

    /// The return type, without what cannot be written inside of a body.
    pub(crate) fn output(&self) -> TokenStream {
        match &self.signature.output {
            ReturnType::Default => quote::quote!(()),
            ReturnType::Type(_, ty) => return_type::without_impl_trait(ty),
        }
    }
}
