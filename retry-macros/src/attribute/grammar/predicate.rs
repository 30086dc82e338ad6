//! What to retry: `on = is_transient`, `on = any`, `on(Error::Timeout | Error::Status(500..=599))`.

use darling::{FromMeta, Result};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{BinOp, Expr, ExprBinary, Meta, Pat, PatIdent, Token};

use crate::attribute::errors::at;
use crate::attribute::grammar::expression::is_async;
use crate::attribute::text::code;

/// Which errors are retried.
#[derive(Clone, Debug)]
pub(crate) enum Predicate {
    /// `on = any`.
    Any,
    /// `on = path` or `on = |error| …`.
    Call(Expr),
    /// `on(PATTERN)` or `on(PATTERN if guard)`.
    Pattern(Box<Pattern>),
}

#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) pattern: Pat,
    pub(crate) guard: Option<Expr>,
}

impl Pattern {
    /// The pattern, and what follows it and does not belong there.
    fn parse(input: ParseStream<'_>) -> syn::Result<(Self, TokenStream)> {
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok((Self { pattern, guard }, input.parse()?))
    }
}

impl FromMeta for Predicate {
    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::List(list) if list.tokens.is_empty() => {
                Err(at(item, "name a pattern of the error: `on(Error::Timeout)`"))
            }
            Meta::List(list) => {
                let parsed = Pattern::parse.parse2(list.tokens.clone());
                let (pattern, rest) = parsed.map_err(|_| at(&list.tokens, NO_PATTERN))?;
                refuse_the_rest(rest, &list.tokens)?;
                refuse_if_it_matches_everything(&pattern, &list.tokens)?;
                Ok(Self::Pattern(Box::new(pattern)))
            }
            Meta::NameValue(pair) => Self::from_expr(&pair.value),
            Meta::Path(_) => {
                Err(at(item, "say what to retry: `on = is_transient`, `on(Error::Timeout)`, or `on = any`"))
            }
        }
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Paren(paren) => Self::from_expr(&paren.expr),
            Expr::Path(path) if path.path.is_ident("any") => Ok(Self::Any),
            Expr::Binary(ExprBinary { op: BinOp::BitOr(_), .. }) => {
                Err(at(expr, "patterns go in parentheses: `on(Error::Timeout | Error::Reset)`"))
            }
            Expr::Lit(_) => Err(at(
                expr,
                "expected a path or a closure, as in `on = is_transient`; patterns go in parentheses: `on(503)`",
            )),
            Expr::Range(_) => Err(at(expr, "patterns go in parentheses: `on(500..=599)`")),
            _ if names_a_variant(expr) => {
                Err(at(expr, format!("a pattern goes in parentheses: write `on({})`", code(expr))))
            }
            _ if is_async(expr) => Err(at(
                expr,
                "a predicate is asked between attempts and cannot wait: write a plain `fn(&E) -> bool` or closure",
            )),
            _ => Ok(Self::Call(expr.clone())),
        }
    }
}

/// `Error::Timeout`, `Error::Status(500)`: by rustc's own convention no function is called like this.
fn names_a_variant(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => names_a_variant(&call.func),
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
        }),
        _ => false,
    }
}

const NO_PATTERN: &str =
    "this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`";

/// `on(Error::Timeout, Error::Reset)`.
fn refuse_the_rest(rest: TokenStream, all: &TokenStream) -> Result<()> {
    let mut rest = rest.into_iter();
    let Some(first) = rest.next() else { return Ok(()) };
    let message = match &*first.to_string() {
        "," if rest.next().is_none() => "a pattern ends without a comma: remove it",
        "," => "between patterns stands `|`: write `on(Error::Timeout | Error::Reset)`",
        "|" => "between patterns stands one `|`: write `on(Error::Timeout | Error::Reset)`",
        "&" => "a condition begins with `if`: write `on(Error::Status(code) if *code >= 500)`",
        _ => return Err(at(all, NO_PATTERN)),
    };
    Err(at(first.span(), message))
}

/// `on(is_transient)` would bind the error to a new name and retry everything.
fn refuse_if_it_matches_everything(pattern: &Pattern, all: &TokenStream) -> Result<()> {
    if pattern.guard.is_some() {
        return Ok(());
    }
    let Some(guilty) = what_matches_everything(&pattern.pattern) else { return Ok(()) };
    // `|error| true` is `error` or `true`.
    if matches!(&pattern.pattern, Pat::Or(or) if or.leading_vert.is_some()) && lone_name(guilty).is_some() {
        return Err(at(all, "a closure stands without parentheses: write `on = |error| …`"));
    }
    let message = match lone_name(guilty).filter(|name| *name != "any") {
        Some(name) => format!(
            "this pattern matches every error, since `{name}` is a new variable in it: write `on = {name}` to call it, or \
             `on = any`"
        ),
        None => "this pattern matches every error: write `on = any`".to_owned(),
    };
    Err(at(guilty, message))
}

/// The pattern, or that one of its alternatives, which no value fails to match.
fn what_matches_everything(pattern: &Pat) -> Option<&Pat> {
    let matches_everything = |pattern: &Pat| what_matches_everything(pattern).is_some();
    let holds = match pattern {
        Pat::Or(or) => return or.cases.iter().find_map(what_matches_everything),
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(name) if is_constant(name) => false,
        Pat::Ident(name) => name.subpat.as_ref().is_none_or(|(_, inner)| matches_everything(inner)),
        Pat::Paren(paren) => matches_everything(&paren.pat),
        Pat::Reference(reference) => matches_everything(&reference.pat),
        Pat::Tuple(tuple) => tuple.elems.iter().all(matches_everything),
        Pat::Slice(slice) => slice.elems.len() == 1 && slice.elems.iter().all(is_rest),
        _ => false,
    };
    holds.then_some(pattern)
}

/// `..` or `all @ ..`, in a slice.
fn is_rest(pattern: &Pat) -> bool {
    match pattern {
        Pat::Rest(_) => true,
        Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| is_rest(inner)),
        Pat::Paren(paren) => is_rest(&paren.pat),
        _ => false,
    }
}

/// `name` in `name`, `&name`, `(name)`.
fn lone_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(PatIdent { by_ref: None, mutability: None, subpat: None, ident, .. }) => {
            Some(ident).filter(|ident| !ident.to_string().starts_with('_'))
        }
        Pat::Paren(paren) => lone_name(&paren.pat),
        Pat::Reference(reference) => lone_name(&reference.pat),
        _ => None,
    }
}

/// A lone name in a pattern is a new variable where it begins with a small letter, and else the name of a constant, a unit
/// variant or a unit struct. (rustc itself decides by what the name finds, so that a misspelt constant is a new variable.)
fn is_constant(name: &PatIdent) -> bool {
    let text = name.ident.to_string();
    let is_small = text.trim_start_matches("r#").starts_with(|first: char| first.is_lowercase() || first == '_');
    name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() && !is_small
}

impl Pattern {
    // Output: |error| match *error { PATTERN if GUARD => true, _ => false }
    //
    // A constant of type `E` matches `*error` only, `&BUSY` says the same of `error`, and what binds a variable must not move
    // out of the error: it looks at `error`.
    pub(crate) fn to_closure(&self, guard: Option<&TokenStream>) -> TokenStream {
        let error = Ident::new("__retry_error", Span::mixed_site());
        let mut pattern = self.pattern.clone();
        let guard = guard.map(|guard| quote!(if #guard));
        let subject = if moves_nothing(&mut pattern) {
            dereference(&mut pattern);
            quote!(*#error)
        } else {
            error.to_token_stream()
        };
        let pattern = with_constants(pattern);
        quote! {
            |#error| match #subject {
                #pattern #guard => true,
                #[allow(unreachable_patterns)]
                _ => false,
            }
        }
    }
}

/// The patterns directly inside of a pattern.
fn parts(pattern: &mut Pat) -> Vec<&mut Pat> {
    match pattern {
        Pat::Ident(name) => name.subpat.iter_mut().map(|(_, inner)| &mut **inner).collect(),
        Pat::Or(or) => or.cases.iter_mut().collect(),
        Pat::Paren(paren) => vec![&mut *paren.pat],
        Pat::Reference(reference) => vec![&mut *reference.pat],
        Pat::Slice(slice) => slice.elems.iter_mut().collect(),
        Pat::Struct(fields) => fields.fields.iter_mut().map(|field| &mut *field.pat).collect(),
        Pat::Tuple(tuple) => tuple.elems.iter_mut().collect(),
        Pat::TupleStruct(tuple) => tuple.elems.iter_mut().collect(),
        _ => Vec::new(),
    }
}

/// Whether the pattern can be held against the error itself: it binds nothing but references. What a macro stands for is
/// not known.
fn moves_nothing(pattern: &mut Pat) -> bool {
    let moves = match &*pattern {
        Pat::Ident(name) => name.by_ref.is_none() && !is_constant(name),
        Pat::Struct(fields) => fields.fields.iter().any(|field| is_shorthand(field) && !binds_a_reference(&field.pat)),
        Pat::Const(_) | Pat::Guard(_) | Pat::Macro(_) | Pat::Type(_) | Pat::Verbatim(_) => true,
        _ => false,
    };
    !moves && parts(pattern).into_iter().all(moves_nothing)
}

/// `code` in `Error { code }`: a variable, whatever letter it begins with.
const fn is_shorthand(field: &syn::FieldPat) -> bool {
    field.colon_token.is_none()
}

fn binds_a_reference(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(name) if name.by_ref.is_some())
}

/// `&BUSY` is a pattern of `&E`, and `BUSY` the same of `E`. Parentheses around it have then no more use.
fn dereference(pattern: &mut Pat) {
    match pattern {
        Pat::Or(or) => or.cases.iter_mut().for_each(dereference),
        Pat::Paren(paren) => {
            *pattern = (*paren.pat).clone();
            dereference(pattern);
        }
        Pat::Reference(reference) if reference.mutability.is_none() => {
            *pattern = (*reference.pat).clone();
            if let Pat::Paren(paren) = pattern {
                *pattern = (*paren.pat).clone();
            }
        }
        _ => {}
    }
}

/// With `NAME::<>` for each `NAME` that is to be a constant: rustc then never takes it for a new variable, and says at the
/// name that it cannot be found.
fn with_constants(mut pattern: Pat) -> Pat {
    if let Pat::Struct(fields) = &mut pattern {
        for field in fields.fields.iter_mut().filter(|field| !is_shorthand(field)) {
            *field.pat = with_constants((*field.pat).clone());
        }
        return pattern;
    }
    if let Pat::Ident(name) = &pattern
        && is_constant(name)
    {
        let ident = &name.ident;
        return Pat::Verbatim(quote::quote_spanned!(ident.span()=> #ident::<>));
    }
    for part in parts(&mut pattern) {
        *part = with_constants(part.clone());
    }
    pattern
}
