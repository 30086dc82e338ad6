//! Free functions.

use retry_runtime::retry;

use crate::{Busy, Tries, must_be_send, third_time};

#[retry(immediate, on = any)]
fn blocking(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt()
}

#[test]
fn a_function_that_blocks() {
    third_time!(tries => blocking(&tries), Ok(3));
}

#[retry(fixed = 1s, on = any)]
async fn awaiting(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt_later().await
}

#[tokio::test(start_paused = true)]
async fn an_async_function() {
    third_time!(tries => must_be_send(awaiting(&tries)).await, Ok(3));
}

#[retry(immediate, on = any)]
unsafe fn not_safe(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt()
}

#[retry(immediate, on = any)]
async unsafe fn not_safe_async(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt_later().await
}

#[tokio::test]
async fn unsafe_functions() {
    // SAFETY: nothing is asked of the caller.
    third_time!(tries => unsafe { not_safe(&tries) }, Ok(3));
    // SAFETY: as above.
    third_time!(tries => unsafe { not_safe_async(&tries) }.await, Ok(3));
}

#[retry(immediate, on = any)]
#[allow(improper_ctypes_definitions)]
extern "C" fn foreign(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[test]
fn a_function_with_another_abi() {
    third_time!(tries => foreign(&tries), Some(3));
}

#[retry(immediate, on = any)]
fn generic<T, E>(tries: &Tries, value: &T, error: &E) -> Result<T, E>
where
    T: Clone,
    E: Clone,
{
    if tries.attempt().is_ok() { Ok(value.clone()) } else { Err(error.clone()) }
}

#[retry(fixed = 1s, on = any)]
async fn generic_async<T: Clone + Sync, E: Clone + Sync>(tries: &Tries, value: &T, error: &E) -> Result<T, E> {
    match tries.attempt_later().await {
        Ok(_) => Ok(value.clone()),
        Err(_) => Err(error.clone()),
    }
}

#[tokio::test(start_paused = true)]
async fn generic_types_and_errors() {
    third_time!(tries => generic(&tries, &"yes", &"no"), Ok("yes"));
    third_time!(tries => generic_async(&tries, &"yes", &"no").await, Ok("yes"));
}

#[retry(immediate, on = any)]
fn unsized_argument<T: ?Sized + AsRef<[u8]>>(tries: &Tries, bytes: &T) -> Result<usize, Busy> {
    tries.attempt().map(|_| bytes.as_ref().len())
}

#[retry(immediate, max_attempts = N, on = any)]
fn const_generic<const N: u32>(tries: &Tries) -> Result<[u32; 2], Busy> {
    tries.attempt().map(|number| [number, N])
}

#[retry(fixed = 1s, max_attempts = N, on = any)]
async fn const_generic_async<const N: u32>(tries: &Tries) -> Result<[u32; 2], Busy> {
    tries.attempt_later().await.map(|number| [number, N])
}

#[tokio::test(start_paused = true)]
async fn unsized_and_const_generics() {
    third_time!(tries => unsized_argument(&tries, "four"), Ok(4));
    third_time!(tries => const_generic::<3>(&tries), Ok([3, 3]));
    third_time!(tries => const_generic_async::<4>(&tries).await, Ok([3, 4]));
    let tries = Tries::default();
    assert_eq!(const_generic::<2>(&tries), Err(Busy));
    assert_eq!(tries.count(), 2, "the constant counts");
}

macro_rules! make {
    ($name:ident, $attempts:expr, $delay:literal, $body:expr) => {
        #[retry(fixed = $delay, max_attempts = $attempts, on = any, sleep = |_| ())]
        fn $name(tries: &Tries) -> Result<u32, Busy> {
            $body(tries)
        }
    };
}

make!(made_by_a_macro, 3, 100ms, Tries::attempt);

macro_rules! make_with_hygiene {
    ($($attribute:tt)*) => {
        #[retry($($attribute)*)]
        fn with_hygiene(tries: &Tries) -> Result<u32, Busy> {
            let outcome = tries.attempt()?;
            Ok(outcome)
        }
    };
}

make_with_hygiene!(immediate, on(Busy));

#[test]
fn functions_made_by_macro_rules() {
    third_time!(tries => made_by_a_macro(&tries), Ok(3));
    third_time!(tries => with_hygiene(&tries), Ok(3));
}

#[retry(immediate, on = any)]
fn r#match(r#type: &Tries) -> Result<u32, Busy> {
    r#type.attempt()
}

#[test]
fn raw_identifiers() {
    third_time!(tries => r#match(&tries), Ok(3));
}

mod renamed {
    pub(super) use retry_runtime as rt;
}

#[renamed::rt::retry(immediate, on = any, crate = renamed::rt)]
fn by_another_path(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt()
}

#[test]
fn the_runtime_under_another_name() {
    third_time!(tries => by_another_path(&tries), Ok(3));
}

#[test]
fn a_function_in_a_function() {
    #[retry(immediate, on = any)]
    fn inner(tries: &Tries) -> Result<u32, Busy> {
        #[retry(immediate, max_attempts = 1, on = any)]
        fn innermost(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
        innermost(tries)
    }
    third_time!(tries => inner(&tries), Ok(3));
}
