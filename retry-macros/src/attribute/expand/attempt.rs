//! The body in the loop: what runs it, and what an attempt begins with.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{OWNED_SELF, Parts, local, owned_self};
use crate::attribute::function::early_exit::is_straight;
use crate::attribute::function::in_place;
use crate::attribute::tokens::rename_self;

impl Parts<'_> {
    // Output:
    //     static SITE: Site = …;
    //     let mut progress = begin();
    //     loop {
    //         let wait = {
    //             let outcome = async { if false { return never::<R>(); } BODY }.await;
    //             let Some(wait) = decide(&mut progress, &SITE, &outcome, predicate) else { return outcome };
    //             wait
    //         };
    //         if is_zero(wait) { yield_now().await; } else { sleep(wait).await; }
    //     }
    //
    // The outcome has a block of its own: a failure that is not `Send` is gone before the wait. `async`, not `async move`:
    // each attempt borrows the arguments anew. A body that nothing leaves early needs no `async`: `let outcome: R = { BODY };`.
    pub(super) fn awaiting(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let output = output.filter(|output| !output.is_empty());
        if is_straight(body.stream()) {
            return self.in_loop(&self.straight(body, output), &quote!(.await), true);
        }
        let edge = output.map(|output| {
            let runtime = &self.runtime;
            // Never taken. It tells rustc the type of the block before it reads the body, so that an early
            // `return Err("text")` is judged at the user's own token.
            quote!(if false { return #runtime::__private::never::<#output>(); })
        });
        let (outcome, inside) = (local("outcome"), self.inside(body));
        let block = block_at(body, quote!(#edge #inside));
        // Use the body's span, so that "value moved in previous iteration of loop" points into the body.
        let attempt = quote_spanned!(block.span()=> let #outcome = async #block.await;);
        self.in_loop(&attempt, &quote!(.await), false)
    }

    // Output: the same with
    //             let outcome = (|| -> R { BODY })();
    pub(super) fn blocking(&self, body: &Group, output: &TokenStream) -> TokenStream {
        let awaits = TokenStream::new();
        if is_straight(body.stream()) {
            return self.in_loop(&self.straight(body, Some(output)), &awaits, true);
        }
        let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
        if self.tracks_its_caller
            && let Ok(labelled) = in_place::labelled(&block, &self.runtime)
        {
            let attempt = quote! {
                #[allow(clippy::diverging_sub_expression, unreachable_code, unused_labels)]
                let #outcome: #output = #labelled;
            };
            return self.in_loop(&attempt, &awaits, true);
        }
        let attempt = quote_spanned!(block.span()=> let #outcome = (|| -> #output #block)(););
        self.in_loop(&attempt, &awaits, false)
    }

    pub(super) fn straight(&self, body: &Group, output: Option<&TokenStream>) -> TokenStream {
        let (outcome, block) = (local("outcome"), block_at(body, self.inside(body)));
        let output = output.map(|output| quote!(: #output));
        // For a body that never returns.
        quote_spanned!(block.span()=> #[allow(clippy::diverging_sub_expression)] let #outcome #output = #block;)
    }

    /// What an attempt does: bind the context, then run the user's own tokens.
    pub(super) fn inside(&self, body: &Group) -> TokenStream {
        let binding = self.args.attempt.as_ref().map(|binding| {
            let (name, attempt) = (&binding.0, local("attempt"));
            quote!(let #name = #attempt;)
        });
        let renames_self =
            self.self_name == "self" && self.renewed.iter().any(|renewed| renewed.argument.ident == "self");
        let body = if renames_self { rename_self(body.stream(), OWNED_SELF, owned_self) } else { body.stream() };
        let renew = self.renew();
        quote!(#binding #renew #body)
    }
}

/// A block in the place of the body.
pub(super) fn block_at(body: &Group, inside: TokenStream) -> Group {
    let mut block = Group::new(Delimiter::Brace, inside);
    block.set_span(body.span().resolved_at(Span::mixed_site()));
    block
}
