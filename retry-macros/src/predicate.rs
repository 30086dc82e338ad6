//! What to retry: `on = is_transient`, `on = any`, `on(Error::Timeout | Error::Status(500..=599))`.

use darling::{Error, FromMeta, Result};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{BinOp, Expr, ExprBinary, Meta, Pat, Token};

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

impl Parse for Pattern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self { pattern, guard })
    }
}

impl FromMeta for Predicate {
    fn from_meta(item: &Meta) -> Result<Self> {
        match item {
            Meta::List(list) if list.tokens.is_empty() => {
                Err(Error::custom("name a pattern of the error: `on(Error::Timeout)`").with_span(item))
            }
            Meta::List(list) => {
                let pattern = Pattern::parse.parse2(list.tokens.clone())?;
                refuse_if_it_matches_everything(&pattern)?;
                Ok(Self::Pattern(Box::new(pattern)))
            }
            Meta::NameValue(pair) => Self::from_expr(&pair.value),
            Meta::Path(_) => {
                Err(Error::custom("say what to retry: `on = is_transient`, `on(Error::Timeout)`, or `on = any`")
                    .with_span(item))
            }
        }
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Path(path) if path.path.is_ident("any") => Ok(Self::Any),
            Expr::Binary(ExprBinary { op: BinOp::BitOr(_), .. }) => {
                Err(Error::custom("patterns go in parentheses: `on(Error::Timeout | Error::Reset)`").with_span(expr))
            }
            Expr::Lit(_) => Err(Error::custom(
                "expected a path or a closure, as in `on = is_transient`; patterns go in parentheses: `on(503)`",
            )
            .with_span(expr)),
            Expr::Range(_) => Err(Error::custom("patterns go in parentheses: `on(500..=599)`").with_span(expr)),
            _ => Ok(Self::Call(expr.clone())),
        }
    }
}

/// `on(is_transient)` would bind the error to a new name and retry everything.
fn refuse_if_it_matches_everything(pattern: &Pattern) -> Result<()> {
    if pattern.guard.is_some() {
        return Ok(());
    }
    match &pattern.pattern {
        Pat::Wild(_) => {
            Err(Error::custom("this pattern matches every error: write `on = any`").with_span(&pattern.pattern))
        }
        Pat::Ident(ident) if ident.subpat.is_none() && is_binding(&ident.ident.to_string()) => {
            let name = &ident.ident;
            let message = if name == "any" {
                "this pattern matches every error: write `on = any`".to_owned()
            } else {
                format!("this pattern matches every error: write `on = {name}` to call it, or `on = any`")
            };
            Err(Error::custom(message).with_span(&pattern.pattern))
        }
        _ => Ok(()),
    }
}

/// A lone name in a pattern is a constant or a unit variant if it starts with a capital, and else a new variable.
fn is_binding(name: &str) -> bool {
    name.trim_start_matches("r#").chars().next().is_some_and(|first| first.is_lowercase() || first == '_')
}
