//! Return types.

use std::rc::Rc;

use retry_runtime::retry;

use crate::{Busy, Tries, must_be_send, third_time};

#[retry(immediate)]
fn option(tries: &Tries) -> Option<u32> {
    tries.attempt().ok()
}

#[retry(fixed = 1s)]
async fn option_async(tries: &Tries) -> Option<u32> {
    let number = tries.attempt_later().await.ok()?;
    Some(number)
}

#[tokio::test(start_paused = true)]
async fn options() {
    third_time!(tries => option(&tries), Some(3));
    third_time!(tries => option_async(&tries).await, Some(3));
}

type Answer<T> = Result<T, Busy>;

mod any_how {
    pub(super) type Result<T, E = Box<dyn std::error::Error>> = core::result::Result<T, E>;
}

#[retry(immediate, on = any)]
fn alias(tries: &Tries) -> Answer<u32> {
    tries.attempt()
}

#[retry(immediate, on = any)]
fn io_alias(tries: &Tries) -> std::io::Result<u32> {
    tries.attempt().map_err(|_| std::io::Error::other("busy"))
}

#[retry(immediate, on = any)]
fn defaulted_alias(tries: &Tries) -> any_how::Result<u32> {
    Ok(tries.attempt().map_err(|_| "busy")?)
}

#[test]
fn aliases() {
    third_time!(tries => alias(&tries), Ok(3));
    third_time!(tries => io_alias(&tries).unwrap(), 3);
    third_time!(tries => defaulted_alias(&tries).unwrap(), 3);
}

#[retry(immediate, on = any)]
fn an_iterator<'t>(tries: &'t Tries, add: &'t u32) -> Result<impl Iterator<Item = u32> + 't, Busy> {
    let number = tries.attempt()?;
    Ok((0..number).map(move |step| step + add))
}

#[retry(fixed = 1s, on = any)]
async fn an_iterator_async(tries: &Tries) -> Result<impl Iterator<Item = u32> + use<>, Busy> {
    let number = tries.attempt_later().await?;
    Ok(0..number)
}

#[tokio::test(start_paused = true)]
async fn impl_trait_inside_a_result() {
    third_time!(tries => an_iterator(&tries, &1).map(Iterator::sum::<u32>), Ok(6));
    third_time!(tries => an_iterator_async(&tries).await.map(Iterator::sum::<u32>), Ok(3));
}

struct Names(Vec<String>);

impl Names {
    #[retry(immediate, on = any)]
    fn first(&self, tries: &Tries) -> Result<&str, Busy> {
        tries.attempt()?;
        Ok(&self.0[0])
    }

    #[retry(fixed = 1s, on = any)]
    async fn first_async<'a>(&'a self, tries: &Tries) -> Result<&'a str, Busy> {
        tries.attempt_later().await?;
        Ok(&self.0[0])
    }

    #[retry(immediate, on = any)]
    fn other<'a>(&mut self, tries: &Tries, other: &'a str) -> Result<&'a str, Busy> {
        self.0.push(other.to_owned());
        tries.attempt().map(|_| other)
    }
}

#[tokio::test(start_paused = true)]
async fn borrowed_results() {
    let mut names = Names(vec!["one".to_owned()]);
    third_time!(tries => names.first(&tries), Ok("one"));
    third_time!(tries => must_be_send(names.first_async(&tries)).await, Ok("one"));
    third_time!(tries => names.other(&tries, "two"), Ok("two"));
}

#[retry(fixed = 1s, on = any)]
async fn an_error_that_stays_here(tries: &Tries) -> Result<u32, Rc<str>> {
    tries.attempt().map_err(|_| "busy".into())
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_send() {
    third_time!(tries => must_be_send(an_error_that_stays_here(&tries)).await, Ok(3));
}

#[retry(immediate, on_result = |number: &u32| *number < 3)]
fn judged_by_its_value(tries: &Tries) -> u32 {
    tries.attempt().unwrap_or(0)
}

#[retry(fixed = 1s, on_result = |answer: &Result<u32, Busy>| answer.is_err(), on_give_up = |_| ())]
async fn judged_by_its_value_async(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt_later().await
}

#[tokio::test(start_paused = true)]
async fn whole_values_are_judged() {
    third_time!(tries => judged_by_its_value(&tries), 3);
    third_time!(tries => must_be_send(judged_by_its_value_async(&tries)).await, Ok(3));
}
