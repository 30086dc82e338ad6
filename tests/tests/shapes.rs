//! First light.
use retry_runtime::retry;
use std::cell::Cell;

#[retry(immediate, max_attempts = 4, on = any)]
fn sync_fn(calls: &Cell<u32>) -> Result<u32, String> {
    calls.set(calls.get() + 1);
    if calls.get() < 3 {
        return Err("no".into());
    }
    Ok(calls.get())
}

#[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
async fn async_fn(calls: &Cell<u32>) -> Result<u32, String> {
    calls.set(calls.get() + 1);
    if calls.get() < 3 {
        Err("no")?;
    }
    Ok(calls.get())
}
fn is_transient(e: &String) -> bool {
    e == "no"
}

#[test]
fn a() {
    assert_eq!(sync_fn(&Cell::new(0)), Ok(3));
}
#[tokio::test(start_paused = true)]
async fn b() {
    assert_eq!(async_fn(&Cell::new(0)).await, Ok(3));
}

struct Svc {
    n: u32,
    policy: retry_runtime::Policy,
}
impl Svc {
    #[retry(immediate, on = any)]
    async fn by_mut(&mut self, s: &str) -> Result<u32, String> {
        self.n += 1;
        if self.n < 3 { Err(s.to_owned()) } else { Ok(self.n) }
    }
    #[retry(policy = self.policy, on = any)]
    fn dynamic(&mut self) -> Option<u32> {
        self.n += 1;
        (self.n == 2).then_some(self.n)
    }
    #[retry(immediate, on = any, clone(self, s))]
    fn owned(mut self, s: String, c: &Cell<u32>) -> Result<String, String> {
        c.set(c.get() + 1);
        self.n += 1;
        assert_eq!(self.n, 1);
        if c.get() < 3 { Err(s) } else { Ok(s) }
    }
    #[retry(immediate, on = any)]
    fn name(&self, c: &Cell<u32>) -> Result<&str, String> {
        c.set(c.get() + 1);
        if c.get() < 3 { Err("x".into()) } else { Ok("name") }
    }
}
impl Clone for Svc {
    fn clone(&self) -> Self {
        Svc { n: self.n, policy: self.policy }
    }
}

#[retry(immediate, on = any)]
fn boxed<'a>(
    c: &'a std::sync::atomic::AtomicU32,
) -> std::pin::Pin<Box<dyn Future<Output = Result<u32, Box<dyn std::error::Error>>> + 'a>> {
    let one = 1;
    Box::pin(async move {
        let n = c.fetch_add(one, std::sync::atomic::Ordering::Relaxed);
        if n < 2 {
            return Err("early".into());
        }
        Ok(n)
    })
}
#[retry(immediate, on(Error::A | Error::B(1..=3) if true))]
fn implf<'a>(c: &'a std::sync::atomic::AtomicU32, x: String) -> impl Future<Output = Result<u32, Error>> + Send + 'a {
    async move {
        let n = c.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if n < 2 {
            Err(Error::B(x.len() as u32))?
        }
        Ok(n)
    }
}
#[derive(Debug, PartialEq)]
enum Error {
    A,
    B(u32),
}

#[retry(immediate, on = any, max_attempts = N)]
fn konst<const N: u32>(c: &Cell<u32>) -> Option<()> {
    c.set(c.get() + 1);
    None
}

#[retry(immediate, max_attempts = 3, on = any, attempt = attempt, before_retry = |e| seen.set(e.attempt()))]
fn hooked(seen: &Cell<u32>) -> Option<u32> {
    if attempt.is_last() { Some(attempt.number()) } else { None }
}

#[retry(immediate, on_result = |v: &u32| *v < 3)]
fn on_res(c: &Cell<u32>) -> u32 {
    c.set(c.get() + 1);
    c.get()
}

#[retry(fixed = 1s, budget, on = any)]
async fn budgeted() -> Result<(), u8> {
    Err(1)
}

#[test]
fn more() {
    let c = || Cell::new(0);
    let s = || Svc { n: 0, policy: retry_runtime::Policy::immediate() };
    assert_eq!(s().dynamic(), Some(2));
    assert_eq!(s().owned("a".into(), &c()).unwrap(), "a");
    assert_eq!(s().name(&c()), Ok("name"));
    let k = c();
    konst::<7>(&k);
    assert_eq!(k.get(), 7);
    let k = c();
    assert_eq!(hooked(&k), Some(3));
    assert_eq!(k.get(), 2);
    assert_eq!(on_res(&c()), 3);
}
#[tokio::test(start_paused = true)]
async fn am() {
    let a = || std::sync::atomic::AtomicU32::new(0);
    let mut s = Svc { n: 0, policy: retry_runtime::Policy::immediate() };
    assert_eq!(s.by_mut("x").await, Ok(3));
    assert_eq!(boxed(&a()).await.unwrap(), 2);
    assert_eq!(implf(&a(), "ab".into()).await.unwrap(), 2);
    assert_eq!(
        tokio::spawn(async {
            let a = std::sync::atomic::AtomicU32::new(0);
            implf(&a, "abcde".into()).await
        })
        .await
        .unwrap(),
        Err(Error::B(5))
    );
    assert_eq!(budgeted().await, Err(1));
}
