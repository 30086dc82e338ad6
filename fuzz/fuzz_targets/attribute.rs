//! Text as attribute and as item, split at the first line: the macro answers with tokens, whatever it is.
#![no_main]
#![allow(dead_code)]

#[path = "../../retry-macros/src/args.rs"]
mod args;
#[path = "../../retry-macros/src/check.rs"]
mod check;
#[path = "../../retry-macros/src/doc.rs"]
mod doc;
#[path = "../../retry-macros/src/duration.rs"]
mod duration;
#[path = "../../retry-macros/src/entry.rs"]
mod entry;
#[path = "../../retry-macros/src/expand.rs"]
mod expand;
#[path = "../../retry-macros/src/function.rs"]
mod function;
#[path = "../../retry-macros/src/instrumented.rs"]
mod instrumented;
#[path = "../../retry-macros/src/keys.rs"]
mod keys;
#[path = "../../retry-macros/src/model.rs"]
mod model;
#[path = "../../retry-macros/src/number.rs"]
mod number;
#[path = "../../retry-macros/src/policy.rs"]
mod policy;
#[path = "../../retry-macros/src/predicate.rs"]
mod predicate;
#[path = "../../retry-macros/src/spread.rs"]
mod spread;
#[path = "../../retry-macros/src/suggest.rs"]
mod suggest;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (attribute, item) = text.split_once('\n').unwrap_or((text, "fn fetch(a: u8) -> Option<u8> { None }"));
    if let (Ok(attribute), Ok(item)) = (attribute.parse(), item.parse()) {
        entry::retry(attribute, &item);
    }
});
