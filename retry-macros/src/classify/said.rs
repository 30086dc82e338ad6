//! What the attributes of an error say: `#[classify(transient)]` and the others.

use proc_macro2::{Span, TokenStream};
use retry_runtime_policy::vocabulary::nearest;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, ExprClosure, Ident, Member, Path, Token};

use crate::attribute::grammar::list::until_comma;

/// What `#[classify(…)]` says.
pub(super) enum Rule {
    Permanent,
    Transient,
    /// `transient if |fields| …`
    TransientIf(ExprClosure),
    /// `after = field`
    After(Member),
    /// `forward`, or `forward = field`
    Forward(Option<Member>, Span),
}

const WORDS: [&str; 5] = ["transient", "permanent", "after", "forward", "crate"];

enum Said {
    /// A verdict, and its tokens.
    Rule(Rule, TokenStream),
    Crate(Path),
}

/// What people write for a verdict elsewhere.
const ALIASES: &[(&str, &[&str])] = &[
    ("transient", &["retry", "retryable", "temporary", "retriable"]),
    ("permanent", &["fatal", "final", "never", "abort", "terminal"]),
    ("after = FIELD", &["retry_after", "wait", "delay"]),
    ("forward", &["from", "source", "transparent", "inner", "delegate"]),
];

impl Parse for Said {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        use syn::ext::IdentExt;
        let ahead = input.fork();
        let word = input
            .call(Ident::parse_any)
            .map_err(|error| syn::Error::new(error.span(), "a verdict is a word: write `#[classify(transient)]`"))?;
        let field = |input: ParseStream<'_>, example: &str| {
            let message = format!("name a field: `#[classify({example})]`");
            input.parse::<Member>().map_err(|_| syn::Error::new(word.span(), message))
        };
        let rule = match &*word.to_string() {
            "permanent" => Rule::Permanent,
            "transient" if input.peek(Token![if]) => {
                input.parse::<Token![if]>()?;
                let message = "a condition is a closure of the fields: `#[classify(transient if |code| *code >= 500)]`";
                let is_closure = input.peek(Token![|]) || input.peek(Token![||]) || input.peek(Token![move]);
                if !is_closure {
                    return Err(syn::Error::new(word.span(), message));
                }
                Rule::TransientIf(input.parse()?)
            }
            "transient" => Rule::Transient,
            "after" => {
                input.parse::<Token![=]>().map_err(|_| {
                    syn::Error::new(word.span(), "name the field that says how long: `#[classify(after = wait)]`")
                })?;
                Rule::After(field(input, "after = wait")?)
            }
            "forward" if input.peek(Token![=]) => {
                input.parse::<Token![=]>()?;
                Rule::Forward(Some(field(input, "forward = source")?), word.span())
            }
            "forward" => Rule::Forward(None, word.span()),
            "crate" => {
                input.parse::<Token![=]>()?;
                return Ok(Self::Crate(input.parse()?));
            }
            other => {
                let alias = ALIASES.iter().find(|(_, words)| words.contains(&other)).map(|(word, _)| *word);
                let meant = alias.or_else(|| nearest(other, WORDS)).map_or_else(
                    || "write `transient`, `permanent`, `after = FIELD` or `forward`".to_owned(),
                    |word| format!("did you mean `{word}`?"),
                );
                return Err(syn::Error::new(word.span(), format!("unknown verdict `{other}`: {meant}")));
            }
        };
        if input.is_empty() || input.peek(Token![,]) {
            return Ok(Self::Rule(rule, until_comma(&ahead)?));
        }
        Err(syn::Error::new_spanned(until_comma(input)?, "a verdict is one word: write `#[classify(transient)]`"))
    }
}

/// What the attributes of an item or a variant say.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) rule: Option<Rule>,
    pub(super) runtime: Option<Path>,
}

impl Attributes {
    pub(super) fn read(attributes: &[Attribute], errors: &mut Vec<syn::Error>) -> Self {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("classify")) {
            let parser = syn::punctuated::Punctuated::<Said, Token![,]>::parse_terminated;
            let said = match &attribute.meta {
                syn::Meta::List(list) => list.parse_args_with(parser),
                _ => Ok(syn::punctuated::Punctuated::new()),
            };
            match said {
                Err(error) => errors.push(error),
                Ok(said) if said.is_empty() => {
                    errors.push(syn::Error::new_spanned(attribute, "say what it is: `#[classify(transient)]`"));
                }
                Ok(said) => {
                    for said in said {
                        match said {
                            Said::Crate(path) => read.runtime = Some(path),
                            Said::Rule(rule, _) if read.rule.is_none() => read.rule = Some(rule),
                            Said::Rule(_, tokens) => {
                                errors.push(syn::Error::new_spanned(tokens, "two verdicts: keep one of them"));
                            }
                        }
                    }
                }
            }
        }
        read
    }
}
