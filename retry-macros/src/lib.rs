//! The attribute `#[retry]`. Use it through `retry_runtime`, which re-exports it.
#![forbid(unsafe_code)]

mod args;
mod check;
mod doc;
mod duration;
mod entry;
mod expand;
mod function;
mod instrumented;
mod keys;
mod model;
mod number;
mod policy;
mod predicate;
mod spread;
mod suggest;

/// Retries a function.
#[proc_macro_attribute]
pub fn retry(attribute: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    entry::retry(attribute.into(), &item.into()).into()
}
