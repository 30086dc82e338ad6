//! What was annotated: shape, receiver, arguments, and where the body really is.
//!
//! The signature is parsed, the body is carried as tokens: cheaper, and an unfinished body still completes in editors. Only
//! a plain function that returns a future is parsed whole, to find the async block whose content is retried.

pub(crate) mod early_exit;
pub(crate) mod in_place;
mod instrumented;
pub(crate) mod return_type;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Expr, ExprAsync, FnArg, Pat, Receiver, ReceiverKind, ReturnType, Signature, Stmt, Type, Visibility,
};

use crate::attribute::errors;
use crate::attribute::tokens::{mentions, uses};

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

impl Function {
    /// `None` where the body is unfinished: rustc will say so itself.
    pub(crate) fn shape(&self) -> darling::Result<Option<Shape>> {
        if self.signature.asyncness.is_some() {
            return Ok(Some(Shape::Async));
        }
        let ReturnType::Type(_, returned) = &self.signature.output else { return Ok(Some(Shape::Sync)) };
        if !return_type::is_future(returned) {
            return Ok(Some(Shape::Sync));
        }
        let refuse = || {
            errors::at(
                &**returned,
                "the future that this function returns exists only once, so it cannot be made again for a retry: \
                 end the body with `async move { … }` or `Box::pin(async move { … })`",
            )
        };
        let Ok(mut block) = syn::parse2::<syn::Block>(self.body.to_token_stream()) else { return Ok(None) };
        let tail = block.stmts.last_mut().and_then(tail_expression).and_then(async_block).ok_or_else(refuse)?;
        let statements = core::mem::take(&mut tail.block.stmts);
        let (prologue, body) = split_prologue(&statements);
        let is_async_trait = !prologue.is_empty();
        Ok(Some(Shape::Future(Box::new(FutureBody {
            output: return_type::output_of(returned),
            statements: block.stmts,
            bound: self.bound_by(prologue),
            prologue: without_mut_bindings(prologue),
            body: instrumented::without_moves(body),
            is_async_trait,
        }))))
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

    /// The names that the body knows its arguments by, with how they were declared.
    pub(crate) fn arguments(&self, shape: &Shape) -> Vec<Argument> {
        let mut arguments = self.declared();
        if let Shape::Future(body) = shape {
            arguments.retain(|argument| body.bound.iter().all(|bound| bound.ident != argument.ident));
            arguments.extend(body.bound.iter().cloned());
        }
        arguments
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
            if let Some(same) = declared.iter().find(|declared| declared.ident == argument.ident) {
                argument.passing = same.passing;
            }
        }
        bound.retain(|argument| argument.ident != "__self");
        bound
    }

    /// The names that the signature binds.
    fn declared(&self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for input in &self.signature.inputs {
            match input {
                FnArg::Receiver(receiver) => arguments.push(Argument {
                    ident: Ident::new("self", receiver.self_token.span),
                    is_mut: receiver.mutability.is_some(),
                    passing: passing_of_receiver(receiver),
                    conditions: Vec::new(),
                }),
                FnArg::Typed(typed) => {
                    let first = arguments.len();
                    bindings(&typed.pat, Some(&typed.ty), &mut arguments);
                    for argument in &mut arguments[first..] {
                        let conditions = typed.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
                        argument.conditions = conditions.cloned().collect();
                    }
                }
            }
        }
        arguments
    }

    /// Removes `mut` from the arguments: the attempts have variables of their own. What stands before the async block of a
    /// function that returns a future may still need it.
    pub(crate) fn without_mut(&self, shape: &Shape) -> Signature {
        let mut signature = self.signature.clone();
        let before: TokenStream = match shape {
            Shape::Future(body) => body
                .statements
                .split_last()
                .map_or_else(TokenStream::new, |(_, before)| before.iter().map(ToTokens::to_token_stream).collect()),
            _ => TokenStream::new(),
        };
        for input in &mut signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    let by_value = matches!(receiver.kind, ReceiverKind::Value | ReceiverKind::Typed(..));
                    if by_value && !uses(&before, "self") {
                        receiver.mutability = None;
                    }
                }
                FnArg::Typed(typed) => remove_mut(&mut typed.pat, &|name| !uses(&before, name)),
            }
        }
        signature
    }

    /// Whether another `#[retry]` stands below this one: its attempts begin from this function's arguments.
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

/// A name that an argument binds.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    pub(crate) is_mut: bool,
    pub(crate) passing: Passing,
    /// `#[cfg(…)]` above it: what is made of it exists where it does.
    pub(crate) conditions: Vec<Attribute>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Value,
    Reference,
    MutReference,
    /// `Pin<&mut T>`, which is reborrowed with `as_mut`.
    PinnedMut,
}

fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Reference(reference) if reference.mutability.is_some() => Passing::MutReference,
        Type::Reference(_) => Passing::Reference,
        Type::Group(group) => passing(&group.elem),
        Type::Paren(paren) => passing(&paren.elem),
        Type::Path(path) => match path.path.segments.last() {
            Some(segment) if segment.ident == "Pin" => {
                if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments
                    && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
                    && passing(inner) == Passing::MutReference
                {
                    return Passing::PinnedMut;
                }
                Passing::Value
            }
            _ => Passing::Value,
        },
        _ => Passing::Value,
    }
}

fn passing_of_receiver(receiver: &Receiver) -> Passing {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, Some(_)) => Passing::MutReference,
        ReceiverKind::Reference(_, _, None) => Passing::Reference,
        ReceiverKind::Typed(_, ty) => passing(ty),
        _ => Passing::Value,
    }
}

/// The names that a pattern binds, with what their types say where the type stands beside the pattern.
fn bindings(pattern: &Pat, ty: Option<&Type>, found: &mut Vec<Argument>) {
    match pattern {
        Pat::Ident(binding) => {
            if binding.by_ref.is_none() {
                found.push(Argument {
                    ident: binding.ident.clone(),
                    is_mut: binding.mutability.is_some(),
                    passing: ty.map_or(Passing::Value, passing),
                    conditions: Vec::new(),
                });
            }
            if let Some((_, inner)) = &binding.subpat {
                bindings(inner, ty, found);
            }
        }
        Pat::Tuple(tuple) => {
            let types = ty.and_then(|ty| return_type::of_tuple(ty)).filter(|types| types.len() == tuple.elems.len());
            for (index, pattern) in tuple.elems.iter().enumerate() {
                bindings(pattern, types.and_then(|types| types.get(index)), found);
            }
        }
        Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|pattern| bindings(pattern, None, found)),
        Pat::Struct(fields) => fields.fields.iter().for_each(|field| bindings(&field.pat, None, found)),
        Pat::Slice(slice) => slice.elems.iter().for_each(|pattern| bindings(pattern, None, found)),
        Pat::Paren(paren) => bindings(&paren.pat, ty, found),
        Pat::Reference(reference) => bindings(&reference.pat, None, found),
        _ => {}
    }
}

/// Removes `mut` from the names for which the test holds.
fn remove_mut(pattern: &mut Pat, test: &dyn Fn(&str) -> bool) {
    let all = |patterns: &mut dyn Iterator<Item = &mut Pat>| patterns.for_each(|pattern| remove_mut(pattern, test));
    match pattern {
        Pat::Ident(binding) => {
            if binding.by_ref.is_none() && test(&binding.ident.to_string()) {
                binding.mutability = None;
            }
            if let Some((_, inner)) = &mut binding.subpat {
                remove_mut(inner, test);
            }
        }
        Pat::Tuple(tuple) => all(&mut tuple.elems.iter_mut()),
        Pat::TupleStruct(tuple) => all(&mut tuple.elems.iter_mut()),
        Pat::Struct(fields) => all(&mut fields.fields.iter_mut().map(|field| &mut *field.pat)),
        Pat::Slice(slice) => all(&mut slice.elems.iter_mut()),
        Pat::Paren(paren) => remove_mut(&mut paren.pat, test),
        Pat::Reference(reference) => remove_mut(&mut reference.pat, test),
        _ => {}
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
pub(crate) fn async_block(expr: &mut Expr) -> Option<&mut ExprAsync> {
    match expr {
        Expr::Async(block) => Some(block),
        Expr::Call(call) if call.args.len() == 1 => call.args.first_mut().and_then(async_block),
        Expr::MethodCall(call) => async_block(&mut call.receiver),
        Expr::Paren(paren) => async_block(&mut paren.expr),
        Expr::Group(group) => async_block(&mut group.expr),
        Expr::Cast(cast) => async_block(&mut cast.expr),
        _ => None,
    }
}

/// The async block in the tail of these statements.
pub(crate) fn tail_block(statements: &mut [Stmt]) -> Option<&mut ExprAsync> {
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

/// The attempts have variables of their own.
fn without_mut_bindings(statements: &[Stmt]) -> TokenStream {
    let mut statements = statements.to_vec();
    for statement in &mut statements {
        if let Stmt::Local(local) = statement {
            remove_mut_of_local(&mut local.pat);
        }
    }
    statements.iter().map(ToTokens::to_token_stream).collect()
}

fn remove_mut_of_local(pattern: &mut Pat) {
    match pattern {
        Pat::Type(typed) => remove_mut(&mut typed.pat, &|_| true),
        _ => remove_mut(pattern, &|_| true),
    }
}
