//! The attribute of `retry-runtime`. Use it through that crate, which re-exports it.
#![forbid(unsafe_code)]

mod attribute;
mod classify;

#[doc = include_str!("../docs/retry.md")]
#[doc = include_str!("../docs/recipes.md")]
#[proc_macro_attribute]
pub fn retry(attribute: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute::retry(attribute.into(), &item.into()).into()
}

#[doc = include_str!("../docs/classify.md")]
#[proc_macro_derive(Classify, attributes(classify))]
pub fn derive_classify(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    classify::derive(input.into()).into()
}
