//! The attribute of `retry-runtime`. Use it through that crate, which re-exports it.
#![forbid(unsafe_code)]

mod attribute;
mod classify;

/// Retries a function: rewrites it into the loop that a careful engineer would write by hand.
///
/// ```
/// use retry_runtime::retry;
///
/// #[derive(Debug, PartialEq)]
/// enum Error { Timeout, NotFound }
///
/// fn is_transient(error: &Error) -> bool {
///     *error == Error::Timeout
/// }
///
/// #[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
/// async fn fetch(id: u64) -> Result<String, Error> {
///     if id == 0 { Err(Error::NotFound) } else { Ok(format!("order {id}")) }
/// }
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// assert_eq!(fetch(0).await, Err(Error::NotFound));
/// # }
/// ```
///
/// `#[retry]` alone is `#[retry(exponential, jitter, max_attempts = 4)]`, for an error type that is `Classify`.
///
/// # Keys
///
/// In any order, each at most once. A duration is written `100ms`, `1.5s`, `2m`, `1h` (also `us`, `ns`), as a string `"1m 30s"`, or as
/// a constant expression of type `Duration`.
///
/// | key | forms | meaning |
/// | --- | --- | --- |
/// | where to start | [`internal` · `external`](#internal-external) · [`policy = EXPR`](#policy) | a tier, or a `Policy` or `&Policy` evaluated at each call; further keys override it |
/// | backoff | [`exponential`](#exponential) · `exponential(initial = 1s, factor = 2, max = 60s)` | `initial · factorⁿ⁻¹` |
/// | | [`fixed = 2s`](#fixed) | always the same |
/// | | [`linear(initial = 1s, increment = 1s)`](#linear) | `initial + (n−1) · increment` |
/// | | [`fibonacci(initial = 1s)`](#fibonacci) | `initial` · 1, 1, 2, 3, 5 … |
/// | | [`delays(100ms, 1s, 5s)`](#delays) | a list; the last one repeats |
/// | | [`immediate`](#immediate) | no wait |
/// | | [`backoff = EXPR`](#backoff) | any `Backoff` value |
/// | jitter | [`jitter`](#jitter) · `jitter = full` · `equal` · `decorrelated` · `none` · `0.2` | how delays are spread at random, inside the cap |
/// | limits | [`max_attempts = 4`](#max_attempts) · `max_attempts = unlimited` | attempts, the first one included |
/// | | [`max_retries = 3`](#max_retries) | the same limit counted without the first |
/// | | [`max_delay = 60s`](#max_delay) | no single delay is longer |
/// | | [`max_elapsed = 30s`](#max_elapsed) | no retry starts later than this after the call began |
/// | | [`max_retry_after = 5m`](#max_retry_after) | how long a server's hint may make us wait |
/// | what to retry | [`on = PREDICATE`](#on) · `on(PATTERN)` · `on = any` | errors to retry; without it `E: Classify` decides |
/// | | [`on_result = PREDICATE`](#on_result) | whole return values to retry |
/// | shared state | [`budget`](#budget) · `budget = EXPR` | this function's own `Budget`, or a shared one |
/// | hooks | [`before_retry` · `on_give_up` · `on_recovered`](#hooks) `= EXPR` | `fn(&Event<'_, E>)` |
/// | body | [`attempt = IDENT`](#attempt) | binds the context of the running attempt |
/// | | [`clone(a, b)`](#clone) | by-value arguments that the body consumes |
/// | identity | [`name = "payments"`](#name) | default `module::path::function` |
/// | plumbing | [`sleep = PATH`](#sleep) · [`crate = PATH`](#crate) | another sleeper; another path to the runtime |
///
/// Defaults: initial 1 s, factor 2, `max_attempts` 4, no `max_elapsed`; `max_delay` 60 s, or the longest delay written down where that
/// is longer. A backoff key without `jitter` has no jitter.
///
/// Backoff, jitter, limits and names are constants. `policy`, `on`, `on_result`, `budget` and the hooks are ordinary expressions: they
/// may use `self` and the arguments.
///
/// ### `internal`, `external`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(internal, max_attempts = 3, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `policy`
///
/// One policy for many functions. Where it is known only at run time (`policy = self.policy`) and an override contradicts it, the
/// nearest allowed value is used, and told once through `tracing`.
///
/// ```
/// # use retry_runtime::*;
/// # use std::time::Duration;
/// const PATIENT: Policy = Policy::fixed(Duration::from_secs(2)).checked();
///
/// #[retry(policy = PATIENT, max_attempts = 3, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// A constant of the type (`policy = Self::P`) may depend on generic arguments, so it is checked where the function is compiled for
/// them: by `cargo build`, not by `cargo check`.
///
/// ```compile_fail,E0080
/// # use retry_runtime::*;
/// struct Client;
///
/// impl Client {
///     const P: Policy = Policy::immediate();
///
///     // Never ends: neither the policy nor another key has a limit.
///     #[retry(policy = Self::P, max_attempts = unlimited, on = any)]
///     fn work(&self) -> Result<u8, String> {
///         Ok(1)
///     }
/// }
/// # let _ = Client.work();
/// ```
///
/// ### `exponential`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(exponential(initial = 200ms, factor = 3, max = 20s), on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `fixed`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(fixed = 2s, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `linear`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(linear(initial = 1s, increment = 500ms), on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `fibonacci`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(fibonacci(initial = 1s), max_attempts = 6, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `delays`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(delays(100ms, 1s, 5s), on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `immediate`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(immediate, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `backoff`
///
/// ```
/// # use retry_runtime::*;
/// # use std::time::Duration;
/// const STEPS: Backoff = Backoff::fixed(Duration::from_millis(20));
///
/// #[retry(backoff = STEPS, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `jitter`
///
/// The bare word adds up to as much again: `d + random(0, d)`, and stays inside the cap. The named shapes are those of `Jitter`.
///
/// ```
/// # use retry_runtime::*;
/// #[retry(exponential, jitter = full, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `max_attempts`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(fixed = 1s, max_attempts = unlimited, max_elapsed = 30s, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `max_retries`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(fixed = 1s, max_retries = 3, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `max_delay`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(exponential, max_delay = 20s, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `max_elapsed`
///
/// Attempts take part of that time. A wait that would end too late is not begun.
///
/// ```
/// # use retry_runtime::*;
/// #[retry(exponential, max_elapsed = 30s, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `max_retry_after`
///
/// A longer hint ends the call at once. Default: `max_delay`. A hint of zero is none: the backoff counts. With jitter, a
/// random time of up to the hint or the base delay, whichever is longer, comes on top, and is not counted here.
///
/// ```
/// # use retry_runtime::*;
/// # use std::time::Duration;
/// fn verdict(error: &String) -> Verdict {
///     if error == "busy" { Verdict::RetryAfter(Duration::from_secs(600)) } else { Verdict::Permanent }
/// }
///
/// #[retry(exponential, max_retry_after = 5m, on = verdict)]
/// fn work() -> Result<u8, String> {
///     Err("busy".to_owned())
/// }
/// # let _ = work();
/// ```
///
/// ### `on`
///
/// A path or closure that takes `&E` and returns `bool` or `Verdict`; a pattern of `E` in parentheses, with an `if` guard if need be; or
/// `on = any`, out loud. A name that begins with a capital is a constant, a unit variant or a unit struct, never a new variable: one
/// that does not exist is an error. Variables are references, as in a `match` on `&E`.
///
/// ```
/// # use retry_runtime::*;
/// enum Error { Timeout, Status(u16) }
///
/// #[retry(immediate, on(Error::Timeout | Error::Status(500..=599)))]
/// fn work() -> Result<u8, Error> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `on_result`
///
/// Any return type. A value that is refused on the last attempt is returned as it is.
///
/// ```
/// # use retry_runtime::*;
/// #[retry(immediate, on_result = |page: &Vec<u8>| page.is_empty())]
/// fn work() -> Vec<u8> {
///     vec![1]
/// }
/// # let _ = work();
/// ```
///
/// ### `budget`
///
/// A static, a field behind `&self`, an `Arc<Budget>`, or what `best_effort()` and `leaving(share)` make of them, for calls that
/// leave the last tokens to others. The bare word gives the function a budget of its own.
///
/// ```
/// # use retry_runtime::*;
/// static PAYMENTS: Budget = Budget::new();
///
/// #[retry(immediate, budget = PAYMENTS, on = any)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `hooks`
///
/// `before_retry` before each wait, `on_give_up` or `on_recovered` at the end of a call that had a failure.
///
/// ```
/// # use retry_runtime::*;
/// fn log(event: &Event<'_, String>) {
///     println!("{}: {:?}", event.name(), event.reason());
/// }
///
/// #[retry(immediate, on = any, before_retry = log, on_give_up = log, on_recovered = log)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `attempt`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(immediate, on = any, attempt = attempt)]
/// fn work() -> Result<u8, String> {
///     if attempt.is_last() { Ok(1) } else { Err("not yet".to_owned()) }
/// }
/// # assert!(work().is_ok());
/// ```
///
/// ### `clone`
///
/// Cloned for every attempt but the last possible one. An argument declared `mut` is cloned without being named: every attempt
/// starts from what the caller passed.
///
/// ```
/// # use retry_runtime::*;
/// # fn consume(path: String) -> Result<u8, String> { Err(path) }
/// #[retry(immediate, on = any, clone(path))]
/// fn work(path: String) -> Result<u8, String> {
///     consume(path)
/// }
/// # let _ = work(String::new());
/// ```
///
/// ### `name`
///
/// ```
/// # use retry_runtime::*;
/// #[retry(immediate, on = any, name = "payments")]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `sleep`
///
/// `fn(Duration)` for a function that blocks, `fn(Duration) -> impl Future<Output = ()>` for an async one; a path or a closure. It is
/// called for every wait, also for one of zero.
///
/// ```
/// # use retry_runtime::*;
/// fn pause(delay: std::time::Duration) {
///     std::thread::sleep(delay);
/// }
///
/// #[retry(fixed = 1s, on = any, sleep = pause)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// ### `crate`
///
/// Where the runtime is reached by another path.
///
/// ```
/// # use retry_runtime::*;
/// #[retry(immediate, on = any, crate = ::retry_runtime)]
/// fn work() -> Result<u8, String> {
///     Ok(1)
/// }
/// # let _ = work();
/// ```
///
/// # Errors
///
/// A mistake is an error at the guilty token that says what to write instead; several mistakes are reported together, and the
/// function itself stays. Refused are:
///
/// - unknown keys (with the nearest known one), keys given twice, two backoffs, two starts, `max_attempts` with `max_retries`, `max`
///   with `max_delay`, `on` with `on_result`;
/// - `max_attempts = 0`, `max_retries = 0`, numbers that are negative, fractional or have a suffix;
/// - durations that are zero, negative, too long, without a unit or with an unknown one;
/// - `factor` below 1; a jitter share outside `(0, 1]`; `jitter` on `immediate`; an empty `delays()`;
/// - a first delay longer than the cap; a `max_elapsed` shorter than the first delay; `unlimited` without an end;
/// - patterns that match every error, and names in patterns that find nothing; `async` predicates and hooks;
/// - `clone` of what is no by-value argument; an attempt with the name of an argument; `self` or an argument where a constant must be;
/// - a `const fn`, a function that cannot fail, a result that borrows from `&mut self`, a future that is not made in the function.
///
/// Values that only the compiler knows (`max_attempts = MAX`) are checked by it, with the error at that expression.
///
/// # Coming from
///
/// Four attempts, exponential from 100 ms, jitter, no delay over 5 s, for errors that `is_transient` accepts:
///
/// | library | the same policy |
/// | --- | --- |
/// | here | `#[retry(exponential(initial = 100ms, max = 5s), jitter, max_attempts = 4, on = is_transient)]` |
/// | tenacity | `@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(multiplier=0.1, max=5), retry=retry_if_exception(is_transient))` |
/// | backon | `fetch.retry(ExponentialBuilder::new().with_min_delay(100ms).with_max_delay(5s).with_jitter().with_max_times(3)).when(is_transient)` |
/// | tokio-retry | `RetryIf::spawn(ExponentialBackoff::from_millis(2).factor(50).max_delay(5s).map(jitter).take(3), fetch, is_transient)` |
/// | backoff | `ExponentialBackoffBuilder::new().with_initial_interval(100ms).with_multiplier(2.0).with_max_interval(5s)`, errors wrapped in `Transient` |
///
/// `with_max_times(3)` and `take(3)` count retries, as `max_retries = 3` does. tenacity's jitter is `jitter = full` here; that of backon is
/// the bare word, but can double the cap.
#[proc_macro_attribute]
pub fn retry(attribute: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute::retry(attribute.into(), &item.into()).into()
}

/// Derives `Classify` for an error: which failures are transient.
///
/// Every variant must say, so that a new one that does not is a compile error; an attribute on the enum is a default, said
/// explicitly.
///
/// | attribute | verdict |
/// | --- | --- |
/// | `#[classify(transient)]` | another attempt may succeed |
/// | `#[classify(permanent)]` | it would fail the same way |
/// | `#[classify(transient if \|field\| …)]` | transient if that holds of the fields, which are passed by reference |
/// | `#[classify(after = field)]` | not before that time has passed: a `Duration`, or an `Option<Duration>` that is transient without one |
/// | `#[classify(forward)]` | what the only field says; `forward = field` where there are several |
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Classify, Verdict};
///
/// #[derive(Classify)]
/// enum Error {
///     #[classify(transient)]
///     Timeout,
///     #[classify(after = wait)]
///     Busy { wait: Duration },
///     #[classify(permanent)]
///     BadRequest,
///     #[classify(transient if |status| *status >= 500)]
///     Status(u16),
///     #[classify(forward)]
///     Nested(Box<Error>),
/// }
/// assert_eq!(Error::Timeout.classify(), Verdict::Transient);
/// assert_eq!(Error::Busy { wait: Duration::from_secs(2) }.classify(), Verdict::RetryAfter(Duration::from_secs(2)));
/// assert_eq!(Error::Nested(Box::new(Error::Status(404))).classify(), Verdict::Permanent);
/// # let _ = Error::BadRequest;
/// ```
#[proc_macro_derive(Classify, attributes(classify))]
pub fn derive_classify(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    classify::derive(input.into()).into()
}
