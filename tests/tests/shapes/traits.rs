//! Traits: declared, default and implemented methods, native and under `#[async_trait]`.

use std::pin::Pin;

use async_trait::async_trait;
use retry_runtime::retry;

use crate::{Busy, Tries, must_be_send, third_time};

trait Fetch {
    fn tries(&self) -> &Tries;

    fn fetch(&self) -> Result<u32, Busy>;

    #[retry(immediate, on = any)]
    fn by_default(&self) -> Result<u32, Busy> {
        self.tries().attempt()
    }

    async fn fetch_async(&mut self, path: &str) -> Result<usize, Busy>;

    #[retry(fixed = 1s, on = any)]
    async fn by_default_async(&self) -> Result<u32, Busy> {
        self.tries().attempt_later().await
    }

    #[retry(fixed = 1s, on = any)]
    fn future_by_default(&self) -> impl Future<Output = Result<u32, Busy>> + Send
    where
        Self: Sync,
    {
        async move { self.tries().attempt_later().await }
    }

    fn boxed<'a>(&'a self, path: &'a str) -> Pin<Box<dyn Future<Output = Result<usize, Busy>> + Send + 'a>>;
}

struct Client<'t>(&'t Tries, u32);

impl Fetch for Client<'_> {
    fn tries(&self) -> &Tries {
        self.0
    }

    #[retry(immediate, on = any)]
    fn fetch(&self) -> Result<u32, Busy> {
        self.0.attempt()
    }

    #[retry(fixed = 1s, on = any)]
    async fn fetch_async(&mut self, path: &str) -> Result<usize, Busy> {
        self.1 += 1;
        self.0.attempt_later().await.map(|_| path.len() + self.1 as usize)
    }

    #[retry(fixed = 1s, on = any)]
    fn boxed<'a>(&'a self, path: &'a str) -> Pin<Box<dyn Future<Output = Result<usize, Busy>> + Send + 'a>> {
        Box::pin(async move { self.0.attempt_later().await.map(|_| path.len()) })
    }
}

#[tokio::test(start_paused = true)]
async fn native_traits() {
    third_time!(tries => Client(&tries, 0).fetch(), Ok(3));
    third_time!(tries => Client(&tries, 0).by_default(), Ok(3));
    third_time!(tries => must_be_send(Client(&tries, 0).fetch_async("path")).await, Ok(7));
    third_time!(tries => Client(&tries, 0).by_default_async().await, Ok(3));
    third_time!(tries => must_be_send(Client(&tries, 0).future_by_default()).await, Ok(3));
    third_time!(tries => Client(&tries, 0).boxed("path").await, Ok(4));
}

#[async_trait]
trait Store: Sync {
    async fn get(&self, key: &str) -> Result<usize, Busy>;
    async fn put(&mut self, key: String, value: (u32, String)) -> Result<usize, Busy>;
    async fn consume(&self, key: String, mut count: u32) -> Result<(String, u32), Busy>;
    async fn into_inner(self: Box<Self>) -> Result<u32, Busy>;
    fn tries(&self) -> &Tries;

    #[retry(fixed = 1s, on = any)]
    async fn by_default(&self) -> Result<u32, Busy> {
        self.tries().attempt_later().await
    }
}

struct Memory<'t> {
    tries: &'t Tries,
    puts: u32,
    policy: retry_runtime::Policy,
}

const fn memory(tries: &Tries) -> Memory<'_> {
    Memory { tries, puts: 0, policy: retry_runtime::Policy::INTERNAL.max_attempts(3) }
}

#[async_trait]
impl Store for Memory<'_> {
    #[retry(policy = self.policy, on = any)]
    async fn get(&self, key: &str) -> Result<usize, Busy> {
        self.tries.attempt_later().await?;
        Ok(key.len())
    }

    #[retry(fixed = 1s, on = any)]
    async fn put(&mut self, key: String, (number, text): (u32, String)) -> Result<usize, Busy> {
        self.puts += number;
        self.tries.attempt_later().await?;
        Ok(key.len() + text.len() + self.puts as usize)
    }

    #[retry(fixed = 1s, on = any, clone(key))]
    async fn consume(&self, key: String, mut count: u32) -> Result<(String, u32), Busy> {
        count += 1;
        let owned = key;
        self.tries.attempt_later().await?;
        Ok((owned, count))
    }

    #[retry(fixed = 1s, on = any)]
    async fn into_inner(self: Box<Self>) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    fn tries(&self) -> &Tries {
        self.tries
    }
}

#[tokio::test(start_paused = true)]
async fn under_async_trait() {
    third_time!(tries => must_be_send(memory(&tries).get("key")).await, Ok(3));
    third_time!(tries => memory(&tries).put("key".to_owned(), (1, "v".to_owned())).await, Ok(7));
    third_time!(tries => memory(&tries).consume("key".to_owned(), 0).await, Ok(("key".to_owned(), 1)));
    third_time!(tries => Box::new(memory(&tries)).into_inner().await, Ok(3));
    third_time!(tries => memory(&tries).by_default().await, Ok(3));
}

#[tokio::test(start_paused = true)]
async fn as_a_trait_object() {
    third_time!(tries => {
        let store: &dyn Store = &memory(&tries);
        store.get("key").await
    }, Ok(3));
}

/// Receivers and patterns by value under `#[async_trait]`, where they are bound in the body.
mod by_value {
    use std::pin::Pin;

    use async_trait::async_trait;
    use retry_runtime::retry;

    use crate::{Busy, Tries, third_time};

    #[derive(Clone)]
    struct Client {
        name: String,
    }

    impl Client {
        fn bump(&mut self) {
            self.name.push('!');
        }
    }

    #[async_trait]
    trait Call: Sized {
        async fn changed(self, tries: &Tries) -> Result<String, Busy>;
        async fn boxed(self: Box<Self>, tries: &Tries) -> Result<String, Busy>;
        async fn pinned(self: Pin<&mut Self>, tries: &Tries) -> Result<usize, Busy>;
        async fn destructured(&self, tries: &Tries, pair: (u8, String)) -> Result<usize, Busy>;
    }

    #[async_trait]
    impl Call for Client {
        #[retry(immediate, max_attempts = 3, on = any)]
        async fn changed(mut self, tries: &Tries) -> Result<String, Busy> {
            self.bump();
            let name = self.name;
            tries.attempt().map(|_| name)
        }

        #[retry(immediate, max_attempts = 3, on = any)]
        async fn boxed(mut self: Box<Self>, tries: &Tries) -> Result<String, Busy> {
            self.bump();
            let name = self.name;
            tries.attempt().map(|_| name)
        }

        #[retry(immediate, max_attempts = 3, on = any)]
        async fn pinned(mut self: Pin<&mut Self>, tries: &Tries) -> Result<usize, Busy> {
            self.as_mut().bump();
            tries.attempt_later().await.map(|_| self.name.len())
        }

        #[retry(immediate, max_attempts = 3, on = any)]
        async fn destructured(&self, tries: &Tries, (count, mut name): (u8, String)) -> Result<usize, Busy> {
            name.push('!');
            tries.attempt_later().await?;
            Ok(name.len() + usize::from(count))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn under_async_trait() {
        let client = || Client { name: "a".to_owned() };
        third_time!(tries => client().changed(&tries).await, Ok("a!".to_owned()));
        third_time!(tries => Box::new(client()).boxed(&tries).await, Ok("a!".to_owned()));
        let mut pinned = client();
        third_time!(tries => Pin::new(&mut pinned).pinned(&tries).await, Ok(4));
        third_time!(tries => client().destructured(&tries, (1, "a".to_owned())).await, Ok(3));
    }
}
