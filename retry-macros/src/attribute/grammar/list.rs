//! A list of `word`, `key = value` and `key(…)`, item by item: so that one that cannot be read does not hide what the others
//! say.

use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Meta, Path, Token};

pub(crate) enum Item {
    Read(NestedMeta),
    Unread(Unread),
}

/// An item that is none of the three.
pub(crate) struct Unread {
    /// All of it, up to the comma.
    pub(crate) all: TokenStream,
    /// The name with which it begins, if it begins with one alone.
    pub(crate) path: Option<Path>,
    /// What follows the part that could be read.
    pub(crate) rest: TokenStream,
    /// Where it should have stood.
    pub(crate) place: Span,
}

/// Every item.
pub(crate) fn items(tokens: TokenStream) -> Vec<Item> {
    let parser = |input: ParseStream<'_>| {
        let mut items = Vec::new();
        while !input.is_empty() {
            items.push(item(input)?);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(items)
    };
    // It reads whatever there is.
    parser.parse2(tokens).unwrap_or_default()
}

fn item(input: ParseStream<'_>) -> syn::Result<Item> {
    let (place, ahead) = (input.span(), input.fork());
    let item: Option<NestedMeta> = input.parse().ok();
    let rest = until_comma(input)?;
    let (path, rest) = match item {
        Some(item) if rest.is_empty() => return Ok(Item::Read(with_value(item, &ahead))),
        Some(NestedMeta::Meta(Meta::Path(path))) => (Some(path), rest),
        Some(_) => (None, rest),
        None => (None, TokenStream::new()),
    };
    Ok(Item::Unread(Unread { all: until_comma(&ahead)?, path, rest, place }))
}

/// The tokens before the next comma.
pub(crate) fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

/// The same with the whole value. What `$value:expr` of a macro stands for comes in an invisible group; and darling reads `-1`
/// as a literal whose span is that of the sign.
fn with_value(mut item: NestedMeta, input: ParseStream<'_>) -> NestedMeta {
    if let NestedMeta::Meta(Meta::NameValue(pair)) = &mut item {
        let whole = |input: ParseStream<'_>| {
            while !input.peek(Token![=]) {
                input.parse::<TokenTree>()?;
            }
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()
        };
        if let Ok(value) = whole(&input.fork()) {
            pair.value = value;
        }
        while let Expr::Group(group) = &pair.value {
            pair.value = (*group.expr).clone();
        }
    }
    item
}
