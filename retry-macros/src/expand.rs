//! The rewritten function: a loop around the body, as a careful engineer would write it by hand.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Path};

use crate::args::{Args, Budget};
use crate::doc;
use crate::errors::Place;
use crate::function::{self, Argument, Function, Passing, Shape};
use crate::in_place;
use crate::policy::{Evaluation, PolicyTokens};
use crate::predicate::Predicate;
use crate::straight::is_straight;
use crate::tokens::{may_move, passes, rename_self, uses};
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
    // The attempts of the attribute below have variables of their own, where this one's need none.
    let allowed = function.is_retried_again().then(|| quote!(#[allow(unused_mut)]));
    quote!(#(#attributes)* #allowed #[doc = ""] #[doc = #words] #inner_attributes #visibility #modifier #signature #block)
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
    renewed: Vec<Renewed>,
    /// All arguments, as the keys know them.
    arguments: Vec<Argument>,
    /// The return type: where errors about it stand.
    returned: Place,
    name: TokenStream,
    /// Whether waits hold the thread.
    is_blocking: bool,
    /// Whether its body must stay in it: see `in_place`.
    tracks_its_caller: bool,
}

/// What `self` is called in a body that consumes it.
const OWNED_SELF: &str = "__retry_self";

/// Where `self` stood, and no token of the user's for lints; but in the user's own scope, so that `"{self}"` finds it.
fn owned_self(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

/// A variable of ours. A prefix as well as a span: a pattern is also a place where a constant's name counts, and items are not
/// hygienic.
fn local(name: &str) -> Ident {
    format_ident!("__retry_{}", name, span = Span::mixed_site())
}

/// An argument of which every attempt has a variable of its own.
struct Renewed {
    argument: Argument,
    renewal: Renewal,
}

/// What that variable begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Renewal {
    /// A clone, and in the last possible attempt the argument itself.
    Kept,
    /// A clone in every attempt, as the keys look at the argument after it.
    Cloned,
    /// The same reference.
    Copied,
    /// A borrow of what the argument borrows.
    Reborrowed,
    /// The same for `Pin<&mut T>`.
    ReborrowedPin,
}

impl<'a> Parts<'a> {
    fn new(args: &'a Args, function: &Function, shape: &Shape) -> Self {
        let runtime = args.runtime.as_ref().map_or_else(|| syn::parse_quote!(::retry_runtime), |path| path.0.clone());
        let runtime = behind_the_macro(&runtime);
        let policy = PolicyTokens::of(args, &function.generics(), &runtime);
        let is_async_trait = matches!(shape, Shape::Future(body) if body.is_async_trait);
        let self_name = if is_async_trait { "__self" } else { "self" };
        let arguments = function.arguments(shape);
        let body = match shape {
            Shape::Future(future) => future.body.clone(),
            _ => function.body.stream(),
        };
        let ident = &function.signature.ident;
        let name = args.name.as_ref().map_or_else(
            || {
                let name = ident.to_string();
                let name = name.trim_start_matches("r#");
                quote!(::core::concat!(::core::module_path!(), "::", #name))
            },
            ToTokens::to_token_stream,
        );
        let returned: Place = match (&function.signature.output, shape) {
            (_, Shape::Future(body)) if body.output.is_some() => (&body.output).into(),
            (syn::ReturnType::Type(_, returned), _) => (&**returned).into(),
            (syn::ReturnType::Default, _) => ident.into(),
        };
        let mut signature = function.without_mut(shape);
        let renewed = renewed(args, &arguments, &body, self_name);
        if function.is_retried_again() {
            declare_mut(&mut signature, &renewed);
        }
        Self {
            args,
            runtime,
            policy,
            signature,
            self_name,
            renewed,
            arguments,
            returned: returned.mixed(),
            name,
            is_blocking: matches!(shape, Shape::Sync),
            tracks_its_caller: in_place::tracks_its_caller(&function.attributes),
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
            let pinned = |name: &Ident| {
                self.renewed.iter().any(|it| it.argument.ident == *name && it.renewal == Renewal::ReborrowedPin)
            };
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
    //         if is_zero(wait) { yield_now().await; } else { sleep(wait).await; }
    //     }
    //
    // The outcome has a block of its own: a failure that is not `Send` is gone before the wait. `async`, not `async move`:
    // each attempt borrows the arguments anew. A body that nothing leaves early needs no `async`: `let outcome: R = { BODY };`.
    fn awaiting(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let output = output.filter(|output| !output.is_empty());
        if is_straight(body.stream()) {
            return self.in_loop(&self.straight(body, output), &quote!(.await), true);
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
        self.in_loop(&attempt, &quote!(.await), false)
    }

    // Output: the same with
    //             let outcome = (|| -> R { BODY })();
    fn blocking(&self, body: &Group, output: &TokenStream) -> TokenStream {
        let awaits = TokenStream::new();
        if is_straight(body.stream()) {
            return self.in_loop(&self.straight(body, Some(output)), &awaits, true);
        }
        let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
        if self.tracks_its_caller
            && let Ok(labelled) = in_place::labelled(&block, &self.runtime)
        {
            let attempt = quote! {
                #[allow(clippy::diverging_sub_expression, unreachable_code, unused_labels)]
                let #outcome: #output = #labelled;
            };
            return self.in_loop(&attempt, &awaits, true);
        }
        let attempt = quote_spanned!(block.span()=> let #outcome = (|| -> #output #block)(););
        self.in_loop(&attempt, &awaits, false)
    }

    fn straight(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
        let output = output.map(|output| quote!(: #output));
        // For a body that never returns.
        quote_spanned!(block.span()=> #[allow(clippy::diverging_sub_expression)] let #outcome #output = #block;)
    }

    fn in_loop(&self, attempt: &TokenStream, awaits: &TokenStream, is_straight: bool) -> TokenStream {
        let (setup, site) = self.setup();
        let (progress, wait, outcome) = (local("progress"), local("wait"), local("outcome"));
        let (keep, prepare) = (self.keep(), self.prepare(&progress, &site));
        let begin = self.begin(&site);
        let (pause, over) = self.pause(&wait, awaits);
        let decide = self.decide(&progress, &site, &outcome);
        // A body that never returns is no reason to warn of what follows it.
        let allowed = is_straight.then(|| quote!(#[allow(unreachable_code)]));
        quote! {
            #setup
            #keep
            let mut #progress = #begin;
            loop {
                #prepare
                let #wait = {
                    #attempt
                    #allowed
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
        let renames_self =
            self.self_name == "self" && self.renewed.iter().any(|renewed| renewed.argument.ident == "self");
        let body = if renames_self { rename_self(body.stream(), OWNED_SELF, owned_self) } else { body.stream() };
        let renew = self.renew();
        quote!(#binding #renew #body)
    }

    /// The site: a static where it is constant, and locals where it is not.
    fn setup(&self) -> (TokenStream, TokenStream) {
        let (runtime, name) = (&self.runtime, &self.name);
        let value = self.policy.value();
        let (site, policy, budget) = (local("site"), local("policy"), local("budget"));
        let private = quote!(#runtime::__private);
        let clock = self.clock();
        let own_budget = quote!(::core::option::Option::Some({
            static __RETRY_BUDGET: #runtime::Budget = #runtime::Budget::new();
            &__RETRY_BUDGET
        }));
        let none = quote!(::core::option::Option::None);
        let shared = match &self.args.budget {
            Some(Budget::Shared(expr)) => {
                let (tokens, given) = (self.in_scope(expr), local("given"));
                // In two steps, so that nothing is expected of what the expression is: a budget, or any reference to one.
                Some(quote_spanned! {expr.span().resolved_at(Span::mixed_site())=>
                    let #given = &(#tokens);
                    let #budget: &#runtime::Budget = #given;
                })
            }
            _ => None,
        };
        if self.policy.evaluation == Evaluation::Static && shared.is_none() {
            let budget = if self.args.budget.is_some() { own_budget } else { none };
            let checks = self.policy.checks(runtime);
            // One static, and in it a literal: that is the least rustc has to check and to evaluate.
            let site = quote!(#private::Site { name: #name, policy: &#value, budget: #budget, clock: #clock });
            let site = if checks.is_empty() { site } else { quote!({ #checks #site }) };
            let setup = quote!(static __RETRY_SITE: #private::Site<'static, 'static> = #site;);
            return (setup, quote!(__RETRY_SITE));
        }
        let policy_value = match self.policy.evaluation {
            Evaluation::Static => {
                let checks = self.policy.checks(runtime);
                quote!(let #policy: &#runtime::Policy = { #checks static __RETRY_POLICY: #runtime::Policy = #value; &__RETRY_POLICY };)
            }
            Evaluation::Generic => {
                let checked = self.policy.checked(runtime);
                quote!(let #policy: &#runtime::Policy = &const { #checked };)
            }
            Evaluation::Call => {
                let value = self.renamed(value);
                let value = if self.policy.is_unchanged() {
                    value
                } else {
                    quote!({
                        static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(false);
                        #private::overridden(#name, #value, &__RETRY_REPORTED)
                    })
                };
                // A copy: the call borrows nothing from where the policy lies.
                quote!(let #policy = &#value;)
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
            let #site = #private::Site::new(#name, #policy, #budget_value, #clock);
        };
        (setup, site.to_token_stream())
    }

    /// An expression of a key, where it stands in the function: `#[async_trait]` has renamed `self` there.
    fn in_scope(&self, expr: &Expr) -> TokenStream {
        self.renamed(expr.to_token_stream())
    }

    fn renamed(&self, tokens: TokenStream) -> TokenStream {
        if self.self_name == "self" { tokens } else { rename_self(tokens, self.self_name, |span| span) }
    }

    /// A hook or a predicate. One that has to be made first is made when it is called, and one that lies in a field or an
    /// argument stays there.
    fn callable(&self, expr: &Expr) -> TokenStream {
        let tokens = self.in_scope(expr);
        let waits = match types::visible(expr) {
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Field(_) | Expr::Index(_) | Expr::Macro(_) => true,
            Expr::Path(path) => self.arguments.iter().any(|argument| path.path.is_ident(&argument.ident)),
            _ => false,
        };
        if !waits {
            return tokens;
        }
        let it = local("it");
        quote_spanned!(expr.span().resolved_at(Span::mixed_site())=> |#it| (#tokens)(#it))
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
            quote!(#private::Site::begin(&#site, true))
        } else if constant && !timed {
            quote!(#private::begin())
        } else {
            quote!(#private::Site::begin(&#site, false))
        }
    }

    /// The clock that the waits follow.
    fn clock(&self) -> TokenStream {
        let runtime = &self.runtime;
        let clock = format_ident!("{}", if self.is_blocking { "Blocking" } else { "Awaiting" });
        quote!(#runtime::__private::Clock::#clock)
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
        let kept = self.renewed.iter().map(|renewed| {
            let argument = &renewed.argument;
            let (source, kept, must) = (self.source(argument), kept(argument), must_be_clone(argument));
            let (conditions, it) = (&argument.conditions, local("argument"));
            let span = source.span().resolved_at(Span::mixed_site());
            match renewed.renewal {
                Renewal::Kept => quote_spanned! {span=>
                    #(#conditions)*
                    let mut #kept = {
                        fn #must<T>(#it: T) -> #runtime::__private::Kept<T> where (): #runtime::__private::Renewable<T> {
                            <() as #runtime::__private::Renewable<T>>::keep(#it)
                        }
                        #must(#source)
                    };
                },
                Renewal::Cloned => quote_spanned! {span=>
                    #(#conditions)*
                    fn #must<T>(#it: &T) -> T where (): #runtime::__private::Renewable<T> {
                        <() as #runtime::__private::Renewable<T>>::another(#it)
                    }
                },
                Renewal::Copied | Renewal::Reborrowed | Renewal::ReborrowedPin => TokenStream::new(),
            }
        });
        kept.collect()
    }

    /// What the loop finds out before an attempt.
    fn prepare(&self, progress: &Ident, site: &TokenStream) -> TokenStream {
        let private = {
            let runtime = &self.runtime;
            quote!(#runtime::__private)
        };
        let attempt = self.args.attempt.as_ref().map(|_| {
            let attempt = local("attempt");
            quote!(let #attempt = #private::Site::attempt(&#site, &#progress);)
        });
        let last = self.renewed.iter().any(|renewed| renewed.renewal == Renewal::Kept).then(|| {
            let last = local("last");
            quote!(let #last = #private::Site::is_last(&#site, &#progress);)
        });
        quote!(#attempt #last)
    }

    /// What an attempt begins with: its own variables.
    fn renew(&self) -> TokenStream {
        let runtime = &self.runtime;
        let renewed = self.renewed.iter().map(|Renewed { argument, renewal }| {
            let source = self.source(argument);
            let own = if source == "self" { Ident::new(OWNED_SELF, owned_self(source.span())) } else { source.clone() };
            let (conditions, mutable) = (&argument.conditions, argument.is_mut.then(|| quote!(mut)));
            let value = match renewal {
                Renewal::Copied => quote!(#source),
                Renewal::Reborrowed => quote!(&mut *#source),
                Renewal::ReborrowedPin => quote!(::core::pin::Pin::as_mut(&mut #source)),
                Renewal::Kept => {
                    let (kept, last) = (kept(argument), local("last"));
                    quote!(#runtime::__private::Kept::next(&mut #kept, #last))
                }
                Renewal::Cloned => {
                    let must = must_be_clone(argument);
                    quote_spanned!(source.span().resolved_at(Span::mixed_site())=> #must(&#source))
                }
            };
            quote!(#(#conditions)* let #mutable #own = #value;)
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
        // Where the return type stands: that is what an outcome of the wrong type is told of.
        let outcome = &self.returned.around(quote!(&#outcome));
        let judged = quote!(&mut #progress, &#site, #outcome);
        if let Some(expr) = &self.args.on_result {
            let (predicate, private) = (self.callable(expr), self.private_at(self.returned.first));
            let error = quote_spanned!(self.returned.first=> #private::Returned(#outcome).__retry_error());
            let hooks = self.hooks();
            return self.call("decide_on_result", quote!(#judged, #predicate, #error, #hooks), Some(expr));
        }
        let (predicate, expr) = self.predicate();
        if self.listens() || self.args.budget.is_some() {
            let hooks = self.hooks();
            self.call("decide_observed", quote!(#judged, #predicate, #hooks), expr)
        } else {
            self.call("decide", quote!(#judged, #predicate), expr)
        }
    }

    /// The hooks, in the order in which they are passed. What a function returns is looked at where the function stands, so that
    /// an error about it does.
    fn hooks(&self) -> TokenStream {
        let hooks = [&self.args.before_retry, &self.args.on_give_up, &self.args.on_recovered].map(|hook| {
            let Some(expr) = hook else { return quote!(|_| {}) };
            let (tokens, event, place) = (self.in_scope(expr), local("event"), Place::from(expr).mixed());
            let function = match types::visible(expr) {
                Expr::Closure(_) => return tokens,
                Expr::Path(_) => tokens,
                _ => quote!((#tokens)),
            };
            let (private, mut called) =
                (self.private_at(place.first), Group::new(Delimiter::Parenthesis, quote!(#event)));
            called.set_span(place.last);
            quote_spanned!(place.first=> |#event| #private::hooked(#function #called))
        });
        quote!(#(#hooks),*)
    }

    /// A call that stands where its predicate stands: an error about what that returns points there.
    fn call(&self, function: &str, arguments: TokenStream, predicate: Option<&Expr>) -> TokenStream {
        let place = predicate.map_or(self.returned, |expr| Place::from(expr).mixed());
        let (private, function) = (self.private_at(place.first), Ident::new(function, place.last));
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(place.last);
        quote_spanned!(place.first=> #private::#function #arguments)
    }

    /// Which failures are retried, and the expression that says so.
    fn predicate(&self) -> (TokenStream, Option<&Expr>) {
        match &self.args.on {
            None => {
                // Where the return type stands: that is what a failure without a verdict is told of.
                let (private, judge) = (self.private_at(self.returned.first), Ident::new("judge", self.returned.last));
                (quote_spanned!(self.returned.first=> #private::Judged::#judge), None)
            }
            Some(Predicate::Any) => (quote!(|_| true), None),
            Some(Predicate::Call(expr)) => (self.callable(expr), Some(expr)),
            Some(Predicate::Pattern(pattern)) => {
                let guard = pattern.guard.as_ref().map(|guard| self.in_scope(guard));
                (pattern.to_closure(guard.as_ref()), None)
            }
        }
    }

    fn private_at(&self, span: Span) -> TokenStream {
        let runtime = self.runtime_at(span);
        quote_spanned!(span=> #runtime::__private)
    }

    /// The wait, and what follows it. A wait of nothing yields to the executor: a body that is always ready would else hold it, and
    /// no time-out around the call could act.
    fn pause(&self, wait: &Ident, awaits: &TokenStream) -> (TokenStream, TokenStream) {
        let private = {
            let runtime = &self.runtime;
            quote!(#runtime::__private)
        };
        let (delay, over) = if self.carries_permit() {
            (quote!(#private::Wait::delay(&#wait)), quote!(#private::Wait::over(#wait);))
        } else {
            (quote!(#wait), TokenStream::new())
        };
        let pause = match &self.args.sleep {
            Some(sleep) => {
                let is_path = matches!(types::visible(sleep), Expr::Path(_));
                let at = sleep.span();
                let sleep = self.in_scope(sleep);
                let sleep = if is_path { sleep } else { quote_spanned!(at.resolved_at(Span::mixed_site())=> (#sleep)) };
                let mut arguments = Group::new(Delimiter::Parenthesis, delay.clone());
                arguments.set_span(at);
                if awaits.is_empty() {
                    let runtime = self.runtime_at(at.resolved_at(Span::mixed_site()));
                    quote_spanned!(at.resolved_at(Span::mixed_site())=> #runtime::__private::slept(#sleep #arguments);)
                } else {
                    let awaits = quote_spanned!(at=> .await);
                    quote! {
                        #sleep #arguments #awaits;
                        if #private::is_zero(#delay) { #private::yield_now().await; }
                    }
                }
            }
            None if awaits.is_empty() => quote!(#private::sleep_blocking(#delay);),
            None => quote! {
                if #private::is_zero(#delay) { #private::yield_now().await; } else { #private::sleep(#delay).await; }
            },
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

/// Which arguments every attempt gets anew, and how.
fn renewed(args: &Args, arguments: &[Argument], body: &TokenStream, self_name: &str) -> Vec<Renewed> {
    let seen_later = args.expressions_used_later();
    let renewed = arguments.iter().filter_map(|argument| {
        let name = argument.ident.to_string();
        let is_receiver = name == "self";
        let listed = args.clone.iter().flat_map(|names| &names.0).any(|other| *other == argument.ident);
        let renewal = match argument.passing {
            Passing::Value if !argument.is_mut && !listed => return None,
            Passing::Value if uses(&seen_later, &name) => Renewal::Cloned,
            Passing::Value => Renewal::Kept,
            Passing::PinnedMut => Renewal::ReborrowedPin,
            Passing::MutReference if is_receiver && !passes(body, self_name) => return None,
            Passing::MutReference if !is_receiver && !argument.is_mut && !may_move(body, &name) => return None,
            Passing::MutReference => Renewal::Reborrowed,
            Passing::Reference if argument.is_mut && !is_receiver => Renewal::Copied,
            Passing::Reference => return None,
        };
        Some(Renewed { argument: argument.clone(), renewal })
    });
    renewed.collect()
}

/// Declares what every attempt gets anew as `mut`, so that the attribute below does likewise with it.
fn declare_mut(signature: &mut syn::Signature, renewed: &[Renewed]) {
    let again = |name: &str| {
        renewed.iter().any(|it| it.argument.ident == name && matches!(it.renewal, Renewal::Kept | Renewal::Cloned))
    };
    for input in &mut signature.inputs {
        match input {
            syn::FnArg::Receiver(receiver) if again("self") => {
                receiver.mutability = Some(<syn::Token![mut]>::default());
            }
            syn::FnArg::Typed(typed) => {
                if let syn::Pat::Ident(binding) = &mut *typed.pat
                    && again(&binding.ident.to_string())
                {
                    binding.mutability = Some(<syn::Token![mut]>::default());
                }
            }
            syn::FnArg::Receiver(_) => {}
        }
    }
}

/// The path with spans of a macro's: else `unused_qualifications` would judge how the user writes it.
fn behind_the_macro(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        // `$crate` says by its span which crate it is.
        if segment.ident != "$crate" {
            segment.ident.set_span(segment.ident.span().resolved_at(Span::mixed_site()));
        }
    }
    path
}

/// The variable that keeps what the caller passed.
fn kept(argument: &Argument) -> Ident {
    local(&format!("kept_{}", plain_name(&argument.ident)))
}

/// The function that clones an argument. Its name is part of what rustc says of one that is not `Clone`.
fn must_be_clone(argument: &Argument) -> Ident {
    let span = argument.ident.span().resolved_at(Span::mixed_site());
    format_ident!("{}_must_be_clone_for_another_attempt", plain_name(&argument.ident), span = span)
}

/// The name without `r#`.
fn plain_name(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
