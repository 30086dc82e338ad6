//! Whether a body runs from its first token to its last.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::attribute::tokens::is_alone;

/// Whether nothing in these tokens can leave the function early, so that they can stand in the loop as they are. A body that can
/// needs a closure or an `async` block around it, which costs bytes in the future and time to compile.
///
/// Cautious: what a macro expands to is unknown, and what stands in a closure of the user's own counts too.
pub(crate) fn is_straight(body: TokenStream) -> bool {
    let mut after_path = false;
    for token in body {
        match &token {
            TokenTree::Group(group) if !is_straight(group.stream()) => return false,
            TokenTree::Ident(ident) if leaves(&ident.to_string()) => return false,
            TokenTree::Punct(punct) if punct.as_char() == '?' => return false,
            // A macro, or `if !…`: `!=` is jointed.
            TokenTree::Punct(punct) if after_path && is_alone(punct, '!') => return false,
            _ => {}
        }
        after_path = match &token {
            TokenTree::Ident(_) => true,
            // The path of a macro that came as `$path:path`, through a `macro_rules!`.
            TokenTree::Group(group) => group.delimiter() == Delimiter::None,
            _ => false,
        };
    }
    true
}

/// Keywords that can leave the body early. `loop` may never end; a `break` or `continue` outside of a loop must stay rustc's error
/// and not reach the retry loop.
fn leaves(ident: &str) -> bool {
    matches!(ident, "return" | "break" | "continue" | "loop" | "yield" | "become" | "yeet")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straight(body: &str) -> bool {
        is_straight(body.parse().expect("tokens"))
    }

    #[test]
    fn nothing_leaves() {
        for body in ["", "client.get(id).await", "let x = a != b; Ok(!x)", "for x in y { f(x).await }", "Err(-1)"] {
            assert!(straight(body), "{body}");
        }
    }

    #[test]
    fn a_macro_whose_path_is_a_fragment() {
        use proc_macro2::{Group, Punct, Spacing};
        let path = Group::new(Delimiter::None, "other::bail".parse().expect("tokens"));
        let mut body = TokenStream::from(TokenTree::Group(path));
        body.extend([TokenTree::from(Punct::new('!', Spacing::Alone))]);
        body.extend("(\"no\")".parse::<TokenStream>().expect("tokens"));
        assert!(!is_straight(body));
    }

    #[test]
    fn something_may_leave() {
        for body in [
            "return Ok(1)",
            "{ { f()?; } }",
            "bail!(\"no\")",
            "x::y!{}",
            "break",
            "while a { continue }",
            "loop {}",
            "do yeet Busy",
            "let Some(x) = y else { return z };",
        ] {
            assert!(!straight(body), "{body}");
        }
    }
}
