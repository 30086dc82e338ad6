//! The rewritten function: a loop around the body, as a careful engineer would write it by hand.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Path, Type};

use crate::args::{Args, Budget};
use crate::doc;
use crate::function::{self, Argument, Function, Passing, Shape};
use crate::policy::{Evaluation, PolicyTokens};
use crate::predicate::Predicate;
use crate::straight::is_straight;
use crate::types;

/// What the annotated function becomes.
pub(crate) fn expand(args: &Args, function: &Function, shape: Shape) -> TokenStream {
    let Function { attributes, visibility, modifier, inner_attributes, .. } = function;
    let parts = Parts::new(args, function, &shape);
    let (signature, body) = match shape {
        Shape::Sync => {
            let output = function.output();
            (parts.signature(), parts.blocking(&function.body, &output))
        }
        Shape::Async => {
            let output = function.output();
            (parts.signature(), parts.awaiting(&function.body, Some(&output)))
        }
        Shape::Future(future) => {
            let mut block = Group::new(Delimiter::Brace, future.body.clone());
            block.set_span(function.body.span());
            let output = future.output.as_ref().map(types::without_impl_trait);
            let (prologue, content) = (&future.prologue, parts.awaiting(&block, output.as_ref()));
            let mut statements = future.statements;
            if let Some(tail) = function::tail_block(&mut statements) {
                let (attributes, token, capture) = (&tail.attrs, &tail.async_token, &tail.capture);
                let replaced = quote!(#(#attributes)* #token #capture { #prologue #content });
                replace_tail(&mut statements, replaced);
            }
            (parts.signature.clone(), quote!(#(#statements)*))
        }
    };
    let mut block = Group::new(Delimiter::Brace, body);
    block.set_span(function.body.span());
    let words = format!(" {}", doc::words(args));
    quote!(#(#attributes)* #[doc = ""] #[doc = #words] #inner_attributes #visibility #modifier #signature #block)
}

fn replace_tail(statements: &mut [syn::Stmt], tokens: TokenStream) {
    fn innermost(expr: &mut Expr, tokens: TokenStream) {
        match expr {
            Expr::Async(_) => *expr = Expr::Verbatim(tokens),
            Expr::Call(call) => {
                if let Some(argument) = call.args.first_mut() {
                    innermost(argument, tokens);
                }
            }
            Expr::MethodCall(call) => innermost(&mut call.receiver, tokens),
            Expr::Paren(paren) => innermost(&mut paren.expr, tokens),
            Expr::Group(group) => innermost(&mut group.expr, tokens),
            Expr::Cast(cast) => innermost(&mut cast.expr, tokens),
            Expr::Return(returned) => {
                if let Some(expr) = &mut returned.expr {
                    innermost(expr, tokens);
                }
            }
            _ => {}
        }
    }
    if let Some(syn::Stmt::Expr(expr, _)) = statements.last_mut() {
        innermost(expr, tokens);
    }
}

/// The pieces of the loop.
struct Parts<'a> {
    args: &'a Args,
    runtime: Path,
    policy: PolicyTokens,
    signature: syn::Signature,
    /// What `self` is called where the keys' expressions stand.
    self_name: &'static str,
    /// The arguments that every attempt gets anew.
    renewed: Vec<Argument>,
    /// The first token of the return type: where errors about it stand.
    returned: Span,
    name: TokenStream,
    result_like: bool,
}

/// What `self` is called in a body that consumes it.
const OWNED_SELF: &str = "__retry_self";

fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl<'a> Parts<'a> {
    fn new(args: &'a Args, function: &Function, shape: &Shape) -> Self {
        let runtime = args.runtime.as_ref().map_or_else(|| syn::parse_quote!(::retry_runtime), |path| path.0.clone());
        let policy = PolicyTokens::of(args, &function.generics(), &runtime);
        let listed = |name: &Ident| args.clone.iter().flat_map(|names| &names.0).any(|other| other == name);
        let renewed = function.arguments(shape).into_iter().filter(|argument| {
            let is_receiver = argument.ident == "self";
            let by_reference = matches!(argument.passing, Passing::Reference | Passing::MutReference);
            (argument.is_mut && !(is_receiver && by_reference))
                || argument.passing == Passing::PinnedMut
                || listed(&argument.ident)
        });
        let is_async_trait = matches!(shape, Shape::Future(body) if body.is_async_trait);
        let ident = &function.signature.ident;
        let name = args.name.as_ref().map_or_else(
            || {
                let name = ident.to_string();
                let name = name.trim_start_matches("r#");
                quote!(::core::concat!(::core::module_path!(), "::", #name))
            },
            ToTokens::to_token_stream,
        );
        let returned = match (&function.signature.output, shape) {
            (_, Shape::Future(body)) if body.output.is_some() => {
                body.output.as_ref().map_or_else(Span::call_site, Spanned::span)
            }
            (syn::ReturnType::Type(_, returned), _) => first_span(&returned.to_token_stream()),
            (syn::ReturnType::Default, _) => ident.span(),
        };
        let output = match (&function.signature.output, shape) {
            (_, Shape::Future(body)) => body.output.clone(),
            (syn::ReturnType::Type(_, returned), _) => Some((**returned).clone()),
            (syn::ReturnType::Default, _) => None,
        };
        Self {
            args,
            runtime,
            policy,
            signature: function.without_mut(),
            self_name: if is_async_trait { "__self" } else { "self" },
            renewed: renewed.collect(),
            returned: returned.resolved_at(Span::mixed_site()),
            name,
            result_like: output.is_some_and(|output| is_result_like(&output)),
        }
    }

    /// The path to the runtime, as if it stood there: an error about what is called stands where its first token does.
    fn runtime_at(&self, span: Span) -> TokenStream {
        if self.args.runtime.is_some() {
            self.runtime.to_token_stream()
        } else {
            quote_spanned!(span=> ::retry_runtime)
        }
    }

    /// The signature, with a receiver that can be reborrowed where attempts do so.
    fn signature(&self) -> syn::Signature {
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            let pinned =
                |name: &Ident| self.renewed.iter().any(|a| a.ident == *name && a.passing == Passing::PinnedMut);
            match input {
                syn::FnArg::Receiver(receiver) if pinned(&Ident::new("self", Span::call_site())) => {
                    receiver.mutability = Some(syn::Token![mut](Span::mixed_site()));
                }
                syn::FnArg::Typed(typed) => {
                    if let syn::Pat::Ident(binding) = &mut *typed.pat
                        && pinned(&binding.ident)
                    {
                        binding.mutability = Some(syn::Token![mut](Span::mixed_site()));
                    }
                }
                syn::FnArg::Receiver(_) => {}
            }
        }
        signature
    }

    // Output:
    //     static SITE: Site = …;
    //     let mut progress = begin();
    //     loop {
    //         let wait = {
    //             let outcome = async { if false { return never::<R>(); } BODY }.await;
    //             let Some(wait) = decide(&mut progress, &SITE, &outcome, predicate) else { return outcome };
    //             wait
    //         };
    //         if !is_zero(wait) { sleep(wait).await; }
    //     }
    //
    // The outcome has a block of its own: a failure that is not `Send` is gone before the wait. `async`, not `async move`:
    // each attempt borrows the arguments anew. A body that nothing leaves early needs no `async`: `let outcome: R = { BODY };`.
    fn awaiting(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let output = output.filter(|output| !output.is_empty());
        if is_straight(body.stream()) {
            return self.in_loop(&self.straight(body, output), &quote!(.await));
        }
        let edge = output.map(|output| {
            let runtime = &self.runtime;
            // Never taken. It tells rustc the type of the block before it reads the body, so that an early
            // `return Err("text")` is judged at the user's own token.
            quote!(if false { return #runtime::__private::never::<#output>(); })
        });
        let (outcome, inside) = (local("outcome"), self.inside(body));
        let block = block_at(body, quote!(#edge #inside));
        // Spanned at the body, so that what cannot be done twice is told of the body, not of the attribute.
        let attempt = quote_spanned!(block.span()=> let #outcome = async #block.await;);
        self.in_loop(&attempt, &quote!(.await))
    }

    // Output: the same with
    //             let outcome = (|| -> R { BODY })();
    fn blocking(&self, body: &Group, output: &TokenStream) -> TokenStream {
        let attempt = if is_straight(body.stream()) {
            self.straight(body, Some(output))
        } else {
            let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
            quote_spanned!(block.span()=> let #outcome = (|| -> #output #block)();)
        };
        self.in_loop(&attempt, &TokenStream::new())
    }

    fn straight(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
        let output = output.map(|output| quote!(: #output));
        quote_spanned!(block.span()=> let #outcome #output = #block;)
    }

    fn in_loop(&self, attempt: &TokenStream, awaits: &TokenStream) -> TokenStream {
        let (setup, site) = self.setup();
        let (progress, wait, outcome) = (local("progress"), local("wait"), local("outcome"));
        let (keep, prepare) = (self.keep(), self.prepare(&progress, &site));
        let begin = self.begin(&site);
        let (pause, over) = self.pause(&wait, awaits);
        let decide = self.decide(&progress, &site, &outcome);
        quote! {
            #setup
            #keep
            let mut #progress = #begin;
            loop {
                #prepare
                let #wait = {
                    #attempt
                    let ::core::option::Option::Some(#wait) = #decide else { return #outcome };
                    #wait
                };
                #pause
                #over
            }
        }
    }

    /// What an attempt does: bind the context, then run the user's own tokens.
    fn inside(&self, body: &Group) -> TokenStream {
        let binding = self.args.attempt.as_ref().map(|binding| {
            let (name, attempt) = (&binding.0, local("attempt"));
            quote!(let #name = #attempt;)
        });
        let renames_self = self.renewed.iter().any(|argument| argument.ident == "self");
        let body = if renames_self { function::rename_self(body.stream(), OWNED_SELF) } else { body.stream() };
        let renew = self.renew();
        quote!(#binding #renew #body)
    }

    /// The site: a static where it is constant, and locals where it is not.
    fn setup(&self) -> (TokenStream, TokenStream) {
        let (runtime, name) = (&self.runtime, &self.name);
        let value = self.policy.value();
        let (site, policy, budget) = (local("site"), local("policy"), local("budget"));
        let private = quote!(#runtime::__private);
        let own_budget = quote!(::core::option::Option::Some({
            static __RETRY_BUDGET: #runtime::Budget = #runtime::Budget::new();
            #private::own_budget(&__RETRY_BUDGET)
        }));
        let none = quote!(::core::option::Option::None);
        let shared = match &self.args.budget {
            Some(Budget::Shared(expr)) => {
                // At the expression: there stands what rustc says of one that is no budget.
                let span = expr.span().resolved_at(Span::mixed_site());
                let (tokens, runtime, lent) = (self.in_scope(expr), self.runtime_at(span), Ident::new("budget", span));
                // In two steps: so a temporary value lives as long as the call.
                Some(quote_spanned! {span=>
                    #[allow(clippy::needless_borrow)]
                    let #lent = &#tokens;
                    let #lent = #runtime::__private::budget(#lent);
                })
            }
            _ => None,
        };
        if self.policy.evaluation == Evaluation::Static && shared.is_none() {
            let budget = if self.args.budget.is_some() { own_budget } else { none };
            let checks = self.policy.checks(runtime);
            // One static, and in it a literal: that is the least rustc has to check and to evaluate.
            let site = quote!(#private::Site { name: #name, policy: &#value, budget: #budget });
            let site = if checks.is_empty() { site } else { quote!({ #checks #site }) };
            let setup = quote!(static __RETRY_SITE: #private::Site<'static, 'static> = #site;);
            return (setup, quote!(__RETRY_SITE));
        }
        let policy_value = match self.policy.evaluation {
            Evaluation::Static => {
                let checks = self.policy.checks(runtime);
                quote!(let #policy: &#runtime::Policy = { #checks static __RETRY_POLICY: #runtime::Policy = #value; &__RETRY_POLICY };)
            }
            Evaluation::Generic => quote!(let #policy: &#runtime::Policy = &const { (#value).checked() };),
            Evaluation::Call if self.policy.is_unchanged() => {
                let expr = self.args.policy.as_ref().map(|expr| self.in_scope(expr));
                // A `Policy` or a reference to one: the coercion takes both.
                quote!(#[allow(clippy::needless_borrow)] let #policy: &#runtime::Policy = &#expr;)
            }
            Evaluation::Call => {
                let value =
                    if self.self_name == "self" { value } else { function::rename_self_here(value, self.self_name) };
                quote! {
                    let #policy: &#runtime::Policy = &{
                        static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                        #private::overridden(#name, #value, &__RETRY_REPORTED)
                    };
                }
            }
        };
        let budget_value = match &self.args.budget {
            Some(Budget::Shared(_)) => quote!(::core::option::Option::Some(#budget)),
            Some(Budget::Own) => own_budget,
            None => none,
        };
        let setup = quote! {
            #policy_value
            #shared
            let #site = #private::Site::new(#name, #policy, #budget_value);
        };
        (setup, site.to_token_stream())
    }

    /// An expression of a key, where it stands in the function: `#[async_trait]` has renamed `self` there.
    fn in_scope(&self, expr: &Expr) -> TokenStream {
        let tokens = expr.to_token_stream();
        if self.self_name == "self" { tokens } else { function::rename_self_here(tokens, self.self_name) }
    }

    fn begin(&self, site: &TokenStream) -> TokenStream {
        let private = {
            let runtime = &self.runtime;
            quote!(#runtime::__private)
        };
        let listens = self.listens() || self.args.attempt.is_some();
        let constant = self.policy.evaluation == Evaluation::Static && self.args.policy.is_none();
        let timed = self.args.max_elapsed.is_some() || self.args.internal.is_some() || self.args.external.is_some();
        if listens {
            quote!(#private::begin_timed(true))
        } else if constant && !timed {
            quote!(#private::begin())
        } else {
            quote!(#private::begin_timed(#site.is_timed()))
        }
    }

    /// Whether a wait is more than a delay.
    fn carries_permit(&self) -> bool {
        self.listens() || self.args.budget.is_some() || self.args.on_result.is_some()
    }

    fn listens(&self) -> bool {
        !self.args.given(&["before_retry", "on_give_up", "on_recovered"]).is_empty()
    }

    /// What is kept across attempts: by-value arguments that every attempt gets anew.
    fn keep(&self) -> TokenStream {
        let runtime = &self.runtime;
        let kept = self.renewed.iter().filter(|argument| argument.passing == Passing::Value).map(|argument| {
            let (source, kept) = (self.source(argument), kept(argument));
            // Its name is part of what rustc says of an argument that is not `Clone`.
            let must = format_ident!("{}_must_be_clone_for_another_attempt", plain_name(&argument.ident));
            quote_spanned! {source.span().resolved_at(Span::mixed_site())=>
                let mut #kept = {
                    fn #must<T: ::core::clone::Clone>(argument: T) -> #runtime::__private::Kept<T> {
                        #runtime::__private::Kept::new(argument)
                    }
                    #must(#source)
                };
            }
        });
        kept.collect()
    }

    /// What the loop finds out before an attempt.
    fn prepare(&self, progress: &Ident, site: &TokenStream) -> TokenStream {
        let attempt = self.args.attempt.as_ref().map(|_| {
            let attempt = local("attempt");
            quote!(let #attempt = #site.attempt(&#progress);)
        });
        let last = self.renewed.iter().any(|argument| argument.passing == Passing::Value).then(|| {
            let last = local("last");
            quote!(let #last = #site.is_last(&#progress);)
        });
        quote!(#attempt #last)
    }

    /// What an attempt begins with: its own variables.
    fn renew(&self) -> TokenStream {
        let renewed = self.renewed.iter().map(|argument| {
            let source = self.source(argument);
            let own = if argument.ident == "self" {
                Ident::new(OWNED_SELF, source.span().resolved_at(Span::mixed_site()))
            } else {
                source.clone()
            };
            let mutable = argument.is_mut.then(|| quote!(mut));
            match argument.passing {
                Passing::Reference => quote!(let #mutable #own = #source;),
                Passing::MutReference => quote!(let #mutable #own = &mut *#source;),
                Passing::PinnedMut => quote!(let #mutable #own = ::core::pin::Pin::as_mut(&mut #source);),
                Passing::Value => {
                    let (kept, last) = (kept(argument), local("last"));
                    quote!(let #mutable #own = #kept.next(#last);)
                }
            }
        });
        renewed.collect()
    }

    /// The argument where the loop stands: `#[async_trait]` has renamed `self` there.
    fn source(&self, argument: &Argument) -> Ident {
        if argument.ident == "self" && self.self_name == "__self" {
            Ident::new("__self", argument.ident.span())
        } else {
            argument.ident.clone()
        }
    }

    fn decide(&self, progress: &Ident, site: &TokenStream, outcome: &Ident) -> TokenStream {
        let private = {
            let runtime = self.runtime_at(self.returned);
            quote_spanned!(self.returned=> #runtime::__private)
        };
        // Where the return type stands: that is what an outcome of the wrong type is told of.
        let outcome = Ident::new(&outcome.to_string(), self.returned);
        let outcome = &quote_spanned!(self.returned=> &#outcome);
        let hook = |hook: &Option<Expr>| hook.as_ref().map_or_else(|| quote!(|_| {}), |expr| self.in_scope(expr));
        let hooks = {
            let (before, give_up, recovered) =
                (hook(&self.args.before_retry), hook(&self.args.on_give_up), hook(&self.args.on_recovered));
            quote!(#before, #give_up, #recovered)
        };
        if let Some(predicate) = &self.args.on_result {
            let predicate = self.in_scope(predicate);
            let error = if self.result_like {
                quote_spanned!(self.returned=> #private::error_of)
            } else {
                quote_spanned!(self.returned=> #private::no_error_in)
            };
            let arguments = quote!(&mut #progress, &#site, #outcome, #predicate, #error, #hooks);
            return call(
                &quote_spanned!(self.returned=> #private::decide_on_result),
                arguments,
                self.args.on_result.as_ref().map(Spanned::span),
            );
        }
        let (predicate, span) = self.predicate();
        let observed = self.listens() || self.args.budget.is_some();
        if observed {
            let function = quote_spanned!(self.returned=> #private::decide_observed);
            call(&function, quote!(&mut #progress, &#site, #outcome, #predicate, #hooks), span)
        } else {
            let function = quote_spanned!(self.returned=> #private::decide);
            call(&function, quote!(&mut #progress, &#site, #outcome, #predicate), span)
        }
    }

    fn predicate(&self) -> (TokenStream, Option<Span>) {
        let runtime = self.runtime_at(self.returned);
        match &self.args.on {
            None => (quote_spanned!(self.returned=> #runtime::Classify::classify), None),
            Some(Predicate::Any) => (quote!(|_| true), None),
            Some(Predicate::Call(expr)) => (self.in_scope(expr), Some(expr.span())),
            Some(Predicate::Pattern(pattern)) => {
                let (pattern, guard) = (&pattern.pattern, &pattern.guard);
                let guard = guard.as_ref().map(|guard| quote!(if #guard));
                let error = local("error");
                let predicate = quote! {
                    |#error| match #error {
                        #pattern #guard => true,
                        #[allow(unreachable_patterns)]
                        _ => false,
                    }
                };
                (predicate, None)
            }
        }
    }

    /// The wait, and what follows it.
    fn pause(&self, wait: &Ident, awaits: &TokenStream) -> (TokenStream, TokenStream) {
        let runtime = &self.runtime;
        let (delay, over) = if self.carries_permit() {
            (quote!(#wait.delay()), quote!(#wait.over();))
        } else {
            (quote!(#wait), TokenStream::new())
        };
        let pause = match &self.args.sleep {
            Some(sleep) => {
                let is_closure = matches!(sleep, Expr::Closure(_));
                let sleep = self.in_scope(sleep);
                let sleep = if is_closure { quote!((#sleep)) } else { sleep };
                let at = self.args.sleep.as_ref().map_or_else(Span::mixed_site, Spanned::span);
                let mut arguments = Group::new(Delimiter::Parenthesis, delay);
                arguments.set_span(at);
                let awaits = (!awaits.is_empty()).then(|| quote_spanned!(at=> .await));
                quote!(#sleep #arguments #awaits;)
            }
            None if awaits.is_empty() => quote!(#runtime::__private::sleep_blocking(#delay);),
            None => quote!(if !#runtime::__private::is_zero(#delay) { #runtime::__private::sleep(#delay).await; }),
        };
        (pause, over)
    }
}

/// A block in the place of the body.
fn block_at(body: &Group, inside: TokenStream) -> Group {
    let mut block = Group::new(Delimiter::Brace, inside);
    block.set_span(body.span().resolved_at(Span::mixed_site()));
    block
}

/// The variable that keeps what the caller passed.
fn kept(argument: &Argument) -> Ident {
    format_ident!("kept_{}", plain_name(&argument.ident), span = Span::mixed_site())
}

/// The name without `r#`.
fn plain_name(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

/// A call whose parentheses stand where an error about the arguments should point.
fn call(function: &TokenStream, arguments: TokenStream, span: Option<Span>) -> TokenStream {
    let mut group = Group::new(Delimiter::Parenthesis, arguments);
    if let Some(span) = span {
        group.set_span(span.resolved_at(Span::mixed_site()));
    }
    let group = TokenTree::Group(group);
    quote!(#function #group)
}

fn first_span(tokens: &TokenStream) -> Span {
    tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// By its name: a type whose failure hooks can be shown under `on_result`.
fn is_result_like(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| {
            let name = segment.ident.to_string();
            name.ends_with("Result") || name == "Option"
        }),
        Type::Group(group) => is_result_like(&group.elem),
        Type::Paren(paren) => is_result_like(&paren.elem),
        _ => false,
    }
}
