//! What the runtime makes the compiler say: the texts of its `#[diagnostic::on_unimplemented]`.

use std::path::Path;

use syn::visit::Visit;
use syn::{Attribute, Expr, ExprLit, Lit, MetaNameValue, Token, punctuated::Punctuated};

/// Texts by their kind; what lies in braces stands for a type.
#[derive(Default)]
pub(crate) struct Words(Vec<(String, String)>);

/// All texts in the sources of the runtime.
pub(crate) fn ours() -> Words {
    let mut words = Words::default();
    for source in retry_tests::sources::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../retry-runtime/src")) {
        words.visit_file(&syn::parse_file(&std::fs::read_to_string(source).unwrap()).unwrap());
    }
    words
}

impl Words {
    /// Whether this `message`, `label` or `note` is one of them.
    pub(crate) fn contain(&self, kind: &str, text: &str) -> bool {
        self.0.iter().any(|(of, template)| of == kind && fits(template, text))
    }
}

impl Visit<'_> for Words {
    fn visit_attribute(&mut self, attribute: &Attribute) {
        if attribute.path().segments.last().is_none_or(|last| last.ident != "on_unimplemented") {
            return;
        }
        let texts = attribute.parse_args_with(Punctuated::<MetaNameValue, Token![,]>::parse_terminated).unwrap();
        for text in texts {
            let Expr::Lit(ExprLit { lit: Lit::Str(words), .. }) = text.value else { panic!("a text is a literal") };
            self.0.push((text.path.require_ident().unwrap().to_string(), words.value()));
        }
    }
}

/// Whether the text is the template with something in the place of each pair of braces.
fn fits(template: &str, text: &str) -> bool {
    let Some((fixed, rest)) = template.split_once('{') else { return template == text };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    text.strip_prefix(fixed)
        .is_some_and(|text| (0..=text.len()).filter_map(|at| text.get(at..)).any(|text| fits(after, text)))
}
