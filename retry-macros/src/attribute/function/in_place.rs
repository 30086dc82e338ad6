//! Early exits of a body that has to stay in its function.
//!
//! A body that something leaves early becomes a closure, and a closure cannot be `#[track_caller]`
//! (<https://github.com/rust-lang/rust/issues/87417>): inside of it `Location::caller()` is a place of ours. Under that attribute
//! the body is a labelled block instead, and what would leave the function leaves the block.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Block, Expr, Lifetime, Pat, Path, Stmt};

use crate::attribute::function::early_exit::is_straight;

/// The label of the block.
fn label() -> Lifetime {
    Lifetime::new("'__retry_attempt", Span::mixed_site())
}

/// Whether a function has the attribute.
pub(crate) fn tracks_its_caller(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("track_caller"))
}

/// `'attempt: { BODY }`, in which `return` and `?` end the block. An error where a macro may leave the function unseen.
pub(crate) fn labelled(body: &Group, runtime: &Path) -> syn::Result<TokenStream> {
    let mut block: Block = syn::parse2(body.to_token_stream())?;
    Exits { runtime }.of_block(&mut block)?;
    let label = label();
    Ok(quote_spanned!(body.span()=> #label: #block))
}

/// Macros of the standard library, which leave only where their input does.
const HARMLESS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Crates whose macros only report.
const LOGGING: [&str; 2] = ["log", "tracing"];

struct Exits<'p> {
    runtime: &'p Path,
}

impl Exits<'_> {
    fn of_block(&self, block: &mut Block) -> syn::Result<()> {
        block.stmts.iter_mut().try_for_each(|statement| match statement {
            Stmt::Local(local) => local.init.iter_mut().try_for_each(|init| {
                self.of(&mut init.expr)?;
                init.diverge.iter_mut().try_for_each(|(_, diverge)| self.of(diverge))
            }),
            Stmt::Expr(expr, _) => self.of(expr),
            Stmt::Macro(invoked) => harmless(&invoked.mac),
            // What it leaves is its own function.
            Stmt::Item(_) => Ok(()),
        })
    }

    fn of(&self, expr: &mut Expr) -> syn::Result<()> {
        if let Some(block) = blocks(expr) {
            self.of_block(block)?;
        }
        for inner in children(expr) {
            self.of(inner)?;
        }
        let label = label();
        match expr {
            Expr::Macro(invoked) => harmless(&invoked.mac)?,
            Expr::Return(returned) => {
                let (span, value) = (returned.return_token.span(), &returned.expr);
                *expr = Expr::Verbatim(quote_spanned!(span=> break #label #value));
            }
            Expr::Try(tried) => {
                let (runtime, inner) = (self.runtime, &tried.expr);
                let [go_on, leave] =
                    ["__retry_value", "__retry_residual"].map(|name| Ident::new(name, Span::mixed_site()));
                let span = tried.question_token.span().resolved_at(Span::mixed_site());
                *expr = Expr::Verbatim(quote_spanned! {span=>
                    match #runtime::__private::Question::branch(#inner) {
                        ::core::ops::ControlFlow::Continue(#go_on) => #go_on,
                        ::core::ops::ControlFlow::Break(#leave) => {
                            break #label #runtime::__private::FromQuestion::from_residual(#leave)
                        }
                    }
                });
            }
            _ => {}
        }
        Ok(())
    }
}

/// What a macro does that is not known cannot be seen.
fn harmless(invoked: &syn::Macro) -> syn::Result<()> {
    let segments = &invoked.path.segments;
    let known = segments.last().is_some_and(|last| HARMLESS.iter().any(|name| last.ident == name))
        || (segments.len() > 1 && LOGGING.iter().any(|name| segments[0].ident == name));
    if known && is_straight(invoked.tokens.clone()) {
        return Ok(());
    }
    Err(syn::Error::new_spanned(
        &invoked.path,
        "under `#[track_caller]`, `#[retry]` has to see what leaves the function, and this macro may: take it into a `let` or \
         another function, or remove `#[track_caller]`",
    ))
}

/// The expressions directly inside of one, but for those in its blocks, and for closures and async blocks, which nothing inside
/// of them leaves.
fn children(expr: &mut Expr) -> Vec<&mut Expr> {
    match expr {
        Expr::Array(it) => it.elems.iter_mut().collect(),
        Expr::Assign(it) => vec![&mut it.left, &mut it.right],
        Expr::Binary(it) => vec![&mut it.left, &mut it.right],
        Expr::Break(it) => it.expr.iter_mut().map(|expr| &mut **expr).collect(),
        Expr::Call(it) => std::iter::once(&mut *it.func).chain(&mut it.args).collect(),
        Expr::Cast(it) => vec![&mut it.expr],
        Expr::Field(it) => vec![&mut it.base],
        Expr::ForLoop(it) => vec![&mut it.expr],
        Expr::Group(it) => vec![&mut it.expr],
        Expr::If(it) => {
            let otherwise = it.else_branch.iter_mut().map(|(_, expr)| &mut **expr);
            std::iter::once(&mut *it.cond).chain(otherwise).collect()
        }
        Expr::Index(it) => vec![&mut it.expr, &mut it.index],
        Expr::Let(it) => vec![&mut it.expr],
        Expr::Match(it) => {
            let arms = it.arms.iter_mut().flat_map(|arm| {
                let guard = if let Pat::Guard(guarded) = &mut arm.pat { Some(&mut *guarded.guard) } else { None };
                guard.into_iter().chain([&mut *arm.body])
            });
            std::iter::once(&mut *it.expr).chain(arms).collect()
        }
        Expr::MethodCall(it) => std::iter::once(&mut *it.receiver).chain(&mut it.args).collect(),
        Expr::Paren(it) => vec![&mut it.expr],
        Expr::Range(it) => [&mut it.start, &mut it.end].into_iter().flatten().map(|expr| &mut **expr).collect(),
        Expr::RawAddr(it) => vec![&mut it.expr],
        Expr::Reference(it) => vec![&mut it.expr],
        Expr::Repeat(it) => vec![&mut it.expr],
        Expr::Return(it) => it.expr.iter_mut().map(|expr| &mut **expr).collect(),
        Expr::Struct(it) => {
            let rest = it.rest.iter_mut().map(|expr| &mut **expr);
            it.fields.iter_mut().map(|field| &mut field.expr).chain(rest).collect()
        }
        Expr::Try(it) => vec![&mut it.expr],
        Expr::Tuple(it) => it.elems.iter_mut().collect(),
        Expr::Unary(it) => vec![&mut it.expr],
        Expr::While(it) => vec![&mut it.cond],
        _ => Vec::new(),
    }
}

/// The blocks directly inside of an expression.
fn blocks(expr: &mut Expr) -> Option<&mut Block> {
    match expr {
        Expr::Block(it) => Some(&mut it.block),
        Expr::ForLoop(it) => Some(&mut it.body),
        Expr::If(it) => Some(&mut it.then_branch),
        Expr::Loop(it) => Some(&mut it.body),
        Expr::Unsafe(it) => Some(&mut it.block),
        Expr::While(it) => Some(&mut it.body),
        _ => None,
    }
}
