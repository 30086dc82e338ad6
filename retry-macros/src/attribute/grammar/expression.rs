//! Keys whose value is an ordinary expression.

use darling::Result;
use syn::{Expr, Meta};

use crate::attribute::errors::at;
use crate::attribute::function::return_type;

/// The expression as it is written: darling itself would read code into a string.
pub(crate) fn any(item: &Meta) -> Result<Option<Expr>> {
    Ok(Some(item.require_name_value()?.value.clone()))
}

/// A function or closure that is called between attempts.
pub(crate) fn hook(item: &Meta) -> Result<Option<Expr>> {
    let expr = item.require_name_value()?.value.clone();
    if is_async(&expr) {
        return Err(at(&expr, "a hook is called between attempts and cannot wait: write a plain function or closure"));
    }
    Ok(Some(expr))
}

/// A function or closure that is called after the last attempt.
pub(crate) fn fallback(item: &Meta) -> Result<Option<Expr>> {
    let expr = item.require_name_value()?.value.clone();
    match return_type::visible(&expr) {
        Expr::Lit(_) => {
            Err(at(&expr, "a fallback is called with the last error and the end: write `fallback = |error, end| …`"))
        }
        // Its future could not borrow the end.
        Expr::Closure(closure) if closure.asyncness.is_none() && is_async(&closure.body) => {
            Err(at(&expr, "a fallback that waits is an `async` closure: write `fallback = async |error, end| …`"))
        }
        _ => Ok(Some(expr)),
    }
}

/// `async |event| …`, `|event| async { … }`.
pub(crate) fn is_async(expr: &Expr) -> bool {
    match expr {
        Expr::Closure(closure) => closure.asyncness.is_some() || is_async(&closure.body),
        Expr::Async(_) => true,
        Expr::Paren(paren) => is_async(&paren.expr),
        Expr::Group(group) => is_async(&group.expr),
        Expr::Block(block) => matches!(block.block.stmts.last(), Some(syn::Stmt::Expr(expr, None)) if is_async(expr)),
        _ => false,
    }
}
