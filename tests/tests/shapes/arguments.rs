//! Arguments: by reference, by value, mutable, destructured, many.

use std::sync::atomic::{AtomicU32, Ordering};

use retry_runtime::retry;

use crate::{Busy, Tries, must_be_send, third_time};

/// Counts its clones; not `Copy`.
#[derive(Debug, Default)]
struct Request<'c> {
    path: String,
    clones: Option<&'c AtomicU32>,
}

impl Clone for Request<'_> {
    fn clone(&self) -> Self {
        if let Some(clones) = self.clones {
            clones.fetch_add(1, Ordering::Relaxed);
        }
        Self { path: self.path.clone(), clones: self.clones }
    }
}

impl<'c> Request<'c> {
    fn counted(clones: &'c AtomicU32) -> Self {
        Self { path: "/".to_owned(), clones: Some(clones) }
    }
}

fn consume(request: Request<'_>) -> usize {
    request.path.len()
}

#[retry(immediate, on = any)]
fn by_value_borrowed(tries: &Tries, path: String, (left, right): (String, u32), _: Vec<u8>) -> Result<usize, Busy> {
    tries.attempt()?;
    Ok(path.len() + left.len() + right as usize)
}

#[retry(fixed = 1s, on = any)]
async fn by_value_borrowed_async(
    tries: &Tries,
    path: String,
    (left, right): (String, u32),
    _: Vec<u8>,
) -> Result<usize, Busy> {
    tries.attempt_later().await?;
    Ok(path.len() + left.len() + right as usize)
}

#[tokio::test(start_paused = true)]
async fn by_value_destructured_and_ignored() {
    let pair = || ("bc".to_owned(), 3);
    third_time!(tries => by_value_borrowed(&tries, "a".to_owned(), pair(), vec![]), Ok(6));
    let a = || "a".to_owned();
    third_time!(tries => must_be_send(by_value_borrowed_async(&tries, a(), pair(), vec![])).await, Ok(6));
}

#[retry(immediate, on = any, clone(request))]
fn consumed(tries: &Tries, request: Request<'_>) -> Result<usize, Busy> {
    let length = consume(request);
    tries.attempt().map(|_| length)
}

#[retry(fixed = 1s, on = any, clone(request))]
async fn consumed_async(tries: &Tries, request: Request<'_>) -> Result<usize, Busy> {
    let length = consume(request);
    tries.attempt_later().await.map(|_| length)
}

#[retry(immediate, max_attempts = 3, on = any, clone(request))]
fn consumed_to_the_end(tries: &Tries, request: Request<'_>) -> Result<usize, Busy> {
    let length = consume(request);
    tries.attempt().map(|_| length)
}

#[retry(immediate, max_attempts = unlimited, max_elapsed = 1h, on = any, clone(request))]
fn consumed_without_end(tries: &Tries, request: Request<'_>) -> Result<usize, Busy> {
    let length = consume(request);
    tries.attempt().map(|_| length)
}

#[tokio::test(start_paused = true)]
async fn consumed_arguments_are_cloned_but_for_the_last_attempt() {
    let clones = AtomicU32::new(0);
    third_time!(tries => consumed(&tries, Request::counted(&clones)), Ok(1));
    assert_eq!(clones.swap(0, Ordering::Relaxed), 3, "a fourth attempt was possible");
    third_time!(tries => consumed_async(&tries, Request::counted(&clones)).await, Ok(1));
    assert_eq!(clones.swap(0, Ordering::Relaxed), 3);
    third_time!(tries => consumed_to_the_end(&tries, Request::counted(&clones)), Ok(1));
    assert_eq!(clones.swap(0, Ordering::Relaxed), 2, "the third attempt was the last possible one");
    third_time!(tries => consumed_without_end(&tries, Request::counted(&clones)), Ok(1));
    assert_eq!(clones.swap(0, Ordering::Relaxed), 3, "there is no last attempt");
}

#[retry(immediate, on = any)]
fn mutable(tries: &Tries, mut count: u32, mut seen: Vec<u32>) -> Result<(u32, Vec<u32>), Busy> {
    count += 1;
    seen.push(count);
    tries.attempt()?;
    Ok((count, seen))
}

#[retry(fixed = 1s, on = any)]
async fn mutable_async(tries: &Tries, mut count: u32, mut seen: Vec<u32>) -> Result<(u32, Vec<u32>), Busy> {
    count += 1;
    seen.push(count);
    tries.attempt_later().await?;
    Ok((count, seen))
}

#[retry(immediate, on = any)]
fn mutable_in_a_pattern(
    tries: &Tries,
    (mut count, name): (u32, String),
    [mut first, _]: [u8; 2],
) -> Result<String, Busy> {
    count += 1;
    first += 1;
    tries.attempt()?;
    Ok(format!("{name}{count}{first}"))
}

#[tokio::test(start_paused = true)]
async fn every_attempt_starts_from_what_was_passed() {
    third_time!(tries => mutable(&tries, 0, vec![7]), Ok((1, vec![7, 1])));
    third_time!(tries => mutable_async(&tries, 0, vec![7]).await, Ok((1, vec![7, 1])));
    third_time!(tries => mutable_in_a_pattern(&tries, (0, "n".to_owned()), [5, 5]), Ok("n16".to_owned()));
}

#[retry(immediate, on = any)]
fn mutable_references(tries: &Tries, into: &mut Vec<u32>, mut rest: &mut [u32], mut text: &str) -> Result<usize, Busy> {
    into.push(1);
    if let [first, tail @ ..] = rest {
        *first += 1;
        rest = tail;
    }
    text = &text[1..];
    tries.attempt()?;
    Ok(rest.len() + text.len())
}

#[retry(fixed = 1s, on = any)]
async fn mutable_references_async(
    tries: &Tries,
    into: &mut Vec<u32>,
    mut rest: &mut [u32],
    mut text: &str,
) -> Result<usize, Busy> {
    into.push(1);
    if let [first, tail @ ..] = rest {
        *first += 1;
        rest = tail;
    }
    text = &text[1..];
    tries.attempt_later().await?;
    Ok(rest.len() + text.len())
}

#[tokio::test(start_paused = true)]
async fn references_that_change() {
    let (mut into, mut numbers) = (vec![], [0, 0]);
    third_time!(tries => mutable_references(&tries, &mut into, &mut numbers, "abc"), Ok(3));
    assert_eq!((into.len(), numbers), (3, [3, 0]), "what is lent is changed by every attempt");
    third_time!(tries => mutable_references_async(&tries, &mut into, &mut numbers, "abc").await, Ok(3));
}

#[retry(immediate, on = any)]
fn impl_trait(tries: &Tries, value: impl Into<u64> + Copy, call: &dyn Fn(u64) -> u64) -> Result<u64, Busy> {
    tries.attempt().map(|_| call(value.into()))
}

#[retry(fixed = 1s, on = any)]
async fn impl_trait_async(
    tries: &Tries,
    value: impl Into<u64> + Copy + Sync,
    call: &(dyn Fn(u64) -> u64 + Sync),
) -> Result<u64, Busy> {
    tries.attempt_later().await.map(|_| call(value.into()))
}

#[tokio::test(start_paused = true)]
async fn impl_trait_and_dyn_arguments() {
    third_time!(tries => impl_trait(&tries, 2_u32, &|number| number * 2), Ok(4));
    third_time!(tries => must_be_send(impl_trait_async(&tries, 2_u32, &|number| number * 2)).await, Ok(4));
}

#[retry(immediate, on = any)]
#[allow(clippy::too_many_arguments)]
fn twelve(
    tries: &Tries,
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: &u8,
) -> Result<u8, Busy> {
    tries.attempt().map(|_| a + b + c + d + e + f + g + h + i + j + k)
}

#[test]
fn twelve_arguments() {
    third_time!(tries => twelve(&tries, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, &1), Ok(11));
}

#[retry(immediate, on = any)]
fn with_attributes_on_arguments(
    tries: &Tries,
    #[cfg(any())] absent: u8,
    #[allow(unused_variables)] unused: u8,
) -> Option<u32> {
    tries.attempt().ok()
}

#[test]
fn attributes_on_arguments() {
    third_time!(tries => with_attributes_on_arguments(&tries, 1), Some(3));
}

#[retry(immediate, on = any, clone(absent, kept))]
fn absent_and_renewed(
    tries: &Tries,
    #[cfg(any())] mut absent: Vec<u8>,
    #[cfg(test)] mut count: u32,
    #[cfg(test)] kept: String,
    #[cfg(any())] out: &mut Vec<u8>,
) -> Result<u32, Busy> {
    #[cfg(any())]
    drop((absent, out));
    drop(kept);
    count += 1;
    tries.attempt().map(|number| number + count)
}

#[test]
fn arguments_that_are_not_there() {
    third_time!(tries => absent_and_renewed(&tries, 1, String::new()), Ok(5));
}
