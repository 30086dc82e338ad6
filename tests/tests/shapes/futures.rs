//! Plain functions that return a future.

use std::pin::Pin;

use retry_runtime::retry;

use crate::{Busy, Tries, must_be_send, third_time};

#[retry(fixed = 1s, on = any)]
fn returned<'a>(tries: &'a Tries, path: &'a str) -> impl Future<Output = Result<usize, Busy>> + Send + 'a {
    async move {
        tries.attempt_later().await?;
        Ok(path.len())
    }
}

#[retry(fixed = 1s, on = any)]
fn boxed(tries: &Tries) -> Pin<Box<dyn Future<Output = Result<u32, Busy>> + Send + '_>> {
    Box::pin(async move { tries.attempt_later().await })
}

#[retry(fixed = 1s, on = any)]
fn after_statements(tries: &Tries) -> Pin<Box<dyn Future<Output = Result<String, Busy>> + Send + '_>> {
    let prefix = "n".to_owned();
    let add = 1;
    Box::pin(async move {
        let number = tries.attempt_later().await? + add;
        Ok(format!("{prefix}{number}"))
    })
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[retry(fixed = 1s, on = any, clone(path))]
fn by_an_alias(tries: &Tries, path: String) -> BoxFuture<'_, Result<String, Busy>> {
    Box::pin(async move {
        let owned = path;
        tries.attempt_later().await?;
        return Ok(owned);
    })
}

#[tokio::test(start_paused = true)]
async fn functions_that_return_futures() {
    third_time!(tries => must_be_send(returned(&tries, "path")).await, Ok(4));
    third_time!(tries => must_be_send(boxed(&tries)).await, Ok(3));
    third_time!(tries => after_statements(&tries).await, Ok("n4".to_owned()));
    third_time!(tries => by_an_alias(&tries, "path".to_owned()).await, Ok("path".to_owned()));
}

#[retry(fixed = 1s, max_attempts = 2, on = any)]
async fn recursive(tries: &Tries, depth: u32) -> Result<u32, Busy> {
    if depth == 0 { tries.attempt() } else { Box::pin(recursive(tries, depth - 1)).await }
}

#[tokio::test(start_paused = true)]
async fn recursion_through_a_box() {
    third_time!(tries => recursive(&tries, 2).await, Ok(3));
}

#[retry(fixed = 1s, on = any)]
fn changed_before(
    tries: &Tries,
    mut list: Vec<u8>,
    mut count: u32,
) -> impl Future<Output = Result<u32, Busy>> + Send + '_ {
    list.push(1);
    list.push(2);
    async move {
        count += 1;
        tries.attempt_later().await?;
        Ok(count + u32::try_from(list.len()).unwrap_or(0))
    }
}

struct Lister(Vec<u8>);

impl Lister {
    #[retry(fixed = 1s, on = any)]
    fn changed_before(mut self, tries: &Tries) -> impl Future<Output = Result<usize, Busy>> + Send + '_ {
        self.0.push(1);
        async move {
            tries.attempt_later().await?;
            Ok(self.0.len())
        }
    }
}

impl Clone for Lister {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

#[tokio::test(start_paused = true)]
async fn statements_that_change_arguments() {
    third_time!(tries => must_be_send(changed_before(&tries, vec![], 0)).await, Ok(3));
    third_time!(tries => must_be_send(Lister(vec![]).changed_before(&tries)).await, Ok(1));
}

/// A blocking function that makes a future is no future itself.
#[retry(immediate, on = any)]
fn a_future_in_a_result(tries: &Tries) -> Result<Pin<Box<dyn Future<Output = u32> + Send>>, Busy> {
    let number = tries.attempt()?;
    Ok(Box::pin(async move { number }))
}

#[retry(immediate)]
fn a_future_in_an_option(tries: &Tries) -> Option<impl Future<Output = u32> + use<>> {
    let number = tries.attempt().ok()?;
    Some(async move { number })
}

#[tokio::test(start_paused = true)]
async fn futures_inside_of_results() {
    third_time!(tries => a_future_in_a_result(&tries).unwrap().await, 3);
    third_time!(tries => a_future_in_an_option(&tries).unwrap().await, 3);
}
