//! What functions become, kept as readable files; and what no input may do to the macro.
//!
//! The macro's own modules are compiled in here: an attribute cannot be called from a test.
#![allow(dead_code)]

#[path = "../../retry-macros/src/attribute/mod.rs"]
mod attribute;
mod words;

use std::path::Path;
use std::time::Duration;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::prelude::*;
use retry_runtime::{Jitter, Policy};

/// The snapshot of a function; `UPDATE_SNAPSHOTS=1` writes it anew.
fn assert_expansion(name: &str, attribute: &str, function: &str) {
    let expanded = attribute::retry(attribute.parse().unwrap(), &function.parse().unwrap());
    let file: syn::File = syn::parse2(expanded).unwrap();
    let readable = format!("// #[retry({attribute})]\n{}", prettyplease::unparse(&file));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name).with_extension("rs");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &readable).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == readable,
        "the expansion of `{name}` has changed. If that is meant, UPDATE_SNAPSHOTS=1 keeps it:\n{readable}"
    );
}

#[test]
fn an_async_function() {
    assert_expansion(
        "async_function",
        "exponential, jitter, max_attempts = 4, on = is_transient",
        "async fn fetch(client: &Client, id: u64) -> Result<Order, Error> { client.get(id).await }",
    );
}

#[test]
fn a_blocking_method_with_everything() {
    assert_expansion(
        "blocking_method",
        "policy = self.policy, on(Error::Busy | Error::Lost), budget = self.budget, before_retry = log, attempt = attempt",
        "fn save(&mut self, mut order: Order, name: &str) -> Result<u64, Error> { self.put(&mut order, name, attempt) }",
    );
}

#[test]
fn a_consumed_argument_and_a_constant() {
    assert_expansion(
        "consumed_argument",
        "fixed = 1s, max_attempts = MOST, max_elapsed = 30s, on = any, clone(order)",
        "async fn send(order: Order) -> io::Result<()> { post(order).await }",
    );
}

#[test]
fn a_method_under_async_trait() {
    assert_expansion(
        "async_trait_method",
        "immediate, on = |error| self.retries(error)",
        "fn get<'a, 'f>(&'a self, key: String) -> Pin<Box<dyn Future<Output = Result<u8, Error>> + Send + 'f>>
         where 'a: 'f, Self: 'f {
            Box::pin(async move {
                if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<Result<u8, Error>> {
                    return __ret;
                }
                let __self = self;
                let key = key;
                let __ret: Result<u8, Error> = { __self.read(&key).await };
                __ret
            })
        }",
    );
}

#[test]
fn a_method_with_computed_values() {
    assert_expansion(
        "computed_values",
        "exponential(initial = (self.base), max = CAP), jitter = (share), max_attempts = (self.retries + 1), name = (self.name)",
        "async fn fetch(&self, share: f64) -> Result<u8, Error> { self.get().await }",
    );
}

#[test]
fn a_generic_function_judged_by_its_value() {
    assert_expansion(
        "judged_by_its_value",
        "fixed = 1s, max_attempts = N, on_result = Page::is_empty, sleep = pause",
        "fn page<const N: u32>(number: u32) -> Page { read(number) }",
    );
}

#[test]
fn a_call_with_a_deadline() {
    assert_expansion(
        "until_a_deadline",
        "fixed = 1s, attempt_timeout = 2s, deadline = (until), on = is_transient",
        "async fn fetch(until: Instant, client: &Client) -> Result<Order, Error> { client.get().await }",
    );
}

#[test]
fn a_call_that_can_be_cancelled() {
    assert_expansion(
        "until_cancelled",
        "fixed = 1s, cancel = token.cancelled(), on = any, before_retry = log, budget",
        "async fn fetch(token: &Token, client: &Client) -> Result<Order, Error> { client.get().await }",
    );
}

#[test]
fn a_blocking_call_that_can_be_cancelled() {
    assert_expansion(
        "asked_to_stop",
        "fixed = 1s, cancel = || self.stops(), on = any",
        "fn fetch(&self) -> Result<Order, Error> { self.get()?.check() }",
    );
}

fn tokens() -> impl Strategy<Value = TokenStream> {
    let words = [
        "exponential",
        "initial",
        "factor",
        "max",
        "fixed",
        "linear",
        "delays",
        "immediate",
        "jitter",
        "full",
        "on",
        "any",
        "max_attempts",
        "unlimited",
        "forever",
        "random",
        "min",
        "budget",
        "clone",
        "attempt",
        "self",
        "crate",
        "policy",
        "deadline",
        "attempt_timeout",
        "cancel",
        "fn",
        "async",
        "pub",
        "if",
        "move",
        "impl",
        "const",
        "unsafe",
        "Result",
        "Future",
        "Box",
        "pin",
        "return",
        "let",
        "mut",
        "name",
        "_",
    ];
    let punctuation = ['=', ',', '|', '.', ':', ';', '<', '>', '&', '#', '!', '-', '?', '*', '+'];
    let literals = [
        "1",
        "0",
        "1s",
        "100ms",
        "1.5s",
        "4ms",
        "0x1fs",
        "\"1s\"",
        "\"\"",
        "-3",
        "1e9",
        "99999999999999999999h",
        "'c'",
    ];
    let leaf = prop_oneof![
        (0..words.len()).prop_map(move |index| TokenTree::from(Ident::new(words[index], Span::call_site()))),
        (0..punctuation.len()).prop_map(move |index| TokenTree::from(Punct::new(punctuation[index], Spacing::Alone))),
        (0..literals.len()).prop_map(move |index| {
            let literal: Result<Literal, _> = literals[index].parse();
            literal.map_or_else(|_| Punct::new('-', Spacing::Alone).into(), TokenTree::from)
        }),
    ];
    let tree = leaf.prop_recursive(3, 24, 6, |inner| {
        (prop::collection::vec(inner, 0..6), 0..4_u8).prop_map(|(content, kind)| {
            let delimiter = match kind {
                0 => Delimiter::Brace,
                1 => Delimiter::Bracket,
                2 => Delimiter::None,
                _ => Delimiter::Parenthesis,
            };
            Group::new(delimiter, content.into_iter().collect()).into()
        })
    });
    prop::collection::vec(tree, 0..12).prop_map(|trees| trees.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written, the macro answers with tokens; a panic fails the test.
    #[test]
    fn no_attribute_makes_the_macro_panic(attribute in tokens()) {
        let item = "async fn fetch(&mut self, mut a: String) -> Result<u8, Error> { Ok(1) }".parse().unwrap();
        attribute::retry(attribute, &item);
    }

    #[test]
    fn no_item_makes_the_macro_panic(item in tokens()) {
        attribute::retry("immediate, on = any, clone(a)".parse().unwrap(), &item);
    }

    #[test]
    fn no_body_or_return_type_makes_the_macro_panic(body in tokens(), returned in tokens()) {
        let item = quote::quote!(fn fetch(self: Pin<&mut Self>, a: u8) -> Pin<Box<dyn Future<Output = #returned>>> { #body });
        attribute::retry("immediate, on = any, clone(a)".parse().unwrap(), &item);
    }
}

/// A policy twice: as an attribute, and as a value.
fn policies() -> impl Strategy<Value = (String, Policy)> {
    let millis = |most: u64| {
        let millis = prop_oneof![1 => Just(0), 30 => 1..most];
        millis.prop_map(|millis| (format!("{millis}ms"), Duration::from_millis(millis)))
    };
    let factors = prop_oneof![Just("1"), Just("2"), Just("3"), Just("1.5"), Just("1.1"), Just("7.25")];
    let backoff = prop_oneof![
        (millis(5_000), factors).prop_map(|((text, initial), factor)| {
            let policy = Policy::exponential(initial).factor(factor.parse().unwrap());
            (format!("exponential(initial = {text}, factor = {factor})"), policy)
        }),
        millis(100_000).prop_map(|(text, delay)| (format!("fixed = {text}"), Policy::fixed(delay))),
        (millis(9_000), millis(9_000)).prop_map(|((one, initial), (other, increment))| {
            (format!("linear(initial = {one}, increment = {other})"), Policy::linear(initial, increment))
        }),
        millis(9_000).prop_map(|(text, initial)| (format!("fibonacci(initial = {text})"), Policy::fibonacci(initial))),
        (millis(9_000), millis(9_000)).prop_map(|((one, min), (other, max))| {
            (format!("random(min = {one}, max = {other})"), Policy::random(min, max))
        }),
        (0..3_usize).prop_map(|list| {
            const LISTS: [&[Duration]; 3] = [
                &[Duration::ZERO],
                &[Duration::ZERO, Duration::from_secs(9)],
                &[Duration::from_secs(1), Duration::ZERO],
            ];
            (["delays(0s)", "delays(0s, 9s)", "delays(1s, 0s)"][list].to_owned(), Policy::delays(LISTS[list]))
        }),
        Just(("internal".to_owned(), Policy::INTERNAL)),
        Just(("external".to_owned(), Policy::EXTERNAL)),
    ];
    let jitter = prop_oneof![
        Just(("", None)),
        Just((", jitter", Some(Jitter::Additive))),
        Just((", jitter = full", Some(Jitter::Full))),
        Just((", jitter = equal", Some(Jitter::Equal))),
        Just((", jitter = decorrelated", Some(Jitter::Decorrelated))),
        Just((", jitter = none", Some(Jitter::None))),
        Just((", jitter = 0.2", Some(Jitter::Share(0.2)))),
        Just((", jitter = 300ms", Some(Jitter::UpTo(Duration::from_millis(300))))),
    ];
    let attempts = prop_oneof![0_u32..40, 9_990_u32..10_020, 1_000_000_u32..u32::MAX];
    let limits = (
        proptest::option::of(proptest::option::weighted(0.9, attempts)),
        proptest::option::of(millis(300_000)),
        proptest::option::of(millis(900_000)),
        proptest::option::of(millis(900_000)),
    );
    (backoff, jitter, limits).prop_map(|((mut text, mut policy), (jitter, shape), (attempts, delay, elapsed, hint))| {
        text.push_str(jitter);
        policy = shape.map_or(policy, |shape| policy.jitter(shape));
        match attempts {
            None => {}
            Some(None) => {
                text.push_str(", max_attempts = forever");
                policy = policy.unlimited();
            }
            Some(Some(most)) => {
                text.push_str(&format!(", max_attempts = {most}"));
                policy = policy.max_attempts(most);
            }
        }
        if let Some((limit, delay)) = delay {
            text.push_str(&format!(", max_delay = {limit}"));
            policy = policy.max_delay(delay);
        }
        if let Some((limit, elapsed)) = elapsed {
            text.push_str(&format!(", max_elapsed = {limit}"));
            policy = policy.max_elapsed(elapsed);
        }
        if let Some((limit, hint)) = hint {
            text.push_str(&format!(", max_retry_after = {limit}"));
            policy = policy.max_retry_after(hint);
        }
        (text, policy)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The macro reads the policy that is written, refuses what that policy's own check refuses, and documents it in its words.
    #[test]
    fn a_policy_is_read_and_checked((text, policy) in policies()) {
        let mut errors = darling::Error::accumulator();
        let args = attribute::grammar::args::Args::parse(text.parse().unwrap(), &mut errors);
        prop_assert!(errors.finish().is_ok(), "{}", text);
        prop_assert_eq!(attribute::policy::known::policy(&args), Some(policy), "{}", text);

        let item = "fn fetch() -> Option<u8> { None }".parse().unwrap();
        let expanded = attribute::retry(text.parse().unwrap(), &item).to_string();
        // Beside `random`, a jitter or a shorter cap is a contradiction that its policy does not show.
        let is_cut = matches!(policy.get_jitter(), Jitter::UpTo(most)
            if policy.get_backoff().delay(1) + most > policy.get_max_delay());
        let beside_random = text.starts_with("random") && (text.contains("jitter") || is_cut);
        let refused = beside_random || policy.check().is_err();
        prop_assert_eq!(expanded.contains("compile_error"), refused, "{}: {:?}", text, policy.check());
        if !refused {
            // The first letter is a capital there.
            let words = policy.to_string();
            prop_assert!(expanded.contains(&words[1..]), "{}: {}", text, words);
        }
    }
}
