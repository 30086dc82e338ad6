//! The values that are words and names: a key alone, a budget, a variable, arguments, a path.

use darling::{Error, FromMeta, Result};
use syn::{Expr, ExprLit, Ident, Lit, Meta, Path};

use crate::attribute::errors::at;

/// A key without a value.
#[derive(Clone, Copy)]
pub(crate) struct Word;

impl FromMeta for Word {
    fn from_word() -> Result<Self> {
        Ok(Self)
    }
}

/// `budget` or `budget = EXPR`.
#[derive(Clone)]
pub(crate) enum Budget {
    Own,
    Shared(Expr),
}

impl FromMeta for Budget {
    fn from_word() -> Result<Self> {
        Ok(Self::Own)
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        Ok(Self::Shared(expr.clone()))
    }
}

/// `attempt = IDENT`.
#[derive(Clone)]
pub(crate) struct Binding(pub(crate) Ident);

impl FromMeta for Binding {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Path(path) if path.path.get_ident().is_some_and(|ident| ident != "self") => {
                path.path.require_ident().map(|ident| Self(ident.clone())).map_err(Error::from)
            }
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                Err(at(expr, format!("write the name without quotes: `attempt = {}`", text.value())))
            }
            _ => Err(at(expr, "expected a name for the variable: `attempt = attempt`")),
        }
    }
}

/// `clone(a, b)`.
#[derive(Clone, Default)]
pub(crate) struct Names(pub(crate) Vec<Ident>);

impl FromMeta for Names {
    fn from_meta(item: &Meta) -> Result<Self> {
        use syn::ext::IdentExt;
        use syn::parse::Parser;
        let Meta::List(list) = item else {
            return Err(at(item, "write `clone(argument)`"));
        };
        let parser = syn::punctuated::Punctuated::<Ident, syn::Token![,]>::parse_terminated_with;
        let names = (|input: syn::parse::ParseStream<'_>| parser(input, Ident::parse_any))
            .parse2(list.tokens.clone())
            .map_err(|error| at(error.span(), "`clone` takes names of arguments: `clone(request)`"))?;
        if names.is_empty() {
            return Err(at(item, "name the arguments to clone: `clone(request)`"));
        }
        Ok(Self(names.into_iter().collect()))
    }
}

/// `crate = PATH`.
#[derive(Clone)]
pub(crate) struct CratePath(pub(crate) Path);

impl FromMeta for CratePath {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Path(path) if path.qself.is_none() => Ok(Self(path.path.clone())),
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                Err(at(expr, format!("write the path without quotes: `crate = {}`", text.value())))
            }
            _ => Err(at(expr, "expected a path: `crate = ::retry_runtime`")),
        }
    }
}
