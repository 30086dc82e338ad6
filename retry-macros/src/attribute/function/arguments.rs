//! The arguments: their names, how they are passed, and the signature without `mut`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, FnArg, Pat, Receiver, ReceiverKind, Signature, Token, Type};

use super::{Function, Shape, return_type};
use crate::attribute::tokens::uses;

/// A name that an argument binds.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    pub(crate) is_mut: bool,
    pub(crate) passing: Passing,
    /// `#[cfg(…)]` above it: what is made of it exists where it does.
    pub(crate) conditions: Vec<Attribute>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Value,
    Reference,
    MutReference,
    /// `Pin<&mut T>`, which is reborrowed with `as_mut`.
    PinnedMut,
}

fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Reference(reference) if reference.mutability.is_some() => Passing::MutReference,
        Type::Reference(_) => Passing::Reference,
        Type::Group(group) => passing(&group.elem),
        Type::Paren(paren) => passing(&paren.elem),
        Type::Path(path) => match path.path.segments.last() {
            Some(segment) if segment.ident == "Pin" => {
                if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments
                    && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
                    && passing(inner) == Passing::MutReference
                {
                    return Passing::PinnedMut;
                }
                Passing::Value
            }
            _ => Passing::Value,
        },
        _ => Passing::Value,
    }
}

fn passing_of_receiver(receiver: &Receiver) -> Passing {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, Some(_)) => Passing::MutReference,
        ReceiverKind::Reference(_, _, None) => Passing::Reference,
        ReceiverKind::Typed(_, ty) => passing(ty),
        _ => Passing::Value,
    }
}

/// The names that a pattern binds. A tuple's types are known one by one; of other patterns only the whole type is.
pub(super) fn bindings(pattern: &Pat, ty: Option<&Type>, found: &mut Vec<Argument>) {
    match pattern {
        Pat::Ident(binding) => {
            if binding.by_ref.is_none() {
                found.push(Argument {
                    ident: binding.ident.clone(),
                    is_mut: binding.mutability.is_some(),
                    passing: ty.map_or(Passing::Value, passing),
                    conditions: Vec::new(),
                });
            }
            if let Some((_, inner)) = &binding.subpat {
                bindings(inner, ty, found);
            }
        }
        Pat::Tuple(tuple) => {
            let types = ty.and_then(|ty| return_type::of_tuple(ty)).filter(|types| types.len() == tuple.elems.len());
            for (index, pattern) in tuple.elems.iter().enumerate() {
                bindings(pattern, types.and_then(|types| types.get(index)), found);
            }
        }
        Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|pattern| bindings(pattern, None, found)),
        Pat::Struct(fields) => fields.fields.iter().for_each(|field| bindings(&field.pat, None, found)),
        Pat::Slice(slice) => slice.elems.iter().for_each(|pattern| bindings(pattern, None, found)),
        Pat::Paren(paren) => bindings(&paren.pat, ty, found),
        Pat::Reference(reference) => bindings(&reference.pat, None, found),
        _ => {}
    }
}

/// Sets or removes `mut` of the names for which the test holds.
pub(crate) fn set_mut(pattern: &mut Pat, mutability: Option<Token![mut]>, test: &dyn Fn(&str) -> bool) {
    let all = |patterns: &mut dyn Iterator<Item = &mut Pat>| {
        patterns.for_each(|pattern| set_mut(pattern, mutability, test));
    };
    match pattern {
        Pat::Ident(binding) => {
            if binding.by_ref.is_none() && test(&binding.ident.to_string()) {
                binding.mutability = mutability;
            }
            if let Some((_, inner)) = &mut binding.subpat {
                set_mut(inner, mutability, test);
            }
        }
        Pat::Tuple(tuple) => all(&mut tuple.elems.iter_mut()),
        Pat::TupleStruct(tuple) => all(&mut tuple.elems.iter_mut()),
        Pat::Struct(fields) => all(&mut fields.fields.iter_mut().map(|field| &mut *field.pat)),
        Pat::Slice(slice) => all(&mut slice.elems.iter_mut()),
        Pat::Paren(paren) => set_mut(&mut paren.pat, mutability, test),
        Pat::Reference(reference) => set_mut(&mut reference.pat, mutability, test),
        Pat::Type(typed) => set_mut(&mut typed.pat, mutability, test),
        _ => {}
    }
}

impl Function {
    /// The names that the body knows its arguments by, with how they were declared.
    pub(crate) fn arguments(&self, shape: &Shape) -> Vec<Argument> {
        let mut arguments = self.declared();
        if let Shape::Future(body) = shape {
            arguments.retain(|argument| body.bound.iter().all(|bound| bound.ident != argument.ident));
            if body.is_async_trait {
                // What has a pattern has another name in the signature, which the body does not know.
                arguments.retain(|argument| argument.passing != Passing::Value);
            }
            arguments.extend(body.bound.iter().cloned());
        }
        arguments
    }

    /// The names that the signature binds.
    pub(super) fn declared(&self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for input in &self.signature.inputs {
            match input {
                FnArg::Receiver(receiver) => arguments.push(Argument {
                    ident: Ident::new("self", receiver.self_token.span),
                    is_mut: receiver.mutability.is_some(),
                    passing: passing_of_receiver(receiver),
                    conditions: Vec::new(),
                }),
                FnArg::Typed(typed) => {
                    let first = arguments.len();
                    bindings(&typed.pat, Some(&typed.ty), &mut arguments);
                    for argument in &mut arguments[first..] {
                        let conditions = typed.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
                        argument.conditions = conditions.cloned().collect();
                    }
                }
            }
        }
        arguments
    }

    /// Removes `mut` from the arguments: the attempts have variables of their own. The statements before the async block of a
    /// function that returns a future may still need it.
    pub(crate) fn without_mut(&self, shape: &Shape) -> Signature {
        let mut signature = self.signature.clone();
        let before: TokenStream = match shape {
            Shape::Future(body) => body
                .statements
                .split_last()
                .map_or_else(TokenStream::new, |(_, before)| before.iter().map(ToTokens::to_token_stream).collect()),
            _ => TokenStream::new(),
        };
        for input in &mut signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    let by_value = matches!(receiver.kind, ReceiverKind::Value | ReceiverKind::Typed(..));
                    if by_value && !uses(&before, "self") {
                        receiver.mutability = None;
                    }
                }
                FnArg::Typed(typed) => set_mut(&mut typed.pat, None, &|name| !uses(&before, name)),
            }
        }
        signature
    }
}
