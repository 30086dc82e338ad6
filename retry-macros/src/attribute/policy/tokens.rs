//! From the keys to an expression that builds the policy.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use retry_runtime_policy::Jitter;
use syn::spanned::Spanned;
use syn::{Expr, Path};

use crate::attribute::errors::Place;
use crate::attribute::function::return_type;
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::number::Count;
use crate::attribute::tokens::{is_short, may_name_a_parameter, mentions};

/// How a policy comes to be, setter by setter.
pub(crate) struct PolicyTokens {
    start: Step,
    setters: Vec<Step>,
    pub(crate) evaluation: Evaluation,
    /// Where `unlimited` stands, if only the constant policy before it can bring an end.
    unlimited: Option<Span>,
}

struct Step {
    tokens: TokenStream,
    /// Where an expression stands that the macro cannot see through.
    unknown: Option<Place>,
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
        let jitter = jitter(args);
        let backoff = backoff(args, runtime);
        let mut setters = Vec::new();
        let start = if let Some(policy) = &args.policy {
            setters.extend(backoff.map(|step| Step {
                tokens: {
                    let t = step.tokens;
                    quote!(.backoff(#t))
                },
                ..step
            }));
            let tokens = policy.to_token_stream();
            let span = policy.span();
            let given = proc_macro2::Ident::new("__retry_given", Span::mixed_site());
            // Nothing is expected of what the expression is: a policy, or any reference to one. It is copied, and what it
            // borrowed (a lock's guard) is gone before the call begins.
            Step {
                tokens: quote_spanned! {span=> match &(#tokens) { #given => { let #given: &#runtime::Policy = #given; *#given } }},
                unknown: Some(policy.into()),
            }
        } else if args.internal.is_some() || args.external.is_some() {
            setters.extend(backoff.map(|step| Step {
                tokens: {
                    let t = step.tokens;
                    quote!(.backoff(#t))
                },
                ..step
            }));
            let tier = if args.internal.is_some() { quote!(INTERNAL) } else { quote!(EXTERNAL) };
            Step { tokens: quote!(#runtime::Policy::#tier), unknown: None }
        } else {
            let backoff = backoff.unwrap_or_else(|| Step {
                tokens: quote!(#runtime::Backoff::exponential(::core::time::Duration::new(1, 0))),
                unknown: None,
            });
            let tokens = backoff.tokens;
            Step { tokens: quote!(#runtime::Policy::new(#tokens)), unknown: backoff.unknown }
        };
        if let Some(jitter) = jitter {
            let value = jitter.to_value(runtime);
            setters.push(Step { tokens: quote!(.jitter(#value)), unknown: None });
        }
        match (&args.max_attempts, &args.max_retries) {
            (Some(Count::Unlimited(_)), _) => setters.push(Step { tokens: quote!(.unlimited()), unknown: None }),
            (Some(count), _) => setters.push(count_step(count, 0)),
            (None, Some(count)) => setters.push(count_step(count, 1)),
            (None, None) => {}
        }
        let max = args.exponential.as_ref().and_then(|exponential| exponential.max.as_ref());
        for (setter, value) in [
            ("max_delay", args.max_delay.as_ref().or(max)),
            ("max_elapsed", args.max_elapsed.as_ref()),
            ("max_retry_after", args.max_retry_after.as_ref()),
        ] {
            if let Some(value) = value {
                let (name, tokens) = (syn::Ident::new(setter, Span::call_site()), value.to_value());
                setters.push(Step { tokens: quote!(.#name(#tokens)), unknown: value.expr().map(Place::from) });
            }
        }
        let evaluation = evaluation(args, generics);
        let unlimited = match &args.max_attempts {
            Some(Count::Unlimited(span)) if args.policy.is_some() && args.budget.is_none() => Some(*span),
            _ => None,
        };
        Self { start, setters, evaluation, unlimited }
    }

    /// An expression of type `Policy`.
    pub(crate) fn value(&self) -> TokenStream {
        let start = &self.start.tokens;
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

    /// Whether the value is what `policy = EXPR` says, unchanged.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.setters.is_empty()
    }

    /// One check for each expression that the macro cannot see through, of the policy as far as that expression: so the
    /// first that contradicts what is known is where the error stands.
    pub(crate) fn checks(&self, runtime: &Path) -> TokenStream {
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

/// What `unlimited` alone does.
pub(crate) const ENDLESS: &str = "`unlimited` would never give up: add `max_elapsed = 30s` or a `budget`";

fn count_step(count: &Count, more: u32) -> Step {
    let value = count.to_value(more);
    Step { tokens: quote!(.max_attempts(#value)), unknown: count.expr().map(Place::from) }
}

/// The jitter to set; `None` leaves that of the policy or tier.
pub(crate) fn jitter(args: &Args) -> Option<Spread> {
    if args.jitter.is_some() {
        return args.jitter;
    }
    // A bare `#[retry]` has jitter, a backoff that says nothing about it has none.
    args.given(START).is_empty().then_some(Spread(Jitter::Additive))
}

/// The keys that say where a policy starts.
pub(crate) const START: &[&str] = &[
    "internal",
    "external",
    "policy",
    "exponential",
    "fixed",
    "linear",
    "fibonacci",
    "delays",
    "immediate",
    "backoff",
];

/// An expression of type `Backoff`, if one is given.
fn backoff(args: &Args, runtime: &Path) -> Option<Step> {
    let backoff = quote!(#runtime::Backoff);
    let second = || quote!(::core::time::Duration::new(1, 0));
    if let Some(exponential) = &args.exponential {
        let initial =
            exponential.initial.as_ref().map_or_else(second, crate::attribute::grammar::duration::Duration::to_value);
        let factor = exponential.factor.as_ref().map(|factor| {
            let value = factor.to_value();
            quote!(.factor(#value))
        });
        let unknown = exponential.initial.as_ref().and_then(|initial| initial.expr());
        let unknown = unknown.or_else(|| exponential.factor.as_ref().and_then(|factor| factor.expr()));
        return Some(Step {
            tokens: quote!(#backoff::exponential(#initial)#factor),
            unknown: unknown.map(Place::from),
        });
    }
    if let Some(fixed) = &args.fixed {
        let delay = fixed.to_value();
        return Some(Step { tokens: quote!(#backoff::fixed(#delay)), unknown: fixed.expr().map(Place::from) });
    }
    if let Some(linear) = &args.linear {
        let initial =
            linear.initial.as_ref().map_or_else(second, crate::attribute::grammar::duration::Duration::to_value);
        let increment =
            linear.increment.as_ref().map_or_else(second, crate::attribute::grammar::duration::Duration::to_value);
        let unknown = [&linear.initial, &linear.increment].into_iter().flatten().find_map(|value| value.expr());
        return Some(Step {
            tokens: quote!(#backoff::linear(#initial, #increment)),
            unknown: unknown.map(Place::from),
        });
    }
    if let Some(fibonacci) = &args.fibonacci {
        let initial =
            fibonacci.initial.as_ref().map_or_else(second, crate::attribute::grammar::duration::Duration::to_value);
        let unknown = fibonacci.initial.as_ref().and_then(|initial| initial.expr());
        return Some(Step { tokens: quote!(#backoff::fibonacci(#initial)), unknown: unknown.map(Place::from) });
    }
    if let Some(delays) = &args.delays {
        let values = delays.0.iter().map(crate::attribute::grammar::duration::Duration::to_value);
        let unknown = delays.0.iter().find_map(|value| value.expr());
        return Some(Step {
            tokens: quote!(#backoff::delays(const { &[#(#values),*] })),
            unknown: unknown.map(Place::from),
        });
    }
    if args.immediate.is_some() {
        return Some(Step { tokens: quote!(#backoff::immediate()), unknown: None });
    }
    args.backoff.as_ref().map(|expr| {
        let tokens = expr.to_token_stream();
        Step {
            tokens: quote_spanned!(expr.span()=> { let __retry_backoff: #backoff = #tokens; __retry_backoff }),
            unknown: Some(expr.into()),
        }
    })
}

/// Every expression in a key that must be constant, with the key's name.
pub(crate) fn constants(args: &Args) -> Vec<(&'static str, &Expr)> {
    let exponential = args.exponential.as_ref();
    let linear = args.linear.as_ref();
    let delays = args.delays.as_ref().map_or(&[][..], |delays| &delays.0[..]);
    let single = [
        ("initial", exponential.and_then(|it| it.initial.as_ref()).and_then(|it| it.expr())),
        ("factor", exponential.and_then(|it| it.factor.as_ref()).and_then(|it| it.expr())),
        ("max", exponential.and_then(|it| it.max.as_ref()).and_then(|it| it.expr())),
        ("fixed", args.fixed.as_ref().and_then(|it| it.expr())),
        ("initial", linear.and_then(|it| it.initial.as_ref()).and_then(|it| it.expr())),
        ("increment", linear.and_then(|it| it.increment.as_ref()).and_then(|it| it.expr())),
        ("initial", args.fibonacci.as_ref().and_then(|it| it.initial.as_ref()).and_then(|it| it.expr())),
        ("backoff", args.backoff.as_ref()),
        ("max_attempts", args.max_attempts.as_ref().and_then(|it| it.expr())),
        ("max_retries", args.max_retries.as_ref().and_then(|it| it.expr())),
        ("max_delay", args.max_delay.as_ref().and_then(|it| it.expr())),
        ("max_elapsed", args.max_elapsed.as_ref().and_then(|it| it.expr())),
        ("max_retry_after", args.max_retry_after.as_ref().and_then(|it| it.expr())),
        ("name", args.name.as_ref()),
    ];
    let delays = delays.iter().map(|delay| ("delays", delay.expr()));
    single.into_iter().chain(delays).filter_map(|(key, expr)| expr.map(|expr| (key, expr))).collect()
}

fn evaluation(args: &Args, generics: &[String]) -> Evaluation {
    let generic = |expr: &Expr| {
        let tokens = expr.to_token_stream();
        mentions(&tokens, |word| generics.iter().any(|name| name == word)) || may_name_a_parameter(&tokens)
    };
    let counts = [&args.max_attempts, &args.max_retries].into_iter().flatten().filter_map(Count::expr);
    let parameter = |expr: &Expr| matches!(return_type::visible(expr), Expr::Path(path) if path.path.get_ident().is_some_and(|ident| is_short(&ident.to_string())));
    match &args.policy {
        Some(policy) if !is_constant_path(policy) => Evaluation::Call,
        Some(policy) if generic(policy) => Evaluation::Generic,
        // `max_attempts = N`: only a count can be a parameter itself.
        _ if counts.into_iter().any(parameter) => Evaluation::Generic,
        _ if constants(args).iter().any(|(_, expr)| generic(expr)) => Evaluation::Generic,
        _ => Evaluation::Static,
    }
}

/// `PATIENT`, `policies::PATIENT`, `Policy::INTERNAL`: by the naming convention that rustc itself lints for.
fn is_constant_path(expr: &Expr) -> bool {
    let Expr::Path(path) = return_type::visible(expr) else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let name = last.ident.to_string();
    name.chars().all(|letter| !letter.is_lowercase()) && name.chars().any(char::is_uppercase)
}
