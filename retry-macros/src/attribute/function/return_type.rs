//! What lies inside of a type or an expression.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, GenericArgument, PathArguments, PathSegment, Token, Type, TypeParamBound};

/// A type directly inside of another, and its name if it is an associated one.
struct Part<'t> {
    name: Option<&'t Ident>,
    ty: &'t mut Type,
}

/// `T` in `&T`, `Vec<T>`, `(T, U)`, `impl Future<Output = T>`. Nothing of `fn(T)` and `Fn(T)`: what they take and return is not
/// in them.
fn parts(ty: &mut Type) -> Vec<Part<'_>> {
    let one = |ty| vec![Part { name: None, ty }];
    match ty {
        Type::Array(array) => one(&mut array.elem),
        Type::Group(group) => one(&mut group.elem),
        Type::Paren(paren) => one(&mut paren.elem),
        Type::Ptr(pointer) => one(&mut pointer.elem),
        Type::Reference(reference) => one(&mut reference.elem),
        Type::Slice(slice) => one(&mut slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().map(|ty| Part { name: None, ty }).collect(),
        Type::Path(path) => {
            let qualified = path.qself.iter_mut().map(|qualified| Part { name: None, ty: &mut qualified.ty });
            qualified.chain(path.path.segments.iter_mut().flat_map(arguments)).collect()
        }
        Type::ImplTrait(opaque) => of_bounds(&mut opaque.bounds),
        Type::TraitObject(object) => of_bounds(&mut object.bounds),
        _ => Vec::new(),
    }
}

fn of_bounds(bounds: &mut Punctuated<TypeParamBound, Token![+]>) -> Vec<Part<'_>> {
    let paths = bounds.iter_mut().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(&mut bound.path),
        _ => None,
    });
    paths.flat_map(|path| path.segments.iter_mut().flat_map(arguments)).collect()
}

fn arguments(segment: &mut PathSegment) -> Vec<Part<'_>> {
    let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { return Vec::new() };
    let parts = arguments.args.iter_mut().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(Part { name: None, ty }),
        GenericArgument::AssocType(associated) => Some(Part { name: Some(&associated.ident), ty: &mut associated.ty }),
        _ => None,
    });
    parts.collect()
}

/// The expression without the invisible groups that `macro_rules!` puts around a `$value:expr`.
pub(crate) fn visible(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => visible(&group.expr),
        _ => expr,
    }
}

/// The types of a tuple.
pub(crate) fn of_tuple(ty: &Type) -> Option<&Punctuated<Type, Token![,]>> {
    match ty {
        Type::Tuple(tuple) => Some(&tuple.elems),
        Type::Group(group) => of_tuple(&group.elem),
        Type::Paren(paren) => of_tuple(&paren.elem),
        _ => None,
    }
}

/// Whether the type itself is a future, boxed or not: `impl Future`, `Pin<Box<dyn Future>>`, `BoxFuture`. A `Result` that holds
/// one is none.
pub(crate) fn is_future(ty: &Type) -> bool {
    let names_future = |bounds: &Punctuated<TypeParamBound, Token![+]>| {
        bounds.iter().any(|bound| {
            matches!(bound, TypeParamBound::Trait(bound)
                if bound.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Future")))
        })
    };
    match ty {
        Type::Group(group) => is_future(&group.elem),
        Type::Paren(paren) => is_future(&paren.elem),
        Type::ImplTrait(opaque) => names_future(&opaque.bounds),
        Type::TraitObject(object) => names_future(&object.bounds),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let inner = || match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                }),
                _ => None,
            };
            match &*last.ident.to_string() {
                "Pin" | "Box" => inner().is_some_and(is_future),
                name => name.ends_with("Future"),
            }
        }),
        _ => false,
    }
}

/// The first answer for the type itself, or for one inside of it, outer ones first.
fn find<T>(ty: &mut Type, answer: &impl Fn(&mut Type) -> Option<T>) -> Option<T> {
    answer(ty).or_else(|| parts(ty).into_iter().find_map(|part| find(part.ty, answer)))
}

/// Whether the test holds for the type itself, or for one inside of it.
pub(crate) fn any(ty: &Type, test: impl Fn(&Type) -> bool) -> bool {
    find(&mut ty.clone(), &|ty| test(ty).then_some(())).is_some()
}

/// `T` of `Future<Output = T>` and of `BoxFuture<T>`, wherever it stands in the type.
pub(crate) fn output_of(ty: &Type) -> Option<Type> {
    find(&mut ty.clone(), &|ty| {
        let is_box_future = matches!(ty, Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("BoxFuture")));
        let mut parts = parts(ty);
        let output = if is_box_future {
            parts.pop()
        } else {
            parts.into_iter().find(|part| part.name.is_some_and(|name| name == "Output"))
        };
        output.map(|part| part.ty.clone())
    })
}

/// `impl Trait` cannot be written inside of a body: `_` stands for it.
pub(crate) fn without_impl_trait(ty: &Type) -> TokenStream {
    fn replace(ty: &mut Type) {
        if matches!(ty, Type::ImplTrait(_)) {
            let span = ty.span();
            *ty = syn::parse_quote_spanned!(span=> _);
        } else {
            for part in parts(ty) {
                replace(part.ty);
            }
        }
    }
    let mut ty = ty.clone();
    replace(&mut ty);
    ty.to_token_stream()
}
