//! Other attributes, in either order.

use retry_runtime::retry;
use tracing::instrument;

use crate::{Busy, Tries, must_be_send, third_time};

#[retry(immediate, on = any)]
#[instrument(skip(tries))]
fn instrumented_below(tries: &Tries, path: String) -> Result<usize, Busy> {
    tries.attempt().map(|_| path.len())
}

#[instrument(skip(tries))]
#[retry(immediate, on = any)]
fn instrumented_above(tries: &Tries, path: String) -> Result<usize, Busy> {
    tries.attempt().map(|_| path.len())
}

#[retry(fixed = 1s, on = any)]
#[instrument(skip(tries), err(Debug))]
async fn instrumented_below_async(tries: &Tries, path: String) -> Result<usize, Busy> {
    tries.attempt_later().await.map(|_| path.len())
}

#[instrument(skip(tries), err(Debug))]
#[retry(fixed = 1s, on = any)]
async fn instrumented_above_async(tries: &Tries, path: String) -> Result<usize, Busy> {
    tries.attempt_later().await.map(|_| path.len())
}

#[tokio::test(start_paused = true)]
async fn with_instrument_in_either_order() {
    let path = || "path".to_owned();
    third_time!(tries => instrumented_below(&tries, path()), Ok(4));
    third_time!(tries => instrumented_above(&tries, path()), Ok(4));
    third_time!(tries => must_be_send(instrumented_below_async(&tries, path())).await, Ok(4));
    third_time!(tries => must_be_send(instrumented_above_async(&tries, path())).await, Ok(4));
}

static ABOVE: Tries = Tries(std::sync::atomic::AtomicU32::new(0));
static BELOW: Tries = Tries(std::sync::atomic::AtomicU32::new(0));

#[tokio::test(start_paused = true)]
#[retry(fixed = 1ms, on = any)]
async fn a_tokio_test_above() -> Result<(), Busy> {
    ABOVE.attempt().map(drop)
}

#[retry(fixed = 1ms, on = any)]
#[tokio::test]
async fn a_tokio_test_below() -> Result<(), Busy> {
    BELOW.attempt().map(drop)
}

/// Documented.
#[retry(immediate, on = any)]
#[must_use]
#[inline]
#[cold]
#[doc(alias = "other")]
fn above(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

/// Documented.
#[must_use]
#[inline(never)]
#[allow(unused_variables)]
#[retry(immediate, on = any)]
fn below(tries: &Tries) -> Option<u32> {
    let unused = 1;
    tries.attempt().ok()
}

#[retry(immediate, on = any)]
#[expect(unused_variables)]
fn expecting(tries: &Tries) -> Option<u32> {
    let unused = 1;
    tries.attempt().ok()
}

#[expect(unused_variables)]
#[retry(immediate, on = any)]
fn expecting_above(tries: &Tries) -> Option<u32> {
    let unused = 1;
    tries.attempt().ok()
}

#[cfg(any())]
#[retry(immediate, on = any)]
fn absent(tries: &Tries) -> Option<u32> {
    there_is_no_such_macro!(tries)
}

#[retry(immediate, on = any)]
#[cfg(not(any()))]
fn present(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[cfg_attr(all(), retry(immediate, on = any))]
fn by_cfg_attr(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[retry(immediate, on = any)]
#[deprecated = "for the test"]
fn deprecated_below(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[deprecated = "for the test"]
#[retry(immediate, on = any)]
fn deprecated_above(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[retry(immediate, on = any)]
#[track_caller]
fn tracked(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[test]
#[allow(deprecated)]
fn with_attributes_of_the_language() {
    for call in
        [above, below, expecting, expecting_above, present, by_cfg_attr, deprecated_below, deprecated_above, tracked]
    {
        third_time!(tries => call(&tries), Some(3));
    }
}

#[retry(immediate, max_attempts = 2, on = any)]
#[retry(immediate, max_attempts = 2, on = any)]
fn twice(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[test]
fn with_itself() {
    third_time!(tries => twice(&tries), Some(3));
}

#[retry(fixed = 1s, max_attempts = 2, on = any)]
#[retry(fixed = 1s, max_attempts = 2, on = any)]
async fn retried_twice_async(tries: &Tries, mut name: String) -> Result<String, Busy> {
    name.push('!');
    tries.attempt_later().await?;
    Ok(name)
}

#[retry(immediate, max_attempts = 2, on = any, clone(name))]
#[retry_runtime::retry(immediate, max_attempts = 2, on = any)]
fn retried_twice(tries: &Tries, name: String, mut list: Vec<u8>) -> Result<usize, Busy> {
    list.push(1);
    let name = name.into_bytes();
    tries.attempt().map(|_| name.len() + list.len())
}

struct Owner(String);

impl Clone for Owner {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl Owner {
    #[retry(immediate, max_attempts = 2, on = any)]
    #[retry(immediate, max_attempts = 2, on = any)]
    fn retried_twice(mut self, tries: &Tries) -> Result<String, Busy> {
        self.0.push('!');
        tries.attempt().map(|_| self.0)
    }
}

#[retry(immediate, max_attempts = 2, on = any)]
#[retry(immediate, max_attempts = 2, on = any)]
fn retried_twice_destructured(tries: &Tries, (mut name, count): (String, usize)) -> Result<usize, Busy> {
    name.push('!');
    let length = name.into_bytes().len();
    tries.attempt().map(|_| length + count)
}

#[tokio::test(start_paused = true)]
async fn two_retries() {
    third_time!(tries => retried_twice_destructured(&tries, ("a".to_owned(), 1)), Ok(3));
    third_time!(tries => must_be_send(retried_twice_async(&tries, "a".to_owned())).await, Ok("a!".to_owned()));
    third_time!(tries => retried_twice(&tries, "a".to_owned(), vec![]), Ok(2));
    third_time!(tries => Owner("a".to_owned()).retried_twice(&tries), Ok("a!".to_owned()));
}

/// The caller is known in every shape of body, and in every attempt.
mod callers {
    use std::panic::Location;

    use super::{Busy, Tries, retry, third_time};

    #[retry(immediate, on = any)]
    #[track_caller]
    fn straight(tries: &Tries) -> Result<u32, Busy> {
        let line = Location::caller().line();
        tries.attempt().map(|_| line)
    }

    #[track_caller]
    #[retry(immediate, on = any, clone(name))]
    fn early(tries: &Tries, name: String, mut list: Vec<u8>) -> Result<u32, Busy> {
        list.push(1);
        assert_eq!(list.len(), 1, "every attempt begins anew");
        for letter in name.into_bytes() {
            if letter == b'x' {
                continue;
            }
            match tries.attempt() {
                Ok(number) if number > 3 => return Err(Busy),
                Ok(_) => break,
                Err(error) => Err(error)?,
            }
        }
        let of_a_closure = || Some(Location::caller().line()).ok_or(Busy);
        let line = of_a_closure()?;
        assert_ne!(line, Location::caller().line(), "a closure of the user's has its own");
        return Ok(Location::caller().line());
    }

    #[retry(immediate)]
    #[track_caller]
    fn optional(tries: &Tries) -> Option<u32> {
        let number = if let Ok(number) = tries.attempt() { Some(number) } else { return None }?;
        let values = [number, Some(1)?, { Some(2)? }];
        let mut index = 0;
        let _third = loop {
            index += 1;
            if index == 2 {
                break values.get(index)?;
            }
        };
        Some(Location::caller().line())
    }

    #[retry(immediate, on = any)]
    #[track_caller]
    fn printing(tries: &Tries) -> Result<u32, Box<dyn std::error::Error>> {
        use std::fmt::Write as _;
        let mut text = String::new();
        write!(text, "{}", 1)?;
        writeln!(text)?;
        tracing::debug!(%text, "printed");
        match tries.attempt() {
            Ok(3) => Ok(Location::caller().line()),
            Ok(_) => unreachable!("two failures come first"),
            Err(_) => Err("busy")?,
        }
    }

    #[derive(Clone)]
    struct Client(u32);

    impl Client {
        #[retry(immediate, on = any, clone(self))]
        #[track_caller]
        fn method<T: Copy + Into<u64>>(self, tries: &Tries, add: T) -> Result<u64, Box<dyn std::error::Error>> {
            let client = self;
            tries.attempt().map_err(|_| "busy")?;
            Ok(u64::from(client.0) + add.into() + u64::from(Location::caller().line()))
        }
    }

    #[test]
    fn are_known_in_every_shape() {
        third_time!(tries => straight(&tries), Ok(line!()));
        third_time!(tries => early(&tries, "xa".to_owned(), vec![]), Ok(line!()));
        third_time!(tries => optional(&tries), Some(line!()));
        third_time!(tries => printing(&tries).unwrap(), line!());
        third_time!(tries => Client(1).method(&tries, 1_u8).unwrap(), u64::from(line!()) + 2);
    }
}
