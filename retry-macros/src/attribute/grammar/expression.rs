//! Keys whose value is an ordinary expression.

use darling::{FromMeta, Result};
use syn::{Expr, Lit, Meta};

use crate::attribute::errors::at;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::policy::tokens;
use crate::attribute::text::code;

/// The expression as it is written: darling itself would read code into a string.
pub(crate) fn any(item: &Meta) -> Result<Option<Expr>> {
    Ok(Some(item.require_name_value()?.value.clone()))
}

/// A value of type `Backoff`, and not what has a key of its own.
pub(crate) fn backoff(item: &Meta) -> Result<Option<Expr>> {
    let expr = item.require_name_value()?.value.clone();
    let name = |expr: &Expr| match expr {
        Expr::Path(path) => {
            path.path.get_ident().map(ToString::to_string).filter(|name| tokens::START.contains(&&**name))
        }
        _ => None,
    };
    // No argument of a function looks like these.
    let is_setting = |argument: &Expr| {
        matches!(argument, Expr::Assign(_)) || Duration::from_expr(argument).is_ok_and(|it| it.known().is_some())
    };
    let written = match &expr {
        Expr::Call(call) if call.args.iter().any(is_setting) => name(&call.func).map(|name| format!("{name}(…)")),
        Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)) => {
            let is_duration = Duration::from_expr(&expr).is_ok();
            Some(if is_duration {
                format!("fixed = {}", code(&expr))
            } else {
                format!("exponential(factor = {})", code(&expr))
            })
        }
        _ => name(&expr),
    };
    match written {
        Some(written) => {
            Err(at(&expr, format!("`backoff` takes a value of type `Backoff`: write `{written}` without it")))
        }
        None => Ok(Some(expr)),
    }
}

/// A function or closure that is called between attempts.
pub(crate) fn hook(item: &Meta) -> Result<Option<Expr>> {
    let expr = item.require_name_value()?.value.clone();
    if is_async(&expr) {
        return Err(at(&expr, "a hook is called between attempts and cannot wait: write a plain function or closure"));
    }
    Ok(Some(expr))
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
