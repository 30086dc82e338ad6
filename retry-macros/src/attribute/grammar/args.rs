//! What `#[retry(…)]` says: the values of all keys, and the lists that are made of the table's rows.

use darling::FromMeta;
use darling::error::Accumulator;
use proc_macro2::{Span, TokenStream};
use retry_runtime_policy::{Jitter, Policy, PolicyError};
use syn::{Expr, Path};

use crate::attribute::errors::Place;
use crate::attribute::grammar::backoff::{Delays, Exponential, Fibonacci, Fixed, Given, Immediate, Linear};
use crate::attribute::grammar::duration::Duration;
use crate::attribute::grammar::expression;
use crate::attribute::grammar::growth::Growth;
use crate::attribute::grammar::jitter::Spread;
use crate::attribute::grammar::keys::{ATTRIBUTE, Key, Kind};
use crate::attribute::grammar::limit::Limit;
use crate::attribute::grammar::number::Count;
use crate::attribute::grammar::predicate::Predicate;
use crate::attribute::grammar::random::Random;
use crate::attribute::grammar::read::{Places, named, read};
use crate::attribute::grammar::setting::Setting;
use crate::attribute::grammar::step::Step;
use crate::attribute::grammar::table;
use crate::attribute::grammar::value::{Found, Value};
use crate::attribute::grammar::words::{Binding, Budget, CratePath, Names, Word};

macro_rules! fields {
    ($($($name:literal)? $field:ident: $type:ident $(($reader:ident))?,
        $forms:literal, $example:literal, $kind:ident $(($setter:ident))?;)+) => {
        /// What `#[retry(…)]` says, key by key.
        #[derive(Clone, Default, FromMeta)]
        #[darling(default)]
        pub(crate) struct Args {
            $(
                $(#[darling(rename = $name)])?
                $(#[darling(with = expression::$reader)])?
                pub(crate) $field: Option<$type>,
            )+
            /// Where each given key is.
            #[darling(skip)]
            places: Places,
        }

        impl Args {
            fn take(&mut self, one: Self) {
                $(if one.$field.is_some() { self.$field = one.$field; })+
            }

            /// The values that there are, with their keys, in the order of the table.
            fn values(&self) -> impl Iterator<Item = (&'static Key, &dyn Value)> {
                let values = [$(self.$field.as_ref().map(|value| value as &dyn Value)),+];
                ATTRIBUTE.iter().zip(values).filter_map(|(key, value)| value.map(|value| (key, value)))
            }

            /// With something that contradicts nothing in the place of what is computed at each call.
            pub(crate) fn settle(&mut self) {
                $(if let Some(value) = &mut self.$field { Value::settle(value); })+
            }

            /// The policy with all settings; `None` where one is an expression.
            fn set(&self, mut policy: Policy) -> Option<Policy> {
                $($(if let Some(value) = &self.$field { policy = value.set(policy, Policy::$setter)?; })?)+
                Some(policy)
            }

            /// The same as code: the setters to call.
            fn setters(&self, runtime: &Path) -> Vec<Step> {
                let mut setters = Vec::new();
                $($(setters.extend(self.$field.as_ref().map(|value| value.setter(stringify!($setter), runtime)));)?)+
                setters
            }

            /// The settings that no policy can have, whatever else it says.
            pub(crate) fn impossible(&self) -> Vec<(Place, PolicyError)> {
                // Nothing contradicts a delay of a nanosecond.
                const PLAIN: Policy = Policy::fixed(core::time::Duration::from_nanos(1));
                let mut found = Vec::new();
                $($(
                    if let Some(value) = &self.$field
                        && let Some(Err(error)) = value.set(PLAIN, Policy::$setter).map(|policy| policy.check())
                    {
                        let place = Setting::place(value).unwrap_or_else(|| self.span(stringify!($field)).into());
                        found.push((place, error));
                    }
                )?)+
                found
            }
        }
    };
}

table::keys!(fields);

impl Args {
    /// Reads the tokens between the parentheses of the attribute. What can be read is read, so that its mistakes are
    /// reported together with the others.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Accumulator) -> Self {
        let (items, places) = read(tokens, ATTRIBUTE, errors);
        let mut args = Self::default();
        for (item, (key, _)) in items.into_iter().zip(&places) {
            // Key by key, so that one wrong value does not hide what the other keys say.
            match Self::from_list(&[item]) {
                Ok(one) => args.take(one),
                Err(error) => errors.push(named(error, key.name)),
            }
        }
        args.places = places;
        let starts = [Kind::Start, Kind::Profile, Kind::Backoff];
        if starts.into_iter().all(|kind| args.given(kind).is_empty()) {
            // What a bare `#[retry]` means. A backoff that says nothing about jitter has none.
            args.exponential = Some(Exponential::default());
            args.jitter = args.jitter.or(Some(Spread::Known(Jitter::Additive)));
        }
        args
    }

    /// How delays grow, if the attribute says it.
    pub(crate) fn growth(&self) -> Option<&dyn Growth> {
        self.values().find_map(|(_, value)| value.growth())
    }

    /// The policy with all that the attribute sets; `None` where a part of it is an expression.
    pub(crate) fn applied(&self, policy: Policy) -> Option<Policy> {
        match self.growth().and_then(Growth::cap) {
            Some(cap) => self.set(cap.set(policy, Policy::max_delay)?),
            None => self.set(policy),
        }
    }

    /// The same as code: the setters to call.
    pub(crate) fn steps(&self, runtime: &Path) -> Vec<Step> {
        let cap = self.growth().and_then(Growth::cap).map(|cap| cap.setter("max_delay", runtime));
        cap.into_iter().chain(self.setters(runtime)).collect()
    }

    /// Every duration in the backoff.
    pub(crate) fn durations(&self) -> Found<'_, Duration> {
        let mut found = Found::new();
        let backoffs = self.values().filter(|(key, _)| key.kind == Kind::Backoff);
        backoffs.for_each(|(key, value)| value.durations(key.name, &mut found));
        found
    }

    /// Every expression that must be constant.
    pub(crate) fn constants(&self) -> Found<'_, Expr> {
        let mut found = self.not_seen_through(Kind::is_constant);
        found.retain(|(_, expr)| !expression::is_computed(expr));
        found
    }

    /// Every expression that is computed at each call.
    pub(crate) fn computed(&self) -> Found<'_, Expr> {
        let mut found = self.not_seen_through(Kind::is_constant);
        found.retain(|(_, expr)| expression::is_computed(expr));
        found
    }

    /// Every expression that is evaluated once a call: the limits on time that are no settings of the policy.
    pub(crate) fn once(&self) -> Found<'_, Expr> {
        self.not_seen_through(|kind| kind == Kind::Once)
    }

    fn not_seen_through(&self, test: fn(Kind) -> bool) -> Found<'_, Expr> {
        let mut found = Found::new();
        let values = self.values().filter(|(key, _)| test(key.kind));
        values.for_each(|(key, value)| value.expressions(key.name, &mut found));
        found
    }

    /// The name that is computed at each call, if it is.
    pub(crate) fn computed_name(&self) -> Option<&Expr> {
        self.name.as_ref().filter(|name| expression::is_computed(name))
    }

    /// Whether a part of the policy is computed at each call.
    pub(crate) fn computes_policy(&self) -> bool {
        self.computed().len() > usize::from(self.computed_name().is_some())
    }

    /// The expressions that are counts.
    pub(crate) fn counts(&self) -> Found<'_, Expr> {
        let mut found = Found::new();
        let counts = self.values().filter(|(_, value)| value.is_count());
        counts.for_each(|(key, value)| value.expressions(key.name, &mut found));
        found
    }

    /// The tokens of all expressions that are evaluated after an attempt has begun.
    pub(crate) fn expressions_used_later(&self) -> TokenStream {
        let later = self.values().filter(|(key, _)| key.kind.is_later()).map(|(_, value)| value.tokens());
        // The call borrows its name.
        later.chain(self.computed_name().map(Value::tokens)).collect()
    }

    /// Where the key is.
    pub(crate) fn span(&self, key: &str) -> Span {
        self.place(key).unwrap_or_else(Span::call_site)
    }

    /// Where the key is, if it is given.
    pub(crate) fn place(&self, key: &str) -> Option<Span> {
        self.places.iter().find(|(other, _)| other.name == key).map(|(_, span)| *span)
    }

    /// The keys of that kind that are given, in the attribute's order.
    pub(crate) fn given(&self, kind: Kind) -> Vec<(&'static str, Span)> {
        self.places.iter().filter(|(key, _)| key.kind == kind).map(|(key, span)| (key.name, *span)).collect()
    }
}
