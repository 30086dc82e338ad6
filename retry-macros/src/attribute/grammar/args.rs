//! The attribute's grammar: one field a key.

use darling::error::Accumulator;
use darling::{Error, FromMeta, Result};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use retry_runtime_policy::PolicyError;
use syn::{Expr, ExprLit, Ident, Lit, Meta, Path};

use crate::attribute::errors::at;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::keys::{self, Places};
use crate::attribute::grammar::number::{Count, Factor};
use crate::attribute::grammar::predicate::Predicate;

/// What `#[retry(…)]` says, key by key.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct Args {
    pub(crate) internal: Option<Word>,
    pub(crate) external: Option<Word>,
    #[darling(with = expression::any)]
    pub(crate) policy: Option<Expr>,

    pub(crate) exponential: Option<Exponential>,
    pub(crate) fixed: Option<Duration>,
    pub(crate) linear: Option<Linear>,
    pub(crate) fibonacci: Option<Fibonacci>,
    pub(crate) delays: Option<Delays>,
    pub(crate) immediate: Option<Word>,
    #[darling(with = expression::backoff)]
    pub(crate) backoff: Option<Expr>,

    pub(crate) jitter: Option<Spread>,

    pub(crate) max_attempts: Option<Count>,
    pub(crate) max_retries: Option<Count>,
    pub(crate) max_delay: Option<Duration>,
    pub(crate) max_elapsed: Option<Duration>,
    pub(crate) max_retry_after: Option<Duration>,

    pub(crate) on: Option<Predicate>,
    #[darling(with = expression::any)]
    pub(crate) on_result: Option<Expr>,

    pub(crate) budget: Option<Budget>,

    #[darling(with = expression::hook)]
    pub(crate) before_retry: Option<Expr>,
    #[darling(with = expression::hook)]
    pub(crate) on_give_up: Option<Expr>,
    #[darling(with = expression::hook)]
    pub(crate) on_recovered: Option<Expr>,

    pub(crate) attempt: Option<Binding>,
    pub(crate) clone: Option<Names>,
    #[darling(with = expression::any)]
    pub(crate) name: Option<Expr>,
    #[darling(with = expression::any)]
    pub(crate) sleep: Option<Expr>,
    #[darling(rename = "crate")]
    pub(crate) runtime: Option<CratePath>,

    /// Where each key stands.
    #[darling(skip)]
    pub(crate) spans: Places,
}

impl Args {
    /// Reads the tokens between the parentheses of the attribute. What can be read is read, so that its mistakes are
    /// reported together with the others.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Accumulator) -> Self {
        let (items, spans) = keys::read(tokens, keys::ATTRIBUTE, errors);
        let mut args = Self::default();
        for (item, (key, _)) in items.into_iter().zip(&spans) {
            // Key by key, so that one wrong value does not hide what the other keys say.
            match Self::from_list(&[item]) {
                Ok(one) => args.take(one),
                Err(error) => errors.push(keys::named(error, key)),
            }
        }
        args.spans = spans;
        args
    }

    fn take(&mut self, one: Self) {
        macro_rules! take {
            ($($key:ident)+) => { $(if one.$key.is_some() { self.$key = one.$key; })+ };
        }
        take!(internal external policy exponential fixed linear fibonacci delays immediate backoff jitter max_attempts
            max_retries max_delay max_elapsed max_retry_after on on_result budget before_retry on_give_up on_recovered
            attempt clone name sleep runtime);
    }

    /// The tokens of all expressions that are evaluated after an attempt has begun.
    pub(crate) fn expressions_used_later(&self) -> TokenStream {
        let hooks = [&self.before_retry, &self.on_give_up, &self.on_recovered];
        let expressions = hooks.into_iter().chain([&self.on_result, &self.sleep]).flatten();
        let mut tokens: TokenStream = expressions.map(ToTokens::to_token_stream).collect();
        if let Some(Budget::Shared(budget)) = &self.budget {
            budget.to_tokens(&mut tokens);
        }
        match &self.on {
            Some(Predicate::Call(expr)) => expr.to_tokens(&mut tokens),
            Some(Predicate::Pattern(pattern)) => {
                pattern.pattern.to_tokens(&mut tokens);
                pattern.guard.to_tokens(&mut tokens);
            }
            Some(Predicate::Any) | None => {}
        }
        tokens
    }

    /// Where the key stands.
    pub(crate) fn span(&self, key: &str) -> Span {
        self.place(key).unwrap_or_else(Span::call_site)
    }

    /// Where the key stands, if it is given.
    pub(crate) fn place(&self, key: &str) -> Option<Span> {
        self.spans.iter().find(|(name, _)| *name == key).map(|(_, span)| *span)
    }

    /// The keys that are given, of these, in the attribute's order.
    pub(crate) fn given(&self, keys: &[&str]) -> Vec<(&'static str, Span)> {
        self.spans.iter().filter(|(name, _)| keys.contains(name)).copied().collect()
    }
}

/// A key without a value.
#[derive(Clone, Copy)]
pub(crate) struct Word;

impl FromMeta for Word {
    fn from_word() -> Result<Self> {
        Ok(Self)
    }
}

/// `exponential(initial = 1s, factor = 2, max = 60s)`.
#[derive(Default)]
pub(crate) struct Exponential {
    pub(crate) initial: Option<Duration>,
    pub(crate) factor: Option<Factor>,
    pub(crate) max: Option<Duration>,
    pub(crate) spans: Places,
}

/// `linear(initial = 1s, increment = 1s)`.
#[derive(Default)]
pub(crate) struct Linear {
    pub(crate) initial: Option<Duration>,
    pub(crate) increment: Option<Duration>,
}

/// `fibonacci(initial = 1s)`.
#[derive(Default)]
pub(crate) struct Fibonacci {
    pub(crate) initial: Option<Duration>,
}

macro_rules! nested {
    ($name:ident, $keys:ident, { $($key:ident),+ } $(, $spans:ident)?) => {
        impl FromMeta for $name {
            fn from_meta(item: &Meta) -> Result<Self> {
                #[derive(FromMeta)]
                struct Fields {
                    $($key: Option<nested!(@type $key)>,)+
                }
                let Meta::List(list) = item else { return Ok(Self::default()) };
                let mut errors = Error::accumulator();
                let (items, _spans) = keys::read(list.tokens.clone(), keys::$keys, &mut errors);
                let mut nested = Self { $($spans: _spans.clone(),)? ..Self::default() };
                for (item, (key, _)) in items.into_iter().zip(&_spans) {
                    match Fields::from_list(&[item]) {
                        Ok(fields) => { $(nested.$key = fields.$key.or(nested.$key.take());)+ }
                        Err(error) => errors.push(keys::named(error, key)),
                    }
                }
                errors.finish_with(nested)
            }
        }
    };
    (@type factor) => { Factor };
    (@type $key:ident) => { Duration };
}

nested!(Exponential, EXPONENTIAL, { initial, factor, max }, spans);
nested!(Linear, LINEAR, { initial, increment });
nested!(Fibonacci, FIBONACCI, { initial });

/// `delays(100ms, 1s, 5s)`.
pub(crate) struct Delays(pub(crate) Vec<Duration>);

impl FromMeta for Delays {
    fn from_meta(item: &Meta) -> Result<Self> {
        use syn::parse::Parser;
        let Meta::List(list) = item else {
            return Err(at(item, "write `delays(100ms, 1s, 5s)`"));
        };
        let values =
            syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated.parse2(list.tokens.clone())?;
        let mut errors = Error::accumulator();
        if values.is_empty() {
            errors.push(at(item, PolicyError::NoDelays));
        }
        let values = values.iter().filter_map(|value| errors.handle(Duration::from_expr(value))).collect();
        errors.finish_with(Self(values))
    }
}

/// `budget` or `budget = EXPR`.
pub(crate) enum Budget {
    Own,
    Shared(Expr),
}

impl FromMeta for Budget {
    fn from_word() -> Result<Self> {
        Ok(Self::Own)
    }

    fn from_expr(expr: &Expr) -> Result<Self> {
        Ok(Self::Shared(expr.clone()))
    }
}

/// `attempt = IDENT`.
pub(crate) struct Binding(pub(crate) Ident);

impl FromMeta for Binding {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Path(path) if path.path.get_ident().is_some_and(|ident| ident != "self") => {
                path.path.require_ident().map(|ident| Self(ident.clone())).map_err(Error::from)
            }
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                Err(at(expr, format!("write the name without quotes: `attempt = {}`", text.value())))
            }
            _ => Err(at(expr, "expected a name for the variable: `attempt = attempt`")),
        }
    }
}

/// `clone(a, b)`.
#[derive(Default)]
pub(crate) struct Names(pub(crate) Vec<Ident>);

impl FromMeta for Names {
    fn from_meta(item: &Meta) -> Result<Self> {
        use syn::ext::IdentExt;
        use syn::parse::Parser;
        let Meta::List(list) = item else {
            return Err(at(item, "write `clone(argument)`"));
        };
        let parser = syn::punctuated::Punctuated::<Ident, syn::Token![,]>::parse_terminated_with;
        let names = (|input: syn::parse::ParseStream<'_>| parser(input, Ident::parse_any))
            .parse2(list.tokens.clone())
            .map_err(|error| at(error.span(), "`clone` takes names of arguments: `clone(request)`"))?;
        if names.is_empty() {
            return Err(at(item, "name the arguments to clone: `clone(request)`"));
        }
        Ok(Self(names.into_iter().collect()))
    }
}

/// `crate = PATH`.
pub(crate) struct CratePath(pub(crate) Path);

impl FromMeta for CratePath {
    fn from_expr(expr: &Expr) -> Result<Self> {
        match expr {
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Path(path) if path.qself.is_none() => Ok(Self(path.path.clone())),
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                Err(at(expr, format!("write the path without quotes: `crate = {}`", text.value())))
            }
            _ => Err(at(expr, "expected a path: `crate = ::retry_runtime`")),
        }
    }
}
