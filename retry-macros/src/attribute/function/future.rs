//! Plain functions that return a future: the async block whose content is retried.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Ident, Pat, Stmt, Token, Type};

use super::arguments::{Argument, Passing, bindings, set_mut};
use super::{Function, Shape, instrumented, return_type};
use crate::attribute::errors;
use crate::attribute::tokens::mentions;

/// The body of such a function.
pub(crate) struct FutureBody {
    /// The body of the function; the async block in its tail stands for the loop.
    pub(crate) statements: Vec<Stmt>,
    /// What the block does once, before the first attempt: how `#[async_trait]` receives its arguments.
    pub(crate) prologue: TokenStream,
    /// What the block does in each attempt.
    pub(crate) body: TokenStream,
    /// What those statements bind: under `#[async_trait]`, `mut` and patterns stand there.
    pub(crate) bound: Vec<Argument>,
    /// Whether the method's `self` is called `__self` in the block.
    pub(crate) is_async_trait: bool,
    /// The output of the future, where it is written.
    pub(crate) output: Option<Type>,
}

impl FutureBody {
    /// The body with this in the place of what the async block does in each attempt.
    pub(crate) fn with(&self, content: &TokenStream) -> TokenStream {
        let mut statements = self.statements.clone();
        if let Some(tail) = tail_block(&mut statements)
            && let Expr::Async(block) = tail
        {
            let (attributes, token, capture, prologue) =
                (&block.attrs, &block.async_token, &block.capture, &self.prologue);
            *tail = Expr::Verbatim(quote!(#(#attributes)* #token #capture { #prologue #content }));
        }
        statements.iter().map(ToTokens::to_token_stream).collect()
    }
}

impl Function {
    /// `None` where the body is unfinished: rustc reports that itself.
    pub(super) fn future(&self, returned: &Type) -> darling::Result<Option<Shape>> {
        let refuse = || {
            errors::at(
                returned,
                "the future that this function returns exists only once, so it cannot be made again for a retry: \
                 end the body with `async move { … }` or `Box::pin(async move { … })`",
            )
        };
        let Ok(mut block) = syn::parse2::<syn::Block>(self.body.to_token_stream()) else { return Ok(None) };
        let Some(Expr::Async(tail)) = tail_block(&mut block.stmts) else { return Err(refuse()) };
        let statements = core::mem::take(&mut tail.block.stmts);
        let (prologue, body) = split_prologue(&statements);
        let (is_async_trait, bound) = (!prologue.is_empty(), self.bound_by(prologue));
        Ok(Some(Shape::Future(Box::new(FutureBody {
            output: return_type::output_of(returned),
            statements: block.stmts,
            prologue: without_mut_bindings(prologue, &bound),
            bound,
            body: instrumented::without_moves(body),
            is_async_trait,
        }))))
    }

    /// What the prologue binds, with how the signature declares it where that has the same name.
    fn bound_by(&self, prologue: &[Stmt]) -> Vec<Argument> {
        let mut bound = Vec::new();
        for statement in prologue {
            if let Stmt::Local(local) = statement {
                let pattern = if let Pat::Type(typed) = &local.pat { &typed.pat } else { &local.pat };
                bindings(pattern, None, &mut bound);
            }
        }
        let declared = self.declared();
        for argument in &mut bound {
            // The receiver has another name there, and its `mut` is there too.
            if argument.ident == "__self" {
                argument.ident = Ident::new("self", argument.ident.span());
            }
            if let Some(same) = declared.iter().find(|declared| declared.ident == argument.ident) {
                argument.passing = same.passing;
            }
        }
        bound
    }
}

fn tail_expression(statement: &mut Stmt) -> Option<&mut Expr> {
    match statement {
        Stmt::Expr(Expr::Return(returned), _) => returned.expr.as_deref_mut(),
        Stmt::Expr(expr, None) => Some(expr),
        _ => None,
    }
}

/// The async block of `async {}`, `Box::pin(async {})`, `async {}.boxed()`.
fn async_block(expr: &mut Expr) -> Option<&mut Expr> {
    match expr {
        Expr::Async(_) => Some(expr),
        Expr::Call(call) if call.args.len() == 1 => call.args.first_mut().and_then(async_block),
        Expr::MethodCall(call) => async_block(&mut call.receiver),
        Expr::Paren(paren) => async_block(&mut paren.expr),
        Expr::Group(group) => async_block(&mut group.expr),
        Expr::Cast(cast) => async_block(&mut cast.expr),
        _ => None,
    }
}

/// The async block in the tail of these statements.
fn tail_block(statements: &mut [Stmt]) -> Option<&mut Expr> {
    statements.last_mut().and_then(tail_expression).and_then(async_block)
}

/// `#[async_trait]` begins its block with `if let Some(__ret) = None { return __ret }` and one `let` an argument. Those
/// receive what the caller passed, once; in a loop they would move it twice.
fn split_prologue(statements: &[Stmt]) -> (&[Stmt], TokenStream) {
    let tokens = |statements: &[Stmt]| statements.iter().map(ToTokens::to_token_stream).collect();
    let is_edge = |statement: &Stmt| {
        matches!(statement, Stmt::Expr(Expr::If(_), _))
            && mentions(&statement.to_token_stream(), |word| word == "__ret")
    };
    match statements {
        [first, rest @ ..] if is_edge(first) => {
            let is_argument = |statement: &&Stmt| match statement {
                Stmt::Local(local) => !mentions(&local.pat.to_token_stream(), |word| word == "__ret"),
                _ => false,
            };
            let (arguments, body) = rest.split_at(rest.iter().take_while(is_argument).count());
            (arguments, tokens(body))
        }
        _ => (&[], tokens(statements)),
    }
}

/// The statements without `mut`: the attempts have variables of their own. A `Pin<&mut T>` needs it, to be reborrowed.
fn without_mut_bindings(statements: &[Stmt], bound: &[Argument]) -> TokenStream {
    let pinned = |name: &str| {
        let name = if name == "__self" { "self" } else { name };
        bound.iter().any(|argument| argument.ident == name && argument.passing == Passing::PinnedMut)
    };
    let mut statements = statements.to_vec();
    for statement in &mut statements {
        if let Stmt::Local(local) = statement {
            set_mut(&mut local.pat, None, &|_| true);
            set_mut(&mut local.pat, Some(<Token![mut]>::default()), &pinned);
        }
    }
    statements.iter().map(ToTokens::to_token_stream).collect()
}
