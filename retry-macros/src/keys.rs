//! Which keys there are and how each is written: what is unknown, twice or in the wrong form is told here, once for all.

use darling::ast::NestedMeta;
use darling::{Error, error::Accumulator};
use proc_macro2::Span;
use syn::Meta;
use syn::spanned::Spanned;

use crate::suggest;

/// A key and how it may be written.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    word: bool,
    value: bool,
    list: bool,
    example: &'static str,
}

const fn key(name: &'static str, forms: &str, example: &'static str) -> Key {
    let (mut word, mut value, mut list, mut index) = (false, false, false, 0);
    while index < forms.len() {
        match forms.as_bytes()[index] {
            b'w' => word = true,
            b'v' => value = true,
            _ => list = true,
        }
        index += 1;
    }
    Key { name, word, value, list, example }
}

/// The keys of `#[retry(…)]`: `w`ord, `v`alue, `l`ist.
pub(crate) const ATTRIBUTE: &[Key] = &[
    key("internal", "w", "internal"),
    key("external", "w", "external"),
    key("policy", "v", "policy = PATIENT"),
    key("exponential", "wl", "exponential` or `exponential(initial = 1s, factor = 2, max = 60s)"),
    key("fixed", "v", "fixed = 2s"),
    key("linear", "l", "linear(initial = 1s, increment = 1s)"),
    key("fibonacci", "l", "fibonacci(initial = 1s)"),
    key("delays", "l", "delays(100ms, 1s, 5s)"),
    key("immediate", "w", "immediate"),
    key("backoff", "v", "backoff = MY_BACKOFF"),
    key("jitter", "wv", "jitter` or `jitter = full"),
    key("max_attempts", "v", "max_attempts = 4"),
    key("max_retries", "v", "max_retries = 3"),
    key("max_delay", "v", "max_delay = 60s"),
    key("max_elapsed", "v", "max_elapsed = 30s"),
    key("max_retry_after", "v", "max_retry_after = 5m"),
    key("on", "vl", "on = is_transient` or `on(Error::Timeout)"),
    key("on_result", "v", "on_result = is_busy"),
    key("budget", "wv", "budget` or `budget = PAYMENTS"),
    key("before_retry", "v", "before_retry = log"),
    key("on_give_up", "v", "on_give_up = log"),
    key("on_recovered", "v", "on_recovered = log"),
    key("attempt", "v", "attempt = attempt"),
    key("clone", "l", "clone(request)"),
    key("name", "v", "name = \"payments\""),
    key("sleep", "v", "sleep = my_runtime::sleep"),
    key("crate", "v", "crate = ::retry_runtime"),
];

/// The keys of `exponential(…)`.
pub(crate) const EXPONENTIAL: &[Key] =
    &[key("initial", "v", "initial = 1s"), key("factor", "v", "factor = 2"), key("max", "v", "max = 60s")];

/// The keys of `linear(…)`.
pub(crate) const LINEAR: &[Key] = &[key("initial", "v", "initial = 1s"), key("increment", "v", "increment = 1s")];

/// The keys of `fibonacci(…)`.
pub(crate) const FIBONACCI: &[Key] = &[key("initial", "v", "initial = 1s")];

/// Words of other libraries, and of people, for our keys.
const ALIASES: &[(&str, &str)] = &[
    ("attempts", "max_attempts"),
    ("tries", "max_attempts"),
    ("max_tries", "max_attempts"),
    ("max_times", "max_retries"),
    ("retries", "max_retries"),
    ("timeout", "max_elapsed"),
    ("deadline", "max_elapsed"),
    ("max_duration", "max_elapsed"),
    ("total_delay", "max_elapsed"),
    ("cap", "max_delay"),
    ("max_interval", "max_delay"),
    ("delay", "fixed"),
    ("constant", "fixed"),
    ("when", "on"),
    ("retry_if", "on"),
    ("predicate", "on"),
    ("notify", "before_retry"),
    ("before_sleep", "before_retry"),
    ("expo", "exponential"),
    ("exp", "exponential"),
];

/// The keys that are given, in their order, and where each stands.
pub(crate) type Places = Vec<(&'static str, Span)>;

/// Keeps the items that have a known key, once, in a form that it has; reports the others. Also tells where each key is.
pub(crate) fn screen(
    items: Vec<NestedMeta>,
    keys: &'static [Key],
    errors: &mut Accumulator,
) -> (Vec<NestedMeta>, Places) {
    let mut places = Places::new();
    let kept = items
        .into_iter()
        .filter(|item| match known(item, keys) {
            Err(error) => {
                errors.push(error);
                false
            }
            Ok((key, span)) => {
                let first = !places.iter().any(|(name, _)| *name == key.name);
                if first {
                    places.push((key.name, span));
                } else {
                    errors.push(Error::custom(format!("`{}` is given twice: keep one", key.name)).with_span(&span));
                }
                first
            }
        })
        .collect();
    (kept, places)
}

fn known(item: &NestedMeta, keys: &'static [Key]) -> Result<(&'static Key, Span), Error> {
    let (path, is_list, is_value) = match item {
        NestedMeta::Lit(literal) => {
            let example =
                keys.iter().find(|key| key.name == "max_attempts").or(keys.first()).map_or("", |key| key.example);
            return Err(Error::custom(format!("a value needs its key, as in `{example}`")).with_span(literal));
        }
        NestedMeta::Meta(meta) => (meta.path(), matches!(meta, Meta::List(_)), matches!(meta, Meta::NameValue(_))),
        NestedMeta::NameValueInvalidExpr(pair) => (&pair.path, false, true),
    };
    let word = path.get_ident().map_or_else(String::new, ToString::to_string);
    let span = path.span();
    let Some(key) = keys.iter().find(|key| key.name == word) else {
        return Err(Error::custom(unknown(&word, keys)).with_span(path));
    };
    if let NestedMeta::NameValueInvalidExpr(pair) = item {
        let message = if pair.value.is_empty() {
            return Err(Error::custom(format!("`{word}` lacks its value: write `{}`", key.example)).with_span(path));
        } else {
            format!("this is no value for `{word}`: write `{}`", key.example)
        };
        return Err(Error::custom(message).with_span(&pair.value));
    }
    let fits = if is_list {
        key.list
    } else if is_value {
        key.value
    } else {
        key.word
    };
    if fits {
        return Ok((key, span));
    }
    let message = if is_list || is_value {
        format!("`{word}` is not written like this: write `{}`", key.example)
    } else {
        format!("`{word}` needs a value: write `{}`", key.example)
    };
    Err(Error::custom(message).with_span(item))
}

fn unknown(word: &str, keys: &'static [Key]) -> String {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, name)| *name);
    let alias = alias.filter(|name| keys.iter().any(|key| key.name == *name));
    if let Some(name) = alias.or_else(|| suggest::nearest(word, keys.iter().map(|key| key.name))) {
        return format!("unknown key `{word}`: did you mean `{name}`?");
    }
    for (backoff, nested) in [("exponential", EXPONENTIAL), ("linear", LINEAR)] {
        if nested.iter().any(|key| key.name == word) {
            return format!("`{word}` belongs to its backoff: write `{backoff}({word} = …)`");
        }
    }
    let names: Vec<_> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    format!("unknown key `{word}`: the keys are {}", names.join(", "))
}

/// The same error with the key in its message, where the value's own type could not know it.
pub(crate) fn named(error: Error, key: &str) -> Error {
    let errors = error.flatten().into_iter().map(|error| {
        // darling says where in its own words.
        let message = error.to_string();
        let message = message.trim_end_matches(&format!(" at {key}"));
        if message.contains(&format!("`{key}")) || message.starts_with('`') {
            return Error::custom(message).with_span(&error.span());
        }
        Error::custom(format!("`{key}`: {message}")).with_span(&error.span())
    });
    Error::multiple(errors.collect())
}
