//! One attempt: the body, the layers around it, and what runs them in the loop.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{OWNED_SELF, Parts, local, owned_self};
use crate::attribute::function::early_exit::is_straight;
use crate::attribute::function::in_place;
use crate::attribute::tokens::rename_self;

/// Takes the code inside of it, and returns the code with itself around it.
type Layer = fn(&Parts<'_>, &TokenStream) -> TokenStream;

/// What is around the user's tokens in every attempt, the innermost first.
const LAYERS: [Layer; 1] = [|parts, inside| parts.with_own_arguments(inside)];

/// The statement that makes an attempt.
pub(super) struct Attempt {
    pub(super) statement: TokenStream,
    /// Whether the loop itself runs the body, so that rustc sees where the body never ends.
    pub(super) in_the_open: bool,
}

impl Parts<'_> {
    // Output, by what can leave the body early:
    //     let outcome: R = { BODY };                                           nothing
    //     let outcome = (|| -> R { BODY })();                                  something, blocking
    //     let outcome: R = 'attempt: { BODY };                                 the same under #[track_caller]
    //     let outcome = async { if false { return never::<R>(); } BODY }.await; something, async
    pub(super) fn attempt(&self, body: &Group, output: Option<&TokenStream>) -> Attempt {
        let output = output.filter(|output| !output.is_empty());
        let (outcome, inside) = (local("outcome"), self.inside(body));
        if self.is_cut_short() {
            let private = self.private();
            let edge = output.map(|output| quote!(if false { return #private::never::<#output>(); }));
            let statement = self.in_time(&block_at(body, quote!(#edge #inside)));
            return Attempt { statement, in_the_open: false };
        }
        if is_straight(body.stream()) {
            let (block, output) = (block_at(body, inside), output.map(|output| quote!(: #output)));
            // Allowed for a body that never returns.
            let statement = quote_spanned! {block.span()=>
                #[allow(clippy::diverging_sub_expression)]
                let #outcome #output = #block;
            };
            return Attempt { statement, in_the_open: true };
        }
        if !self.is_blocking {
            let private = self.private();
            // Never taken. It gives rustc the type of the block before it reads the body, so that a wrong early
            // `return Err("text")` is reported at the user's own token.
            let edge = output.map(|output| quote!(if false { return #private::never::<#output>(); }));
            let block = block_at(body, quote!(#edge #inside));
            // `async`, not `async move`: each attempt borrows the arguments anew. The span is the body's, so that "value moved in
            // previous iteration of loop" points into the body.
            let statement = quote_spanned!(block.span()=> let #outcome = async #block.await;);
            return Attempt { statement, in_the_open: false };
        }
        let block = block_at(body, inside);
        if self.tracks_its_caller
            && let Ok(labelled) = in_place::labelled(&block, &self.runtime)
        {
            let statement = quote! {
                #[allow(clippy::diverging_sub_expression, unreachable_code, unused_labels)]
                let #outcome: #output = #labelled;
            };
            return Attempt { statement, in_the_open: true };
        }
        let statement = quote_spanned!(block.span()=> let #outcome = (|| -> #output #block)(););
        Attempt { statement, in_the_open: false }
    }

    /// The user's own tokens, in all their layers.
    fn inside(&self, body: &Group) -> TokenStream {
        let renames_self =
            self.self_name == "self" && self.renewed.iter().any(|renewed| renewed.argument.ident == "self");
        let body = if renames_self { rename_self(body.stream(), OWNED_SELF, owned_self) } else { body.stream() };
        LAYERS.iter().fold(body, |inside, layer| layer(self, &inside))
    }

    fn with_own_arguments(&self, inside: &TokenStream) -> TokenStream {
        let renew = self.renew();
        quote!(#renew #inside)
    }
}

/// A block in the place of the body.
fn block_at(body: &Group, inside: TokenStream) -> Group {
    let mut block = Group::new(Delimiter::Brace, inside);
    block.set_span(body.span().resolved_at(Span::mixed_site()));
    block
}
