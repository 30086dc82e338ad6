//! Tokens that are not parsed: which names occur in them, and the same tokens with another name for `self`.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// Whether an identifier that satisfies the test occurs anywhere in the tokens.
pub(crate) fn mentions(tokens: &TokenStream, test: impl Fn(&str) -> bool + Copy) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => test(&ident.to_string()),
        TokenTree::Group(group) => mentions(&group.stream(), test),
        _ => false,
    })
}

/// Whether these tokens use a name such as parameters have, `T` or `N1`, as in `T::MAX` and `N + 1`: the macro does not see those of the
/// `impl` block around the function.
pub(crate) fn may_name_a_parameter(tokens: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(index, token)| match token {
        TokenTree::Ident(ident) => is_short(&ident.to_string()) && !is_member(&tokens[..index]),
        TokenTree::Group(group) => may_name_a_parameter(&group.stream()),
        _ => false,
    })
}

/// Whether the path names a constant, by the naming convention that rustc itself lints for.
pub(crate) fn is_in_capitals(path: &syn::Path) -> bool {
    let Some(last) = path.segments.last() else { return false };
    let name = last.ident.to_string();
    name.chars().all(|letter| !letter.is_lowercase()) && name.chars().any(char::is_uppercase)
}

/// `T`, `N`, `T1`: what parameters are called.
pub(crate) fn is_short(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(|letter| letter.is_ascii_digit())
}

/// Whether these tokens use a variable of this name. `config::MAX` and `other.config` do not use `config`; `"{config}"` may.
pub(crate) fn uses(tokens: &TokenStream, name: &str) -> bool {
    variables(tokens, name, &|_, _| true)
}

/// Whether these tokens may take the variable by value: anything but `*name`, `&name` and `&mut name` does.
pub(crate) fn may_move(tokens: &TokenStream, name: &str) -> bool {
    variables(tokens, name, &|before, _| !is_borrow(before))
}

/// Whether these tokens pass the variable on as a whole: `f(name)`, but not `name.field` and `name.method()`.
pub(crate) fn passes(tokens: &TokenStream, name: &str) -> bool {
    variables(tokens, name, &|before, after| {
        let goes_on = match after.first() {
            Some(TokenTree::Punct(punct)) => punct.as_char() == '.' && punct.spacing() == Spacing::Alone,
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Bracket,
            _ => false,
        };
        !goes_on && !is_borrow(before)
    })
}

fn is_borrow(before: &[TokenTree]) -> bool {
    let before = match before {
        [rest @ .., TokenTree::Ident(ident)] if ident == "mut" => rest,
        _ => before,
    };
    matches!(before, [.., TokenTree::Punct(punct)] if matches!(punct.as_char(), '&' | '*'))
}

/// Whether the test holds for a place where the variable is used: for the tokens before it and after it.
fn variables(tokens: &TokenStream, name: &str, test: &dyn Fn(&[TokenTree], &[TokenTree]) -> bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.iter().enumerate().any(|(index, token)| match token {
        TokenTree::Ident(ident) => {
            let (before, after) = (&tokens[..index], &tokens[index + 1..]);
            *ident == name && !is_member(before) && !is_prefix(after) && test(before, after)
        }
        TokenTree::Group(group) => variables(&group.stream(), name, test),
        TokenTree::Literal(literal) => {
            is_captured(&literal.to_string(), name.trim_start_matches("r#")) && test(&[], &[])
        }
        TokenTree::Punct(_) => false,
    })
}

/// `.name` and `::name`, but not `..name`.
fn is_member(before: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, punct: char| matches!(token, TokenTree::Punct(other) if other.as_char() == punct);
    match before {
        [.., first, last] if is(last, '.') => !is(first, '.'),
        [last] => is(last, '.'),
        [.., first, last] => is(first, ':') && is(last, ':'),
        [] => false,
    }
}

/// The literals in these tokens, but for those that a macro reads.
pub(crate) fn literals(tokens: &TokenStream) -> Vec<Literal> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let found = tokens.iter().enumerate().flat_map(|(index, token)| match token {
        TokenTree::Literal(literal) => vec![literal.clone()],
        TokenTree::Group(group) if !is_bang(&tokens[..index]) => literals(&group.stream()),
        _ => Vec::new(),
    });
    found.collect()
}

/// `name::`.
fn is_prefix(after: &[TokenTree]) -> bool {
    matches!(after, [TokenTree::Punct(first), TokenTree::Punct(second), ..]
        if first.as_char() == ':' && first.spacing() == Spacing::Joint && second.as_char() == ':')
}

/// `"{name}"`, `"{name:?}"`: what format strings capture.
fn is_captured(literal: &str, name: &str) -> bool {
    captures(literal, name).next().is_some()
}

/// Where a format string captures the variable.
fn captures<'a>(literal: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    literal.match_indices('{').map(|(index, _)| index + 1).filter(move |&index| {
        // `{{` is a brace that is shown: an even number of them opens nothing.
        let braces = literal[..index].bytes().rev().take_while(|byte| *byte == b'{').count();
        let rest = literal.get(index..).and_then(|rest| rest.strip_prefix(name));
        braces % 2 == 1 && rest.is_some_and(|rest| rest.starts_with(['}', ':']))
    })
}

/// The same tokens with another name for the variable `self`. What nested `impl` and `trait` blocks call `self` is theirs, and
/// `self::f`, `use self::f` and `pub(self)` name the module.
pub(crate) fn rename_self(tokens: TokenStream, name: &str, at: fn(Span) -> Span) -> TokenStream {
    Renaming { name, at }.of(tokens, false)
}

#[derive(Clone, Copy)]
struct Renaming<'n> {
    name: &'n str,
    at: fn(Span) -> Span,
}

impl Renaming<'_> {
    fn of(self, tokens: TokenStream, is_macro_input: bool) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // Inside of an item whose `self` is not ours: until its braces, or to the `;` of a `use`.
        let mut foreign = None;
        let mut renamed = TokenStream::new();
        for (index, token) in tokens.iter().enumerate() {
            let (before, after) = (&tokens[..index], &tokens[index + 1..]);
            let token = match token {
                TokenTree::Ident(ident) if ident == "self" && foreign != Some(';') && !is_prefix(after) => {
                    Ident::new(self.name, (self.at)(ident.span())).into()
                }
                TokenTree::Ident(ident) => {
                    match &*ident.to_string() {
                        "impl" | "trait" => foreign = Some('{'),
                        // Not `impl Trait + use<'_>`.
                        "use" if !matches!(after, [TokenTree::Punct(punct), ..] if punct.as_char() == '<') => {
                            foreign = Some(';');
                        }
                        _ => {}
                    }
                    token.clone()
                }
                TokenTree::Group(group) if foreign == Some(';') || is_visibility(before) => group.clone().into(),
                TokenTree::Group(group) if foreign == Some('{') && group.delimiter() == Delimiter::Brace => {
                    foreign = None;
                    group.clone().into()
                }
                TokenTree::Group(group) => {
                    let mut regrouped = Group::new(group.delimiter(), self.of(group.stream(), is_bang(before)));
                    regrouped.set_span(group.span());
                    regrouped.into()
                }
                TokenTree::Punct(punct) => {
                    if punct.as_char() == ';' && foreign == Some(';') {
                        foreign = None;
                    }
                    token.clone()
                }
                TokenTree::Literal(literal) if is_macro_input => self.format_string(literal).into(),
                TokenTree::Literal(_) => token.clone(),
            };
            renamed.extend([token]);
        }
        renamed
    }

    /// `"{self}"` in the input of a macro.
    fn format_string(self, literal: &Literal) -> Literal {
        let mut text = literal.to_string();
        let places: Vec<usize> = captures(&text, "self").collect();
        for start in places.into_iter().rev() {
            text.replace_range(start..start + "self".len(), self.name);
        }
        let Ok(mut renamed) = text.parse::<Literal>() else { return literal.clone() };
        // As it was: what else it captures is the user's.
        renamed.set_span(literal.span());
        renamed
    }
}

fn is_visibility(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(ident)] if ident == "pub")
}

/// `name!`, before the input of a macro.
fn is_bang(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(_), TokenTree::Punct(bang)] if is_alone(bang, '!'))
}

/// A punctuation mark that is no part of a longer one: `!`, but not `!=`.
pub(crate) fn is_alone(punct: &Punct, mark: char) -> bool {
    punct.as_char() == mark && punct.spacing() == Spacing::Alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("tokens")
    }

    #[test]
    fn a_variable_is_used() {
        for text in ["name", "f(name)", "name.len()", "0..name", "..name", "|_| { name }", "x!(\"{name:?}\")", "-name"]
        {
            assert!(uses(&tokens(text), "name"), "{text}");
        }
        for text in ["name::MAX", "other.name", "a::name", "names", "\"name\"", "x!(\"{{name}}\")", ""] {
            assert!(!uses(&tokens(text), "name"), "{text}");
        }
    }

    #[test]
    fn a_variable_may_be_moved_or_passed_on() {
        for (text, moves, whole) in [
            ("f(name)", true, true),
            ("name.take(3)", true, false),
            ("name[0]", true, false),
            ("f(&mut name)", false, false),
            ("*name = 1", false, false),
            ("name", true, true),
        ] {
            assert_eq!((may_move(&tokens(text), "name"), passes(&tokens(text), "name")), (moves, whole), "{text}");
        }
    }

    #[test]
    fn another_name_for_self() {
        for (text, expected) in [
            ("self . x", "own . x"),
            ("self :: f (self)", "self :: f (own)"),
            ("use self :: a :: { self } ; self", "use self :: a :: { self } ; own"),
            ("pub (self) struct A ; self", "pub (self) struct A ; own"),
            ("impl A { fn f (& self) { self } } self", "impl A { fn f (& self) { self } } own"),
            ("format ! (\"{self} {self:?} {{self}}\")", "format ! (\"{own} {own:?} {{self}}\")"),
            ("f (\"{self}\")", "f (\"{self}\")"),
        ] {
            let renamed = rename_self(tokens(text), "own", |span| span);
            assert_eq!(renamed.to_string(), tokens(expected).to_string());
        }
    }
}
