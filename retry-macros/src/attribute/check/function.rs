//! What the keys and the function must be to each other, and which functions cannot be retried.

use darling::error::Accumulator;
use quote::ToTokens;
use retry_runtime_policy::vocabulary::jitters::JITTERS;
use syn::{Expr, ReturnType, Type};

use crate::attribute::errors::refuse;
use crate::attribute::function::early_exit::is_straight;
use crate::attribute::function::in_place;
use crate::attribute::function::return_type;
use crate::attribute::function::{Function, Passing, Shape};
use crate::attribute::grammar::args::Args;
use crate::attribute::grammar::expression::{self, is_async};
use crate::attribute::grammar::keys::{ATTRIBUTE, Kind};
use crate::attribute::grammar::words::Budget;
use crate::attribute::text;
use crate::attribute::tokens::{mentions, uses};

/// Every rule.
pub(super) fn rules(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    constants_are_constant(args, function, shape, errors);
    words_without_parentheses(args, function, shape, errors);
    a_new_name_for_the_attempt(args, function, shape, errors);
    nothing_to_await(args, shape, errors);
    names_to_clone(args, function, shape, errors);
    a_function_that_can_be_retried(args, function, shape, errors);
}

fn constants_are_constant(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments: Vec<String> = function.arguments(shape).iter().map(|argument| argument.ident.to_string()).collect();
    for (key, expr) in args.constants() {
        let tokens = expr.to_token_stream();
        let Some(name) =
            ["self"].into_iter().chain(arguments.iter().map(String::as_str)).find(|name| uses(&tokens, name))
        else {
            continue;
        };
        let instead = match (key, text::code(expr)) {
            ("delays", _) => "`backoff = (EXPR)`, as a list cannot be computed".to_owned(),
            (_, written) => format!("`{key} = ({written})` to have it computed at each call"),
        };
        refuse(errors, expr, format!("`{key}` is a constant here, and cannot use `{name}`: write {instead}"));
    }
}

/// `max_attempts = (unlimited)`, `jitter = (full)`: computed would be a variable of that name.
fn words_without_parentheses(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments = function.arguments(shape);
    for (key, expr) in args.computed() {
        let Expr::Path(path) = expression::inside(expr) else { continue };
        let Some(word) = path.path.get_ident().filter(|word| arguments.iter().all(|it| it.ident != **word)) else {
            continue;
        };
        let name = word.to_string();
        let instead = match key {
            "max_attempts" | "max_retries" if matches!(&*name, "unlimited" | "forever") => {
                format!("max_attempts = {name}")
            }
            "jitter" if JITTERS.iter().any(|(jitter, _)| *jitter == name) => format!("jitter = {name}"),
            "backoff" if ATTRIBUTE.iter().any(|it| it.kind == Kind::Backoff && it.name == name) => name,
            _ => continue,
        };
        refuse(errors, expr, format!("`{word}` is a word of the attribute, and nothing to compute: write `{instead}`"));
    }
}

/// A blocking function awaits nothing.
fn nothing_to_await(args: &Args, shape: &Shape, errors: &mut Accumulator) {
    if let Some(fallback) = &args.fallback
        && matches!(shape, Shape::Sync)
        && is_async(fallback)
    {
        refuse(errors, fallback, "a blocking function cannot await its fallback: write a plain function or closure");
    }
}

/// The body would see the attempt in the place of the argument.
fn a_new_name_for_the_attempt(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    if let Some(name) = args.attempt.as_ref().map(|binding| &binding.0)
        && function.arguments(shape).iter().any(|argument| argument.ident == *name)
    {
        refuse(errors, name, format!("`{name}` is an argument already: give the attempt another name"));
    }
}

fn names_to_clone(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let arguments = function.arguments(shape);
    for (index, name) in args.clone.iter().flat_map(|names| &names.0).enumerate() {
        let earlier = args.clone.iter().flat_map(|names| &names.0).take(index);
        if earlier.into_iter().any(|other| other == name) {
            refuse(errors, name.span(), format!("`{name}` is named twice: keep one"));
            continue;
        }
        match arguments.iter().find(|argument| argument.ident == *name) {
            Some(argument) if argument.passing == Passing::Value => {}
            Some(_) => {
                refuse(errors, name.span(), format!("`{name}` is a reference, which every attempt can use: remove it"));
            }
            None => refuse(errors, name.span(), format!("`{name}` is no argument of this function")),
        }
    }
}

fn a_function_that_can_be_retried(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    let signature = &function.signature;
    if let Some(token) = &signature.constness {
        refuse(errors, token.span, "a `const fn` cannot be retried: it would have to wait between attempts");
    }
    if let Some(variadic) = &signature.variadic {
        refuse(errors, variadic, "a variadic function cannot be retried");
    }
    no_failure_to_look_at(args, function, shape, errors);
    if matches!(shape, Shape::Sync)
        && in_place::tracks_its_caller(&function.attributes)
        && !is_straight(function.body.stream())
        && let Err(error) = in_place::labelled(&function.body, &syn::parse_quote!(retry_runtime))
    {
        errors.push(error.into());
    }
    if let Some(budget) = &args.budget
        && matches!(budget, Budget::Own)
        && function.attributes.iter().any(|attribute| attribute.path().is_ident("no_mangle"))
    {
        refuse(errors, args.span("budget"), "name a shared budget here: `budget = PAYMENTS`");
    }
    borrows_from_mut_self(function, errors);
}

fn no_failure_to_look_at(args: &Args, function: &Function, shape: &Shape, errors: &mut Accumulator) {
    if args.on_result.is_some() {
        return;
    }
    let message =
        "this function cannot fail: return a `Result` or an `Option`, or say what to retry with `on_result = …`";
    let returned = match (&function.signature.output, shape) {
        (ReturnType::Default, _) => {
            refuse(errors, function.signature.ident.span(), message);
            return;
        }
        (ReturnType::Type(..), Shape::Future(body)) => match &body.output {
            Some(output) => output,
            None => return,
        },
        (ReturnType::Type(_, returned), _) => returned,
    };
    let is_unit = matches!(returned, Type::Tuple(tuple) if tuple.elems.is_empty());
    if is_unit || matches!(returned, Type::Never(_)) {
        refuse(errors, returned, message);
    }
    let tokens = returned.to_token_stream();
    if matches!(returned, Type::ImplTrait(_)) && mentions(&tokens, |word| matches!(word, "Stream" | "Iterator")) {
        let message = "a stream yields many items, and a failed item cannot be asked for again: \
                       put `#[retry]` on the function that makes one item";
        refuse(errors, returned, message);
    }
}

/// The borrow checker would have to know that a borrow ends when the attempt failed; today's does not.
fn borrows_from_mut_self(function: &Function, errors: &mut Accumulator) {
    let Some(receiver) = function.signature.receiver() else { return };
    let syn::ReceiverKind::Reference(_, lifetime, Some(_)) = &receiver.kind else { return };
    let ReturnType::Type(_, returned) = &function.signature.output else { return };
    // Elided, or this one.
    let borrows = |ty: &Type| match ty {
        Type::Reference(reference) => match &reference.lifetime {
            None => true,
            Some(of_result) => of_result.ident == "_" || Some(of_result) == lifetime.as_ref(),
        },
        _ => false,
    };
    if return_type::any(returned, borrows) {
        let message = "the result borrows from `&mut self`, which would then still be borrowed in the next attempt \
                       (a limit of today's borrow checker): return an owned value or an index, or take `&self`";
        refuse(errors, returned, message);
    }
}
