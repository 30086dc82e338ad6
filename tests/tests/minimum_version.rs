//! The stated minimum version is true: no form of the language in our sources, or in what functions become, is younger.
//!
//! Clippy's `incompatible_msrv` sees the standard library's items, not the language's forms.

use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr, ExprBinary, ExprClosure, ExprConst, ExprRawAddr, Lit, PatGuard, TypeParamBound};

/// Forms, and the minor version in which each became stable.
const IF_LET_GUARD: Form = ("an if-let guard", 95);
const LET_CHAIN: Form = ("a let chain", 88);
const CFG_TRUE: Form = ("`cfg(true)`", 88);
const CAPTURES: Form = ("`use<…>`, which traits take since then", 87);
const ASYNC_CLOSURE: Form = ("an async closure", 85);
const RAW_ADDRESS: Form = ("`&raw`", 82);
const CONST_BLOCK: Form = ("a `const` block", 79);
const C_STRING: Form = ("a C string", 77);

type Form = (&'static str, u32);

#[derive(Default)]
struct Forms(Vec<Form>);

impl Visit<'_> for Forms {
    fn visit_pat_guard(&mut self, guarded: &PatGuard) {
        if has_let(&guarded.guard) {
            self.0.push(IF_LET_GUARD);
        }
        visit::visit_pat_guard(self, guarded);
    }

    fn visit_expr_binary(&mut self, binary: &ExprBinary) {
        if matches!(binary.op, BinOp::And(_)) && (has_let(&binary.left) || has_let(&binary.right)) {
            self.0.push(LET_CHAIN);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_attribute(&mut self, attribute: &Attribute) {
        if attribute.path().is_ident("cfg") && attribute.parse_args::<syn::LitBool>().is_ok() {
            self.0.push(CFG_TRUE);
        }
    }

    fn visit_type_param_bound(&mut self, bound: &TypeParamBound) {
        if matches!(bound, TypeParamBound::PreciseCapture(_)) {
            self.0.push(CAPTURES);
        }
        visit::visit_type_param_bound(self, bound);
    }

    fn visit_expr_closure(&mut self, closure: &ExprClosure) {
        if closure.asyncness.is_some() {
            self.0.push(ASYNC_CLOSURE);
        }
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_raw_addr(&mut self, address: &ExprRawAddr) {
        self.0.push(RAW_ADDRESS);
        visit::visit_expr_raw_addr(self, address);
    }

    fn visit_expr_const(&mut self, block: &ExprConst) {
        self.0.push(CONST_BLOCK);
        visit::visit_expr_const(self, block);
    }

    fn visit_lit(&mut self, literal: &Lit) {
        if matches!(literal, Lit::CStr(_)) {
            self.0.push(C_STRING);
        }
    }
}

fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

fn forms(source: &str) -> Vec<Form> {
    let mut forms = Forms::default();
    forms.visit_file(&syn::parse_file(source).unwrap());
    forms.0
}

#[test]
fn no_form_is_younger_than_the_stated_version() {
    let stated: u32 = env!("CARGO_PKG_RUST_VERSION").strip_prefix("1.").unwrap().parse().unwrap();
    for folder in ["../retry-macros/src", "../retry-runtime/src", "../retry-runtime/policy/src", "snapshots"] {
        for path in retry_tests::sources::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            for (form, since) in forms(&std::fs::read_to_string(&path).unwrap()) {
                assert!(since <= stated, "{} has {form}, since 1.{since}; stated is 1.{stated}", path.display());
            }
        }
    }
}

#[test]
fn the_forms_are_seen() {
    let in_function = |code: &str| forms(&format!("fn main() {{ {code} }}"));
    assert_eq!(in_function("match a { b if let Some(c) = b => {} _ => {} }"), [IF_LET_GUARD]);
    assert_eq!(in_function("match a { b if d && let Some(c) = b => {} }"), [IF_LET_GUARD, LET_CHAIN]);
    assert_eq!(in_function("if let Some(a) = b && c {}"), [LET_CHAIN]);
    assert_eq!(in_function("while a && let Some(c) = b {}"), [LET_CHAIN]);
    assert_eq!(in_function("#[cfg(true)] let a = 1;"), [CFG_TRUE]);
    assert_eq!(in_function("fn a() -> impl Sized + use<> {}"), [CAPTURES]);
    assert_eq!(in_function("async || 1;"), [ASYNC_CLOSURE]);
    assert_eq!(in_function("&raw const a;"), [RAW_ADDRESS]);
    assert_eq!(in_function("const { 1 };"), [CONST_BLOCK]);
    assert_eq!(in_function("c\"a\";"), [C_STRING]);
    assert_eq!(in_function("match a { b if b && c => {} } if let Some(a) = b {}"), []);
}
