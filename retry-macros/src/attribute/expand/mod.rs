//! The rewritten function: a loop around the body, as a careful engineer would write it by hand.
//!
//! ```text
//! async fn fetch(client: &Client, id: u64) -> Result<Order, Error> {
//!     static SITE: Site = Site { name: …, file: …, line: …, policy: …, clock: … };    // site
//!     let mut state = begin();
//!     loop {
//!         let wait = {                      // a block: a failure that is not `Send` is gone before the wait
//!             let outcome: Result<Order, Error> = { BODY };                            // attempt, renewal
//!             let Some(wait) = decide(&mut state, &SITE, &outcome, is_transient) else { return outcome };    // decision
//!             wait
//!         };
//!         if is_zero(wait) { yield_now().await; } else { sleep(wait).await; }          // wait
//!     }
//! }
//! ```
//!
//! Where somebody listens, something is lent, or each call has a policy of its own, the decision takes its full form:
//! `decide_in_full(&mut state, &call, waited, judge(&outcome, is_transient), |event| …)`. There is one `return`: with a second one, rustc
//! copies the result.
//!
//! Where an attempt can be cut short, the body is a future beside a timer (`limits`); where a wait can be cancelled, the decision is
//! asked a second time, which is then the end (`cancel`).

mod agreement;
mod attempt;
mod cancel;
mod decision;
mod fallback;
mod limits;
mod profile;
mod renewal;
mod site;
mod wait;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, Path};

use crate::attribute::doc;
use crate::attribute::errors::Place;
use crate::attribute::function::in_place;
use crate::attribute::function::return_type;
use crate::attribute::function::{Argument, Function, Shape};
use crate::attribute::grammar::args::Args;
use crate::attribute::policy::tokens::PolicyTokens;
use crate::attribute::tokens::rename_self;

use self::attempt::Attempt;
use self::renewal::{Renewal, Renewed, declare_mut, keep_mut_for_cancel, renewed};

/// What the annotated function becomes.
pub(crate) fn expand(args: &Args, function: &Function, shape: Shape) -> TokenStream {
    let Function { attributes, visibility, modifier, inner_attributes, .. } = function;
    let parts = Parts::new(args, function, &shape);
    let (signature, body) = match shape {
        Shape::Sync | Shape::Async => (parts.signature(), parts.in_loop(&function.body, Some(&function.output()))),
        Shape::Future(future) => {
            let mut block = Group::new(Delimiter::Brace, future.body.clone());
            block.set_span(function.body.span());
            let output = future.output.as_ref().map(return_type::without_impl_trait);
            (parts.signature.clone(), future.with(&parts.in_loop(&block, output.as_ref())))
        }
    };
    let mut block = Group::new(Delimiter::Brace, body);
    block.set_span(function.body.span());
    let words = format!(" {}", doc::words(args));
    // The attempts of the attribute below have variables of their own, where this one's need none.
    let unused_mut = function.is_retried_again().then(|| quote!(#[allow(unused_mut)]));
    // An argument that the keys look at stays where it is, and the body consumes clones of it.
    let by_value = parts
        .renewed
        .iter()
        .any(|renewed| renewed.renewal == Renewal::Cloned)
        .then(|| quote!(#[allow(clippy::needless_pass_by_value)]));
    let allowed = quote!(#unused_mut #by_value);
    quote!(#(#attributes)* #allowed #[doc = ""] #[doc = #words] #inner_attributes #visibility #modifier #signature #block)
}

/// The pieces of the loop.
struct Parts<'a> {
    args: &'a Args,
    runtime: Path,
    policy: PolicyTokens,
    signature: syn::Signature,
    /// The names of the generic parameters.
    generics: Vec<String>,
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

/// An expression of type `Option`.
fn optional(value: Option<TokenStream>) -> TokenStream {
    let none = quote!(::core::option::Option::None);
    value.map_or(none, |value| quote!(::core::option::Option::Some(#value)))
}

impl<'a> Parts<'a> {
    fn new(args: &'a Args, function: &Function, shape: &Shape) -> Self {
        let runtime = args.runtime.as_ref().map_or_else(|| syn::parse_quote!(::retry_runtime), |path| path.0.clone());
        let runtime = behind_the_macro(&runtime);
        let generics = function.generics();
        let policy = PolicyTokens::of(args, &generics, &runtime);
        let is_async_trait = matches!(shape, Shape::Future(body) if body.is_async_trait);
        let self_name = if is_async_trait { "__self" } else { "self" };
        let arguments = function.arguments(shape);
        let body = match shape {
            Shape::Future(future) => future.body.clone(),
            _ => function.body.stream(),
        };
        let ident = &function.signature.ident;
        let constant = args.name.as_ref().filter(|_| args.computed_name().is_none());
        let name = constant.map_or_else(
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
        keep_mut_for_cancel(&mut signature, args, &arguments, &body);
        if function.is_retried_again() {
            declare_mut(&mut signature, &renewed);
        }
        Self {
            args,
            runtime,
            policy,
            signature,
            generics,
            self_name,
            renewed,
            arguments,
            returned: returned.mixed(),
            name,
            is_blocking: matches!(shape, Shape::Sync),
            tracks_its_caller: in_place::tracks_its_caller(&function.attributes),
        }
    }

    /// The runtime's path with this span. rustc reports an error about a call at the first token of the called path.
    fn runtime_at(&self, span: Span) -> TokenStream {
        if self.args.runtime.is_some() {
            self.runtime.to_token_stream()
        } else {
            quote_spanned!(span=> ::retry_runtime)
        }
    }

    fn in_loop(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let (state, wait, outcome) = (local("state"), local("wait"), local("outcome"));
        let (setup, keep, begin, prepare) = (self.setup(), self.keep(), self.begin(), self.prepare(&state));
        let limits = self.begin_limits(&state);
        let Attempt { statement: attempt, in_the_open } = self.attempt(body, output);
        let waited = self.tells_the_time().then(|| {
            let (private, waited) = (self.private(), local("waited"));
            quote!(let mut #waited = #private::TotalWait::NONE;)
        });
        let (attempt, profile) = (&attempt, self.profile_for(&outcome));
        let attempt = quote!(#attempt #profile);
        // A body that never returns is no reason to warn of what follows it.
        let allowed = in_the_open.then(|| quote!(#[allow(unreachable_code)]));
        // The only place where a decision is asked and the loop is left.
        let (decide, leave) = (self.decide(&state, &outcome), self.leave(&state, &outcome));
        let decide = quote! {
            #allowed
            let ::core::option::Option::Some(#wait) = #decide else { #leave };
        };
        let (pause, over, keep_failure) = (self.pause(&wait), self.over(&wait), self.keep_failure(&outcome));
        let rest = self.pause_in_full(&wait).unwrap_or_else(|| quote!(#pause #over));
        let turn = if let Some(cancel) = &self.args.cancel {
            self.turn_with_cancel(cancel, &attempt, &decide)
        } else {
            quote! {
                let #wait = {
                    #attempt
                    #decide
                    #keep_failure
                    #wait
                };
                #rest
            }
        };
        let retries = self.and_fallback(&quote!(loop { #prepare #turn }));
        quote! {
            #setup
            let mut #state = #begin;
            #limits
            #keep
            #waited
            #retries
        }
    }

    /// An expression of a key, as it is written in the function: `#[async_trait]` has renamed `self` there.
    fn in_scope(&self, expr: &Expr) -> TokenStream {
        self.renamed(expr.to_token_stream())
    }

    fn renamed(&self, tokens: TokenStream) -> TokenStream {
        if self.self_name == "self" { tokens } else { rename_self(tokens, self.self_name, |span| span) }
    }

    /// The names that generated code uses.
    fn private(&self) -> TokenStream {
        let runtime = &self.runtime;
        quote!(#runtime::__private)
    }

    fn private_at(&self, span: Span) -> TokenStream {
        let runtime = self.runtime_at(span);
        quote_spanned!(span=> #runtime::__private)
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

/// The name without `r#`.
fn plain_name(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
