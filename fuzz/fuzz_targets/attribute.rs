//! Text as attribute and as item, split at the first line: the macro answers with tokens, whatever it is.
#![no_main]
#![allow(dead_code)]

#[path = "../../retry-macros/src/attribute/mod.rs"]
mod attribute;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (attribute, item) = text.split_once('\n').unwrap_or((text, "fn fetch(a: u8) -> Option<u8> { None }"));
    if let (Ok(attribute), Ok(item)) = (attribute.parse(), item.parse()) {
        attribute::retry(attribute, &item);
    }
});
