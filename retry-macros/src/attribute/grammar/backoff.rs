//! The values of the backoff keys, and the `Backoff` that each of them is.

use darling::{Error, FromMeta, Result};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use retry_runtime_policy::{Backoff, PolicyError};
use syn::{Expr, Meta, Path};

use crate::attribute::errors::at;
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::growth::Plain;
use crate::attribute::grammar::keys;
use crate::attribute::grammar::number::Factor;
use crate::attribute::grammar::read::{Places, named, read};
use crate::attribute::grammar::step::Step;

const SHORTEST: core::time::Duration = core::time::Duration::from_nanos(1);

/// `fixed = 2s`.
#[derive(Clone)]
pub(crate) struct Fixed(pub(crate) Duration);

impl FromMeta for Fixed {
    fn from_expr(expr: &Expr) -> Result<Self> {
        Duration::from_expr(expr).map(Self)
    }
}

impl Plain for Fixed {
    fn known(&self) -> Option<Backoff> {
        self.0.known().map(Backoff::fixed)
    }

    fn step(&self, runtime: &Path) -> Step {
        let delay = self.0.to_value();
        Step::of(quote!(#runtime::Backoff::fixed(#delay)), self.0.expr())
    }

    fn settle(&mut self) {
        self.0.settle(SHORTEST);
    }
}

/// `immediate`.
#[derive(Clone, Copy)]
pub(crate) struct Immediate;

impl FromMeta for Immediate {
    fn from_word() -> Result<Self> {
        Ok(Self)
    }
}

impl Plain for Immediate {
    fn known(&self) -> Option<Backoff> {
        Some(Backoff::immediate())
    }

    fn step(&self, runtime: &Path) -> Step {
        Step::of(quote!(#runtime::Backoff::immediate()), None)
    }

    fn settle(&mut self) {}
}

/// `backoff = EXPR`.
#[derive(Clone)]
pub(crate) struct Given(pub(crate) Expr);

impl FromMeta for Given {
    fn from_expr(expr: &Expr) -> Result<Self> {
        Ok(Self(expression::literal_or(expr).clone()))
    }
}

impl Plain for Given {
    fn known(&self) -> Option<Backoff> {
        None
    }

    fn step(&self, runtime: &Path) -> Step {
        let (span, expr) = expression::code(&self.0);
        let tokens = quote_spanned!(span=> { let __retry_backoff: #runtime::Backoff = #expr; __retry_backoff });
        Step::of(tokens, Some(&self.0))
    }

    // `policy/settled.rs` puts a delay in its place.
    fn settle(&mut self) {}
}

/// `exponential(initial = 1s, factor = 2, max = 60s)`.
#[derive(Clone, Default)]
pub(crate) struct Exponential {
    pub(crate) initial: Option<Duration>,
    pub(crate) factor: Option<Factor>,
    pub(crate) max: Option<Duration>,
    pub(crate) places: Places,
}

/// `linear(initial = 1s, increment = 1s)`.
#[derive(Clone, Default)]
pub(crate) struct Linear {
    pub(crate) initial: Option<Duration>,
    pub(crate) increment: Option<Duration>,
}

/// `fibonacci(initial = 1s)`.
#[derive(Clone, Default)]
pub(crate) struct Fibonacci {
    pub(crate) initial: Option<Duration>,
}

macro_rules! nested {
    ($name:ident, $keys:ident, { $($key:ident),+ } $(, $places:ident)?) => {
        impl FromMeta for $name {
            fn from_meta(item: &Meta) -> Result<Self> {
                #[derive(FromMeta)]
                struct Fields {
                    $($key: Option<nested!(@type $key)>,)+
                }
                let Meta::List(list) = item else { return Ok(Self::default()) };
                let mut errors = Error::accumulator();
                let (items, _places) = read(list.tokens.clone(), keys::$keys, &mut errors);
                let mut nested = Self { $($places: _places.clone(),)? ..Self::default() };
                for (item, (key, _)) in items.into_iter().zip(&_places) {
                    match Fields::from_list(&[item]) {
                        Ok(fields) => { $(nested.$key = fields.$key.or(nested.$key.take());)+ }
                        Err(error) => errors.push(named(error, key.name)),
                    }
                }
                errors.finish_with(nested)
            }
        }
    };
    (@type factor) => { Factor };
    (@type $key:ident) => { Duration };
}

pub(crate) use nested;

nested!(Exponential, EXPONENTIAL, { initial, factor, max }, places);
nested!(Linear, LINEAR, { initial, increment });
nested!(Fibonacci, FIBONACCI, { initial });

/// A duration that is written down, or a second where there is none; `None` for an expression.
fn known_or_second(duration: Option<&Duration>) -> Option<core::time::Duration> {
    duration.map_or(Some(core::time::Duration::from_secs(1)), Duration::known)
}

fn settle<const N: usize>(delays: [&mut Option<Duration>; N]) {
    delays.into_iter().flatten().for_each(|delay| delay.settle(SHORTEST));
}

/// The same as an expression.
fn value_or_second(duration: Option<&Duration>) -> TokenStream {
    duration.map_or_else(|| quote!(::core::time::Duration::new(1, 0)), Duration::to_value)
}

impl Plain for Exponential {
    fn known(&self) -> Option<Backoff> {
        let backoff = Backoff::exponential(known_or_second(self.initial.as_ref())?);
        match self.factor {
            None => Some(backoff),
            Some(Factor::Known(factor, _)) => Some(backoff.factor(factor)),
            Some(Factor::Unknown(_)) => None,
        }
    }

    fn step(&self, runtime: &Path) -> Step {
        let initial = value_or_second(self.initial.as_ref());
        let factor = self.factor.as_ref().map(|factor| {
            let value = factor.to_value();
            quote!(.factor(#value))
        });
        let unknown = self.initial.as_ref().and_then(Duration::expr);
        let unknown = unknown.or_else(|| self.factor.as_ref().and_then(Factor::expr));
        Step::of(quote!(#runtime::Backoff::exponential(#initial)#factor), unknown)
    }

    fn settle(&mut self) {
        settle([&mut self.initial]);
        self.factor.iter_mut().for_each(Factor::settle);
        self.max.iter_mut().for_each(|max| max.settle(core::time::Duration::MAX));
    }

    fn cap(&self) -> Option<&Duration> {
        self.max.as_ref()
    }
}

impl Plain for Linear {
    fn known(&self) -> Option<Backoff> {
        let (initial, increment) = (self.initial.as_ref(), self.increment.as_ref());
        Some(Backoff::linear(known_or_second(initial)?, known_or_second(increment)?))
    }

    fn step(&self, runtime: &Path) -> Step {
        let [initial, increment] = [&self.initial, &self.increment].map(|value| value_or_second(value.as_ref()));
        let unknown = [&self.initial, &self.increment].into_iter().flatten().find_map(Duration::expr);
        Step::of(quote!(#runtime::Backoff::linear(#initial, #increment)), unknown)
    }

    fn settle(&mut self) {
        settle([&mut self.initial, &mut self.increment]);
    }
}

impl Plain for Fibonacci {
    fn known(&self) -> Option<Backoff> {
        known_or_second(self.initial.as_ref()).map(Backoff::fibonacci)
    }

    fn step(&self, runtime: &Path) -> Step {
        let initial = value_or_second(self.initial.as_ref());
        let unknown = self.initial.as_ref().and_then(Duration::expr);
        Step::of(quote!(#runtime::Backoff::fibonacci(#initial)), unknown)
    }

    fn settle(&mut self) {
        settle([&mut self.initial]);
    }
}

/// `delays(100ms, 1s, 5s)`.
#[derive(Clone)]
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
        if let Some(value) = values.iter().find(|value| expression::is_computed(value)) {
            errors.push(at(
                value,
                "a list cannot be computed: write `fixed = (EXPR)` for one delay, or `backoff = (EXPR)`",
            ));
        }
        let values = values.iter().filter_map(|value| errors.handle(Duration::from_expr(value))).collect();
        errors.finish_with(Self(values))
    }
}

impl Plain for Delays {
    fn known(&self) -> Option<Backoff> {
        let delays: Vec<_> = self.0.iter().map(Duration::known).collect::<Option<_>>()?;
        // A `Backoff` borrows its list for ever. Leaking one is fine: the process ends with this compilation.
        Some(Backoff::delays(delays.leak()))
    }

    fn step(&self, runtime: &Path) -> Step {
        let values = self.0.iter().map(Duration::to_value);
        let unknown = self.0.iter().find_map(Duration::expr);
        Step::of(quote!(#runtime::Backoff::delays(const { &[#(#values),*] })), unknown)
    }

    // None of them is computed.
    fn settle(&mut self) {}
}
