//! What the expressions of keys may use, and when they are evaluated.

use std::cell::Cell;
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::{Budget, Event, Policy, retry};

use crate::{Busy, Tries, must_be_send, third_time};

const QUICK: Policy = Policy::immediate().max_attempts(3);
const SLOW: Policy = Policy::fixed(Duration::from_secs(1)).max_attempts(3);
static ONE: Budget = Budget::new();
static OTHER: Budget = Budget::new();
static SHARED: RwLock<Policy> = RwLock::new(QUICK);
static HELD: Mutex<Policy> = Mutex::new(SLOW);

/// `policy = …` and `budget = …` take a value or any reference to one, and whatever expression yields it.
mod start {
    use super::*;

    #[retry(policy = if fast { &QUICK } else { &SLOW }, on = any)]
    fn chosen(tries: &Tries, fast: bool) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[retry(policy = match speed { 0 => QUICK, _ => SLOW }, budget = if speed == 0 { &ONE } else { &OTHER }, on = any)]
    async fn matched(tries: &Tries, speed: u8) -> Result<u32, Busy> {
        tries.attempt_later().await
    }

    #[retry(policy = *SHARED.read().unwrap(), on = any)]
    async fn locked(tries: &Tries) -> Result<u32, Busy> {
        tries.attempt_later().await
    }

    #[retry(policy = *HELD.lock().unwrap(), max_attempts = 4, on = any)]
    async fn locked_and_overridden(tries: &Tries) -> Result<u32, Busy> {
        assert!(HELD.try_lock().is_ok(), "the lock is held during an attempt");
        tries.attempt_later().await
    }

    #[retry(policy = Arc::clone(policy), budget = budget.clone(), on = any)]
    fn counted(tries: &Tries, policy: &Arc<Policy>, budget: &Arc<Budget>) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[retry(policy = &&QUICK, budget = &&ONE, on = any)]
    fn referred(tries: &Tries) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[retry(policy = endless(), max_attempts = unlimited, on = any)]
    fn keeps_its_own_limit(calls: &Cell<u32>) -> Result<(), Busy> {
        calls.set(calls.get() + 1);
        Err(Busy)
    }

    const fn endless() -> Policy {
        QUICK
    }

    #[test]
    fn unlimited_without_an_end_keeps_the_limit_of_the_policy() {
        let calls = Cell::new(0);
        keeps_its_own_limit(&calls).unwrap_err();
        assert_eq!(calls.get(), 3);
    }

    #[derive(Clone)]
    struct Config {
        policy: Policy,
        budget: Arc<Budget>,
    }

    impl Config {
        const MAX: u32 = 3;
    }

    fn consume(config: Config) -> Duration {
        config.policy.max_wait().unwrap_or_default()
    }

    #[retry(policy = config.policy, budget = config.budget, on = any, clone(config))]
    fn consumed(tries: &Tries, config: Config) -> Result<u32, Busy> {
        consume(config);
        tries.attempt()
    }

    struct Client {
        policy: Policy,
        calls: u32,
    }

    impl Client {
        #[retry(policy = self.policy, on = any)]
        async fn call(&mut self, tries: &Tries) -> Result<u32, Busy> {
            self.calls += 1;
            self.policy = Policy::immediate().max_attempts(1);
            tries.attempt_later().await
        }

        #[retry(policy = self.policy, jitter = none, on = any)]
        fn call_blocking(&mut self, tries: &Tries) -> Result<u32, Busy> {
            self.calls += 1;
            tries.attempt()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn is_evaluated_and_copied() {
        third_time!(tries => chosen(&tries, true), Ok(3));
        third_time!(tries => must_be_send(matched(&tries, 1)).await, Ok(3));
        third_time!(tries => must_be_send(locked(&tries)).await, Ok(3));
        third_time!(tries => must_be_send(locked_and_overridden(&tries)).await, Ok(3));
        third_time!(tries => counted(&tries, &Arc::new(QUICK), &Arc::new(Budget::new())), Ok(3));
        third_time!(tries => referred(&tries), Ok(3));
        let config = || Config { policy: QUICK, budget: Arc::new(Budget::new()) };
        third_time!(tries => consumed(&tries, config()), Ok(3));
        let mut client = Client { policy: QUICK, calls: 0 };
        third_time!(tries => client.call(&tries).await, Ok(3));
        client.policy = QUICK;
        third_time!(tries => client.call_blocking(&tries), Ok(3));
        assert_eq!(client.calls, 6);
    }

    #[retry(immediate, max_attempts = config::MAX, on = any)]
    fn a_module_and_an_argument(tries: &Tries, config: u32) -> Result<u32, Busy> {
        tries.attempt().map(|number| number + config)
    }

    mod config {
        pub(super) const MAX: u32 = 3;
    }

    struct Generic<T>(std::marker::PhantomData<T>);

    trait Limited {
        const MAX: u32;
        const POLICY: Policy;
    }

    impl Limited for u8 {
        const MAX: u32 = 3;
        const POLICY: Policy = QUICK;
    }

    impl<T: Limited> Generic<T> {
        #[retry(immediate, max_attempts = T::MAX, on = any)]
        fn attempts(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }

        #[retry(policy = T::POLICY, max_attempts = unlimited, max_elapsed = 1h, on = any)]
        fn policy(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    }

    struct Sized<const N: u32>;

    impl<const N: u32> Sized<N> {
        #[retry(immediate, max_attempts = N, on = any)]
        fn attempts(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    }

    impl<T: Limited> Generic<T> {
        #[retry(immediate, max_attempts = <T as Limited>::MAX, on = any)]
        fn qualified(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    }

    impl<const N: u32> Sized<N> {
        #[retry(fixed = Duration::from_nanos(N as u64), max_attempts = N + 1, on = any)]
        fn computed(tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    }

    #[test]
    fn constants_of_modules_types_and_parameters() {
        third_time!(tries => Generic::<u8>::qualified(&tries), Ok(3));
        third_time!(tries => Sized::<2>::computed(&tries), Ok(3));
        third_time!(tries => a_module_and_an_argument(&tries, 1), Ok(4));
        third_time!(tries => Generic::<u8>::attempts(&tries), Ok(3));
        third_time!(tries => Generic::<u8>::policy(&tries), Ok(3));
        third_time!(tries => Sized::<3>::attempts(&tries), Ok(3));
        assert_eq!(Config::MAX, 3);
    }
}

/// Keys see what the caller passed, also where the body consumes or changes it.
mod arguments {
    #![deny(clippy::needless_pass_by_value)]

    use super::*;

    fn consume(name: String) -> usize {
        name.into_bytes().len()
    }

    #[retry(immediate, max_attempts = 3, on = |_| name.len() > 1, clone(name))]
    fn predicate(tries: &Tries, name: String) -> Result<usize, Busy> {
        consume(name);
        tries.attempt()?;
        Ok(3)
    }

    #[retry(fixed = 1s, max_attempts = 3, on = |_| name == "ab", before_retry = |_| assert_eq!(name, "ab"))]
    async fn changed(tries: &Tries, mut name: String) -> Result<usize, Busy> {
        name.push('c');
        tries.attempt_later().await.map(|_| name.len())
    }

    #[retry(
        immediate,
        on_result = |_| name.len() == 2 && name_of(&name),
        on_give_up = |_| seen.set(format!("{name}.")),
        max_attempts = 3,
        clone(name),
    )]
    fn to_the_end(seen: &Cell<String>, name: String) -> usize {
        consume(name)
    }

    fn name_of(name: &str) -> bool {
        name == "ab"
    }

    struct Client {
        name: String,
    }

    impl Client {
        #[retry(immediate, max_attempts = 3, on = |_| self.name == "ab", clone(self))]
        fn into_name(self, tries: &Tries) -> Result<String, Busy> {
            tries.attempt().map(|_| self.name)
        }
    }

    impl Clone for Client {
        fn clone(&self) -> Self {
            Self { name: format!("{}'", self.name) }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn are_seen_as_they_were_passed() {
        let name = || "ab".to_owned();
        third_time!(tries => predicate(&tries, name()), Ok(3));
        third_time!(tries => must_be_send(changed(&tries, name())).await, Ok(3));
        let seen = Cell::new(String::new());
        assert_eq!(to_the_end(&seen, name()), 2);
        assert_eq!(seen.take(), "ab.");
        third_time!(tries => Client { name: name() }.into_name(&tries), Ok("ab'".to_owned()));
    }
}

/// Hooks and predicates that have to be made are made when they are called.
mod factories {
    use super::*;

    static MADE: AtomicU32 = AtomicU32::new(0);

    fn made<E>(seen: &Cell<u32>) -> impl Fn(&Event<'_, E>) + use<'_, E> {
        MADE.fetch_add(1, Ordering::Relaxed);
        |event| seen.set(event.attempt())
    }

    fn all<E>(made: &Cell<u32>) -> impl Fn(&E) -> bool + use<E> {
        made.set(made.get() + 1);
        |_| true
    }

    #[retry(immediate, max_attempts = 3, on = all(predicates), on_give_up = made(seen))]
    fn factories(seen: &Cell<u32>, predicates: &Cell<u32>) -> Result<(), Busy> {
        Err(Busy)
    }

    type Hook = Box<dyn Fn(&Event<'_, Busy>)>;

    struct Client {
        hook: Hook,
        predicate: fn(&Busy) -> bool,
    }

    impl Client {
        #[retry(immediate, max_attempts = 3, on = self.predicate, before_retry = self.hook)]
        fn call(&self, tries: &Tries) -> Result<u32, Busy> {
            tries.attempt()
        }
    }

    #[retry(immediate, max_attempts = 3, on = predicate, before_retry = hook)]
    fn passed<F: Fn(&Event<'_, Busy>)>(tries: &Tries, predicate: impl Fn(&Busy) -> bool, hook: F) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[test]
    fn run_when_needed() {
        let (seen, predicates) = (Cell::new(0), Cell::new(0));
        factories(&seen, &predicates).unwrap_err();
        assert_eq!((MADE.load(Ordering::Relaxed), predicates.get(), seen.get()), (1, 3, 3));
        let count = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&count);
        let hook = Box::new(move |_: &Event<'_, Busy>| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let client = Client { hook, predicate: |_| true };
        third_time!(tries => client.call(&tries), Ok(3));
        assert_eq!(count.load(Ordering::Relaxed), 2);
        let owned = String::new();
        third_time!(tries => passed(&tries, |_| owned.is_empty(), |_| ()), Ok(3));
    }
}

/// Closures whose arguments have no types.
mod closures {
    use super::*;

    #[retry(
        fixed = 1s,
        max_attempts = 3,
        on = any,
        sleep = |delay| assert_eq!(delay.as_secs(), 1),
        before_retry = { let most = 3; move |event| assert!(event.attempt() < most) },
        on_give_up = (|event| assert_eq!(event.attempt(), 3)),
    )]
    fn blocking(tries: &Tries) -> Result<u32, Busy> {
        tries.attempt()
    }

    #[retry(fixed = 1s, max_attempts = 3, on = any, sleep = async |delay| assert_eq!(delay.as_secs(), 1))]
    async fn later(tries: &Tries) -> Result<u32, Busy> {
        tries.attempt_later().await
    }

    #[tokio::test(start_paused = true)]
    async fn are_inferred() {
        third_time!(tries => blocking(&tries), Ok(3));
        third_time!(tries => must_be_send(later(&tries)).await, Ok(3));
    }
}

/// `on_result` decides by the type of the value what a failure in it is.
mod values {
    use super::*;

    type Reply = Result<u8, u16>;

    #[derive(Debug, PartialEq, Eq)]
    struct QueryResult(u8);

    #[retry(immediate, max_attempts = 3, budget = budget, on_result = |reply| *reply == Err(503), on_give_up = |event| seen.set(event.error().copied()))]
    fn alias(seen: &Cell<Option<u16>>, budget: &Budget, code: u16) -> Reply {
        Err(code)
    }

    #[retry(immediate, max_attempts = 3, on_result = |result| result.0 == 0, on_give_up = |event| seen.set(event.error().is_none()))]
    fn named_like_a_result(seen: &Cell<bool>, value: u8) -> QueryResult {
        QueryResult(value)
    }

    #[retry(fixed = 1s, max_attempts = 3, on_result = Option::is_none)]
    async fn generic<T: Copy>(tries: &Tries, value: T) -> Option<T> {
        tries.attempt_later().await.ok().map(|_| value)
    }

    #[retry(immediate, max_attempts = 3, on_result = |value| *value == unwanted)]
    fn parameter<T: PartialEq + Copy>(tries: &Tries, unwanted: T, wanted: T) -> T {
        if tries.attempt().is_ok() { wanted } else { unwanted }
    }

    #[tokio::test(start_paused = true)]
    async fn are_judged_by_their_type() {
        let (seen, budget) = (Cell::new(None), Budget::new());
        let before = budget.balance(Duration::ZERO);
        assert_eq!(alias(&seen, &budget, 404), Err(404));
        assert_eq!(seen.take(), Some(404), "a permanent failure is one");
        let after = budget.balance(Duration::ZERO);
        assert!((before - after).abs() < 1e-9, "a permanent failure neither earns nor costs: {before} {after}");
        let none = Cell::new(false);
        assert_eq!(named_like_a_result(&none, 0), QueryResult(0));
        assert!(none.take());
        third_time!(tries => must_be_send(generic(&tries, 7)).await, Some(7));
        third_time!(tries => parameter(&tries, 1, 2), 2);
    }
}

/// `&mut` arguments that the body passes on by value.
mod reborrowed {
    use super::*;

    fn header<W: Write>(mut out: W) {
        out.write_all(b"h").unwrap();
    }

    #[retry(immediate, on = any)]
    fn blocking(tries: &Tries, out: &mut Vec<u8>) -> Result<u32, Busy> {
        header(out);
        tries.attempt()
    }

    #[retry(immediate, on = any)]
    fn early(tries: &Tries, (out, _): (&mut Vec<u8>, u8)) -> Result<u32, Busy> {
        let number = tries.attempt()?;
        header(out);
        Ok(number)
    }

    #[retry(fixed = 1s, on = any)]
    async fn later<W: Write + Send>(tries: &Tries, out: &mut W) -> Result<u32, Busy> {
        let mut buffered = std::io::BufWriter::new(out);
        buffered.write_all(b"x").unwrap();
        drop(buffered);
        tries.attempt_later().await
    }

    #[retry(immediate, on = any)]
    fn iterated(tries: &Tries, items: &mut dyn Iterator<Item = u32>) -> Result<u32, Busy> {
        let sum = items.take(2).sum::<u32>();
        tries.attempt().map(|_| sum)
    }

    struct Log(Vec<u8>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Log {
        #[retry(immediate, on = any)]
        fn itself(&mut self, tries: &Tries) -> Result<u32, Busy> {
            header(self);
            tries.attempt()
        }

        #[retry(fixed = 1s, on = any)]
        async fn itself_later(&mut self, tries: &Tries) -> Result<u32, Busy> {
            header(self);
            tries.attempt_later().await
        }
    }

    #[async_trait]
    trait Logged {
        async fn logged(&mut self, tries: &Tries, out: &mut Vec<u8>) -> Result<u32, Busy>;
    }

    #[async_trait]
    impl Logged for Log {
        #[retry(fixed = 1s, on = any)]
        async fn logged(&mut self, tries: &Tries, out: &mut Vec<u8>) -> Result<u32, Busy> {
            header(self);
            header(out);
            tries.attempt_later().await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn for_every_attempt() {
        let mut out = Vec::new();
        third_time!(tries => blocking(&tries, &mut out), Ok(3));
        third_time!(tries => early(&tries, (&mut out, 1)), Ok(3));
        third_time!(tries => must_be_send(later(&tries, &mut out)).await, Ok(3));
        assert_eq!(out, b"hhhhxxx");
        third_time!(tries => iterated(&tries, &mut (0..6)), Ok(9));
        let mut log = Log(Vec::new());
        third_time!(tries => log.itself(&tries), Ok(3));
        third_time!(tries => must_be_send(log.itself_later(&tries)).await, Ok(3));
        third_time!(tries => must_be_send(log.logged(&tries, &mut out)).await, Ok(3));
        assert_eq!((log.0.len(), out.len()), (9, 10));
    }
}

/// `self` that names a module, and `self` under `#[async_trait]`.
mod modules {
    use super::*;

    const MOST: u32 = 3;

    const fn is_transient(_: &Busy) -> bool {
        true
    }

    const fn helper(client: &Client) -> usize {
        client.name.len()
    }

    #[derive(Clone)]
    struct Client {
        name: String,
        strict: bool,
    }

    impl Client {
        #[retry(immediate, on = self::is_transient, max_attempts = self::MOST, clone(self))]
        #[allow(clippy::needless_pub_self)]
        fn into_length(self, tries: &Tries) -> Result<String, Busy> {
            use self::helper as length;
            pub(self) const ONE: usize = 1;
            let length = self::helper(&self) + length(&self) + ONE;
            tries.attempt().map(|_| format!("{length} {}", self.name))
        }

        #[retry(immediate, on = any)]
        fn shown(mut self, tries: &Tries) -> Result<String, Busy> {
            self.name.push('!');
            let text = format!("{self}");
            drop(self);
            tries.attempt().map(|_| text)
        }
    }

    impl std::fmt::Display for Client {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str(&self.name)
        }
    }

    #[async_trait]
    trait Call {
        async fn call(&mut self, tries: &Tries) -> Result<u32, Busy>;
        async fn consume(self, tries: &Tries) -> Result<usize, Busy>;
    }

    #[async_trait]
    impl Call for Client {
        #[retry(immediate, on(Busy if self.strict), max_attempts = self::MOST)]
        async fn call(&mut self, tries: &Tries) -> Result<u32, Busy> {
            self.name.push('c');
            tries.attempt()
        }

        #[retry(fixed = 1s, on = self::is_transient, clone(self))]
        async fn consume(self, tries: &Tries) -> Result<usize, Busy> {
            let name = self.name;
            tries.attempt_later().await.map(|_| name.len())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn and_values_are_told_apart() {
        let client = || Client { name: "ab".to_owned(), strict: true };
        third_time!(tries => client().into_length(&tries), Ok("5 ab".to_owned()));
        third_time!(tries => client().shown(&tries), Ok("ab!".to_owned()));
        let mut called = client();
        third_time!(tries => called.call(&tries).await, Ok(3));
        assert_eq!(called.name, "abccc");
        third_time!(tries => client().consume(&tries).await, Ok(2));
    }
}

static LAZY: LazyLock<Policy> = LazyLock::new(|| QUICK);

#[retry(policy = *LAZY, on = any)]
fn made_at_the_first_use(tries: &Tries) -> Result<u32, Busy> {
    tries.attempt()
}

#[test]
fn a_lazy_static() {
    third_time!(tries => made_at_the_first_use(&tries), Ok(3));
}
