//! The funnel: parse, check, expand; on a mistake the original item and its errors.
//!
//! Editors work on half-typed code, so neither an unfinished body nor a mistaken attribute may lose the function. Checked with
//! rust-analyzer 0.0.307 over its language server protocol: after `client.` in an unfinished body, and in a body below an
//! attribute with a syntax error, the fields and methods of `client` complete, and callers of the function stay resolved.

mod check;
mod doc;
mod errors;
mod expand;
mod function;
pub(crate) mod grammar;
pub(crate) mod policy;
pub(crate) mod text;
pub(crate) mod tokens;

use darling::Error;
use proc_macro2::TokenStream;
use quote::quote;

use crate::attribute::function::Function;
use crate::attribute::grammar::args::Args;

/// `#[retry(attribute)] item`.
pub(crate) fn retry(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    match try_retry(attribute, item.clone()) {
        Ok(tokens) => tokens,
        Err(errors) => {
            let errors = errors::write(errors);
            // The item stays, so that nothing else in the user's crate turns red; and what the attribute would have used is no
            // reason to warn.
            quote!(#[allow(unused_variables)] #item #errors)
        }
    }
}

fn try_retry(attribute: TokenStream, item: TokenStream) -> darling::Result<TokenStream> {
    let function: Function = syn::parse2(item.clone())?;
    let mut errors = Error::accumulator();
    let args = Args::parse(attribute, &mut errors);
    let shape = errors.handle(function.shape());
    if let Some(Some(shape)) = &shape {
        check::check(&args, &function, shape, &mut errors);
    }
    errors.finish()?;
    match shape {
        Some(Some(shape)) => Ok(expand::expand(&args, &function, shape)),
        // An unfinished body: the compiler's own error is the one to show.
        _ => Ok(item),
    }
}
