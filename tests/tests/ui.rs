//! Mistakes, and what the compiler says of them: message and place.

/// One compiler's wording is kept; another's may differ.
#[test]
fn mistakes_are_told_where_they_are() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/shapes/*.rs");
    cases.compile_fail("ui/grammar/*.rs");
    cases.compile_fail("ui/classify/*.rs");
    cases.pass("ui/pass/*.rs");
}
