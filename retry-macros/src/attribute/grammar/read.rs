//! Reads a list of keys, in the attribute or in a backoff. Unknown, repeated and malformed keys are reported here.

use darling::ast::NestedMeta;
use darling::error::Accumulator;
use darling::{Error, Result};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use retry_runtime_policy::vocabulary::{aliases, nearest};
use syn::spanned::Spanned;
use syn::{Lit, Meta, Path};

use crate::attribute::errors::{self, at};
use crate::attribute::grammar::keys::{ATTRIBUTE, EXPONENTIAL, Key, LINEAR};
use crate::attribute::grammar::list;
use crate::attribute::text::readable;

/// The keys that are given, in their order, and where each is.
pub(crate) type Places = Vec<(&'static Key, Span)>;

/// Reads a list of keys: keeps those that are known, once, in a form that they have, and reports the others. Also tells where
/// each key is.
pub(crate) fn read(tokens: TokenStream, keys: &'static [Key], errors: &mut Accumulator) -> (Vec<NestedMeta>, Places) {
    let mut places = Places::new();
    let mut kept = Vec::new();
    for (position, item) in list::items(tokens).into_iter().enumerate() {
        let known = match &item {
            list::Item::Read(item) => known(item, position, keys),
            list::Item::Unread(unread) => Err(not_read(unread, position, keys)),
        };
        match (known, item) {
            (Ok((key, span)), _) if places.iter().any(|(other, _)| other.name == key.name) => {
                errors.push(at(span, format!("`{}` is given twice: keep one", key.name)));
            }
            (Ok((key, span)), list::Item::Read(item)) => {
                places.push((key, span));
                kept.push(item);
            }
            (Ok(_), list::Item::Unread(_)) => {}
            (Err(error), _) => errors.push(error),
        }
    }
    (kept, places)
}

fn known(item: &NestedMeta, position: usize, keys: &'static [Key]) -> Result<(&'static Key, Span)> {
    let (path, is_list, is_value) = match item {
        NestedMeta::Lit(literal) => return Err(without_key(literal, position, keys)),
        NestedMeta::Meta(meta) => (meta.path(), matches!(meta, Meta::List(_)), matches!(meta, Meta::NameValue(_))),
        NestedMeta::NameValueInvalidExpr(pair) => (&pair.path, false, true),
    };
    let key = find(path, item, position, keys)?;
    let word = key.name;
    if let NestedMeta::NameValueInvalidExpr(pair) = item {
        return Err(if pair.value.is_empty() {
            at(path, format!("`{word}` lacks its value: write `{}`", key.example))
        } else {
            at(&pair.value, format!("this is no value for `{word}`: write `{}`", key.example))
        });
    }
    let fits = if is_list {
        key.list
    } else if is_value {
        key.value
    } else {
        key.word
    };
    if fits {
        return Ok((key, path.span()));
    }
    Err(if is_list || is_value {
        at(item, format!("`{word}` is not written like this: write `{}`", key.example))
    } else {
        at(path, format!("`{word}` needs a value: write `{}`", key.example))
    })
}

/// The key of that name.
fn find(path: &Path, item: &impl ToTokens, position: usize, keys: &'static [Key]) -> Result<&'static Key> {
    let Some(word) = path.get_ident().map(ToString::to_string) else { return Err(without_key(item, position, keys)) };
    match keys.iter().find(|key| key.name == word) {
        Some(key) => Ok(key),
        None if word.starts_with(char::is_uppercase) => Err(without_key(item, position, keys)),
        None => Err(at(path, unknown(&word, keys))),
    }
}

/// What is no item of a list at all.
fn not_read(unread: &list::Unread, position: usize, keys: &'static [Key]) -> Error {
    let list::Unread { path, rest, all, place } = unread;
    if all.is_empty() {
        return at(*place, "between these commas stands nothing: remove one");
    }
    let follows = rest.clone().into_iter().next().map(|token| (token.to_string(), token.span()));
    match (path, follows) {
        (_, Some((word, span))) if word == ";" => at(span, "between keys stands a comma: write `,`"),
        (_, Some((word, span))) if keys.iter().any(|key| key.name == word) => {
            at(span, format!("a comma is missing before `{word}`"))
        }
        (Some(path), _) => match find(path, all, position, keys) {
            Ok(key) => at(all, format!("`{}` is not written like this: write `{}`", key.name, key.example)),
            Err(error) => error,
        },
        (None, Some((_, span))) => at(span, "a comma is missing, or this does not belong here"),
        (None, None) => without_key(all, position, keys),
    }
}

/// A value alone: `exponential(100ms)`, `exponential(Duration::from_secs(1))`, `PATIENT`.
fn without_key(value: &impl ToTokens, position: usize, keys: &'static [Key]) -> Error {
    let is_attribute = core::ptr::eq(keys, ATTRIBUTE);
    let literal = syn::parse2::<Lit>(value.to_token_stream()).ok();
    let key = match &literal {
        _ if !is_attribute => keys.get(position).or(keys.last()).map_or("", |key| key.name),
        Some(Lit::Str(_)) => "name",
        Some(Lit::Int(int)) if int.suffix().is_empty() => "max_attempts",
        Some(_) => "fixed",
        None => "policy",
    };
    let written = readable(&value.to_token_stream().to_string());
    at(value, format!("a value needs its key: write `{key} = {written}`"))
}

fn unknown(word: &str, keys: &'static [Key]) -> String {
    let is_attribute = core::ptr::eq(keys, ATTRIBUTE);
    let of = |keys: &'static [Key]| move |name: &str| keys.iter().any(|key| key.name == name);
    if let Some(advice) = aliases::advice(word, of(keys)) {
        return format!("unknown key `{word}`: {advice}");
    }
    let meant = aliases::key(word, of(keys)).or_else(|| nearest(word, keys.iter().map(|key| key.name)));
    if let Some(name) = meant {
        return format!("unknown key `{word}`: did you mean `{name}`?");
    }
    if !is_attribute && of(ATTRIBUTE)(word) {
        return format!("`{word}` does not belong into a backoff: write it beside the backoff, after a comma");
    }
    for (backoff, nested) in [("exponential", EXPONENTIAL), ("linear", LINEAR)] {
        if of(nested)(word) {
            return format!("`{word}` belongs to its backoff: write `{backoff}({word} = …)`");
        }
    }
    if is_attribute && word.starts_with("is_") {
        return format!("unknown key `{word}`: a predicate is written `on = {word}`");
    }
    let names: Vec<_> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    format!("unknown key `{word}`: the keys are {}", names.join(", "))
}

/// The same error with the key in its message, where the value's own type could not know it.
pub(crate) fn named(error: Error, key: &str) -> Error {
    let errors = errors::each(error).into_iter().map(|(message, place)| {
        // darling says where in its own words.
        let message = message.trim_end_matches(&format!(" at {key}"));
        if message.contains(&format!("`{key}")) || message.starts_with('`') {
            return at(place, message);
        }
        at(place, format!("`{key}`: {message}"))
    });
    Error::multiple(errors.collect())
}
