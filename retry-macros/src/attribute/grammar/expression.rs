//! Keys whose value is an ordinary expression.

use darling::Result;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprUnary, Meta, UnOp};

use crate::attribute::errors::at;
use crate::attribute::function::return_type;

/// The expression, without the parentheses around it: darling itself would read code into a string.
pub(crate) fn any(item: &Meta) -> Result<Option<Expr>> {
    Ok(Some(inside(&item.require_name_value()?.value).clone()))
}

/// The same, for a constant: a literal in parentheses is that literal.
pub(crate) fn constant(item: &Meta) -> Result<Option<Expr>> {
    Ok(Some(literal_or(&item.require_name_value()?.value).clone()))
}

/// Whether the expression is computed at each call: it stands in parentheses, and is no literal.
pub(crate) fn is_computed(expr: &Expr) -> bool {
    match expr {
        Expr::Group(group) => is_computed(&group.expr),
        Expr::Paren(paren) => !is_literal(inside(&paren.expr)),
        _ => false,
    }
}

/// What stands in the parentheses. (The compiler warns of those that it does not need.)
pub(crate) fn inside(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => inside(&group.expr),
        Expr::Paren(paren) => inside(&paren.expr),
        _ => expr,
    }
}

/// The literal that stands in parentheses, or the expression as it is.
pub(crate) fn literal_or(expr: &Expr) -> &Expr {
    let inside = inside(expr);
    if is_literal(inside) { inside } else { expr }
}

fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_literal(inside(expr)),
        _ => false,
    }
}

/// The expression for the code, and where errors about it stand. The place is no code of the user's for lints.
pub(crate) fn code(expr: &Expr) -> (Span, TokenStream) {
    let expr = if is_computed(expr) { inside(expr) } else { expr };
    (expr.span().resolved_at(Span::mixed_site()), expr.to_token_stream())
}

/// A function or closure that is called between attempts.
pub(crate) fn hook(item: &Meta) -> Result<Option<Expr>> {
    let expr = inside(&item.require_name_value()?.value).clone();
    if is_async(&expr) {
        return Err(at(&expr, "a hook is called between attempts and cannot wait: write a plain function or closure"));
    }
    Ok(Some(expr))
}

/// A function or closure that is called after the last attempt.
pub(crate) fn fallback(item: &Meta) -> Result<Option<Expr>> {
    let expr = inside(&item.require_name_value()?.value).clone();
    match return_type::visible(&expr) {
        value if is_value(value) => {
            Err(at(&expr, "a fallback is called with the last error and the end: write `fallback = |error, end| …`"))
        }
        // Its future could not borrow the end.
        Expr::Closure(closure) if closure.asyncness.is_none() && is_async(&closure.body) => {
            Err(at(&expr, "a fallback that waits is an `async` closure: write `fallback = async |error, end| …`"))
        }
        _ => Ok(Some(expr)),
    }
}

/// What is no function to call: `3`, `Ok(3)`, `None`, `Job::Late`. By rustc's own convention no function is called like this.
fn is_value(expr: &Expr) -> bool {
    let begins_a_variant = |path: &syn::ExprPath| {
        path.path.segments.last().is_some_and(|segment| {
            let name = segment.ident.to_string();
            name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase)
        })
    };
    match return_type::visible(expr) {
        Expr::Lit(_) | Expr::Struct(_) | Expr::Tuple(_) | Expr::Array(_) => true,
        Expr::Path(path) => begins_a_variant(path),
        Expr::Call(call) => matches!(return_type::visible(&call.func), Expr::Path(path) if begins_a_variant(path)),
        _ => false,
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
