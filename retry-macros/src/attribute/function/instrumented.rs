//! Bodies that `#[tracing::instrument]` has rewritten, because it is above `#[retry]`.
//!
//! It puts the user's block into an `async move` block or a `move` closure, which would take the arguments along in the first
//! attempt. The names it gives tell its code from the user's.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::attribute::tokens::mentions;

/// The same body, which borrows the arguments.
pub(crate) fn without_moves(body: TokenStream) -> TokenStream {
    if !mentions(&body, |word| word == "__tracing_attr_span") {
        return body;
    }
    let (mut rewritten, mut is_future) = (TokenStream::new(), false);
    for token in body {
        let word = if let TokenTree::Ident(ident) = &token { ident.to_string() } else { String::new() };
        match token {
            // `let __tracing_instrument_future = async move { … };`
            TokenTree::Ident(_) if is_future && word == "move" => {}
            TokenTree::Group(group) if is_future => {
                is_future = false;
                rewritten.extend([nested(&group)]);
            }
            // `match (move || { … })() { … }`
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && begins_with_move(&group) => {
                let closure = group.stream().into_iter().skip(1).collect();
                rewritten.extend([regrouped(&group, closure)]);
            }
            token => {
                is_future |= word == "async" && mentions(&rewritten, |word| word == "__tracing_instrument_future");
                rewritten.extend([token]);
            }
        }
    }
    rewritten
}

/// `{ match async move { the user's block }.await { … } }`, where results are recorded; else the user's block itself.
fn nested(block: &Group) -> TokenTree {
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let is = |index: usize, word: &str| matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if ident == word);
    // `match async move`, `let x = async move`, `let __match_scrutinee = async move`
    let start = if is(0, "match") {
        1
    } else if is(0, "let") && (is(1, "x") || is(1, "__match_scrutinee")) {
        3
    } else {
        return block.clone().into();
    };
    if !(is(start, "async") && is(start + 1, "move")) {
        return block.clone().into();
    }
    let kept = tokens.into_iter().enumerate().filter(|(index, _)| *index != start + 1).map(|(_, token)| token);
    regrouped(block, kept.collect())
}

fn begins_with_move(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "move")
}

fn regrouped(group: &Group, content: TokenStream) -> TokenTree {
    let mut regrouped = Group::new(group.delimiter(), content);
    regrouped.set_span(group.span());
    regrouped.into()
}
