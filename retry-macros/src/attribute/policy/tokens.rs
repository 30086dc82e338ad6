//! From the keys to an expression that builds the policy.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Path};

use crate::attribute::function::return_type;
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::backoff::Exponential;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::step::Step;
use crate::attribute::policy::known;
use crate::attribute::policy::settled::settled;
use crate::attribute::tokens::{is_in_capitals, is_short, may_name_a_parameter, mentions};

/// How a policy comes to be, setter by setter.
pub(crate) struct PolicyTokens {
    start: Step,
    setters: Vec<Step>,
    pub(crate) evaluation: Evaluation,
    /// What can be checked while compiling where another part is computed.
    settled: Vec<Self>,
    /// The place of `unlimited`, if only a limit of the constant policy before it can end a call.
    unlimited: Option<Span>,
}

/// When the policy is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evaluation {
    /// While compiling, in a static of the function.
    Static,
    /// While compiling, once for each set of generic arguments.
    Generic,
    /// At each call.
    Call,
}

impl PolicyTokens {
    pub(crate) fn of(args: &Args, generics: &[String], runtime: &Path) -> Self {
        let (start, mut setters) = match (start(args, runtime), args.growth()) {
            (Some(start), growth) => (start, Vec::from_iter(growth.map(|growth| growth.setter(runtime)))),
            (None, growth) => (growth.unwrap_or(&Exponential::default() as &dyn Growth).start(runtime), Vec::new()),
        };
        setters.extend(args.steps(runtime));
        let evaluation = evaluation(args, generics);
        let unlimited = match &args.max_attempts {
            Some(Count::Unlimited(span)) if (args.policy.is_some() || args.with.is_some()) && !ends_otherwise(args) => {
                Some(*span)
            }
            _ => None,
        };
        let settled = if args.computes_policy() { settled(args) } else { Vec::new() };
        let settled = settled.iter().map(|args| Self::of(args, generics, runtime)).collect();
        Self { start, setters, evaluation, settled, unlimited }
    }

    /// An expression of type `Policy`.
    pub(crate) fn value(&self) -> TokenStream {
        let start = &self.start.tokens;
        let setters = self.setters.iter().map(|step| &step.tokens);
        quote!(#start #(#setters)*)
    }

    /// The same on this policy.
    pub(crate) fn value_of(&self, start: &Ident) -> TokenStream {
        let setters = self.setters.iter().map(|step| &step.tokens);
        quote!(#start #(#setters)*)
    }

    /// The value, checked while it compiles for each set of generic arguments.
    pub(crate) fn checked(&self, runtime: &Path) -> TokenStream {
        let value = self.value();
        let policy = proc_macro2::Ident::new("__retry_policy", Span::mixed_site());
        let ends = self.unlimited.map(|span| {
            quote_spanned!(span.resolved_at(Span::mixed_site())=> ::core::assert!(#runtime::__private::ends(&#policy), #ENDLESS);)
        });
        quote!(let #policy = #value; #ends #runtime::Policy::checked(#policy))
    }

    /// The checks that depend on generic arguments, where another part is computed: statements of the function.
    pub(crate) fn generic_checks(&self, runtime: &Path) -> TokenStream {
        let generic = self.settled.iter().filter(|settled| settled.evaluation == Evaluation::Generic);
        let checks = generic.map(|settled| {
            let checked = settled.checked(runtime);
            quote!(const { let _: #runtime::Policy = { #checked }; })
        });
        checks.collect()
    }

    /// Whether `unlimited` relies on a policy that is known at run time only.
    pub(crate) fn may_be_endless(&self) -> bool {
        self.unlimited.is_some() && self.evaluation == Evaluation::Call
    }

    /// The policy that the setters are applied to.
    pub(crate) fn start(&self) -> &TokenStream {
        &self.start.tokens
    }

    /// Whether the value is what `policy = EXPR` says, unchanged.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.setters.is_empty()
    }

    /// For each expression that the macro cannot see through, one const check of the policy that is built up to there. The
    /// first check to fail is then the one at the wrong value.
    pub(crate) fn checks(&self, runtime: &Path) -> TokenStream {
        if self.evaluation != Evaluation::Static {
            return self.settled.iter().map(|settled| settled.checks(runtime)).collect();
        }
        let unknown = [&self.start].into_iter().chain(&self.setters).filter_map(|step| step.unknown).enumerate();
        let ends = self.unlimited.map(|span| {
            let value = self.value();
            quote_spanned! {span.resolved_at(Span::mixed_site())=>
                const _: () = ::core::assert!(#runtime::__private::ends(&#value), #ENDLESS);
            }
        });
        unknown
            .map(|(last, place)| {
                let mut seen = 0;
                let mut tokens = self.start.tokens.clone();
                seen += usize::from(self.start.unknown.is_some());
                for step in &self.setters {
                    if step.unknown.is_some() {
                        seen += 1;
                        if seen > last + 1 {
                            continue;
                        }
                    }
                    step.tokens.to_tokens(&mut tokens);
                }
                let (tokens, place) = (quote!((#tokens)), place.mixed());
                // The panic is where rustc says that the evaluation failed.
                let error = Ident::new("__retry_error", Span::mixed_site());
                let said = quote!("{}", #runtime::PolicyError::message(#error));
                let mut message = Group::new(Delimiter::Parenthesis, said);
                message.set_span(place.last);
                quote_spanned! {place.first=>
                    const _: () = match #runtime::Policy::check(&#tokens) {
                        ::core::result::Result::Ok(()) => (),
                        ::core::result::Result::Err(#error) => ::core::panic! #message,
                    };
                }
            })
            .chain(ends)
            .collect()
    }
}

/// Whether something beside the policy ends a call.
fn ends_otherwise(args: &Args) -> bool {
    args.budget.is_some() || args.deadline.is_some() || args.cancel.is_some()
}

/// What `unlimited` alone does.
pub(crate) const ENDLESS: &str = "`unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`";

/// The variable that refers to the profile of `with = PROFILE`.
pub(crate) fn profile() -> Ident {
    Ident::new("__retry_profile", Span::mixed_site())
}

/// The policy that others are set on: `policy = EXPR`, a tier, or the profile's.
fn start(args: &Args, runtime: &Path) -> Option<Step> {
    if let Some(policy) = &args.policy {
        let (tokens, span) = (policy.to_token_stream(), policy.span());
        // A wrong type is an error at the expression.
        let given = Ident::new("__retry_given", span.resolved_at(Span::mixed_site()));
        // The expression may be a policy or any reference to one, so nothing is expected of its type. It is copied, and what
        // it borrowed (a lock's guard) is gone before the call begins.
        let copied =
            quote_spanned! {span=> match &(#tokens) { #given => { let #given: &#runtime::Policy = #given; *#given } }};
        return Some(Step::of(copied, Some(policy)));
    }
    if let Some((name, _)) = known::tier(args) {
        let name = Ident::new(name, Span::call_site());
        return Some(Step::of(quote!(#runtime::Policy::#name), None));
    }
    let (private, profile) = (quote!(#runtime::__private), profile());
    args.with
        .as_ref()
        .map(|_| Step::of(quote!(::core::clone::Clone::clone(#private::Profile::get_policy(#profile))), None))
}

fn evaluation(args: &Args, generics: &[String]) -> Evaluation {
    let generic = |expr: &Expr| is_generic(expr, generics);
    let parameter = |expr: &Expr| {
        matches!(return_type::visible(expr), Expr::Path(path)
        if path.qself.is_none() && path.path.get_ident().is_some_and(|ident| is_short(&ident.to_string())))
    };
    match &args.policy {
        _ if args.computes_policy() => Evaluation::Call,
        Some(policy) if !is_constant_path(policy) => Evaluation::Call,
        Some(policy) if generic(policy) => Evaluation::Generic,
        None if args.with.is_some() && known::tier(args).is_none() => Evaluation::Call,
        // `max_attempts = N`: only a count can be a parameter itself.
        _ if args.counts().iter().any(|(_, expr)| parameter(expr)) => Evaluation::Generic,
        _ if args.constants().iter().any(|(_, expr)| generic(expr)) => Evaluation::Generic,
        _ => Evaluation::Static,
    }
}

/// Whether a constant item in the function could not see all that the expression names.
pub(crate) fn is_generic(expr: &Expr, generics: &[String]) -> bool {
    let tokens = expr.to_token_stream();
    let alone = matches!(return_type::visible(expr), Expr::Path(path) if path.qself.is_none() && path.path.get_ident().is_some());
    mentions(&tokens, |word| generics.iter().any(|name| name == word)) || (!alone && may_name_a_parameter(&tokens))
}

/// `PATIENT`, `policies::PATIENT`, `Policy::INTERNAL`.
pub(crate) fn is_constant_path(expr: &Expr) -> bool {
    let Expr::Path(path) = return_type::visible(expr) else { return false };
    is_in_capitals(&path.path)
}
