//! Methods, by receiver.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use retry_runtime::{Policy, retry};

use crate::{Busy, Tries, must_be_send, third_time};

#[derive(Clone, Debug)]
struct Service<'t> {
    tries: &'t Tries,
    calls: u32,
    policy: Policy,
}

const fn service(tries: &Tries) -> Service<'_> {
    Service { tries, calls: 0, policy: Policy::immediate() }
}

impl Service<'_> {
    #[retry(immediate, on = any)]
    fn by_ref(&self) -> Result<u32, Busy> {
        self.tries.attempt()
    }

    #[retry(fixed = 1s, on = any)]
    async fn by_ref_async(&self) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[retry(immediate, on = any)]
    fn by_mut(&mut self, add: &u32) -> Result<u32, Busy> {
        self.calls += add;
        self.tries.attempt()?;
        Ok(self.calls)
    }

    #[retry(fixed = 1s, on = any)]
    async fn by_mut_async(&mut self, add: &u32) -> Result<u32, Busy> {
        self.calls += add;
        self.tries.attempt_later().await?;
        Ok(self.calls)
    }

    #[retry(immediate, on = any)]
    fn by_value(self) -> Result<u32, Busy> {
        self.tries.attempt()
    }

    #[retry(fixed = 1s, on = any)]
    async fn by_value_async(self) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }

    #[retry(immediate, on = any, clone(self))]
    fn consumed(self) -> Result<Self, Busy> {
        let mut this = self;
        this.calls += 1;
        this.tries.attempt()?;
        Ok(this)
    }

    #[retry(fixed = 1s, on = any)]
    async fn mutable_value_async(mut self) -> Result<u32, Busy> {
        self.calls += 1;
        self.tries.attempt_later().await?;
        Ok(self.calls)
    }

    #[retry(immediate, on = any)]
    fn in_arc(self: Arc<Self>) -> Result<u32, Busy> {
        self.tries.attempt()
    }

    #[retry(fixed = 1s, on = any, clone(self))]
    async fn in_arc_consumed_async(self: Arc<Self>) -> Result<usize, Busy> {
        self.tries.attempt_later().await?;
        Ok(Arc::strong_count(&self))
    }

    #[retry(immediate, on = any)]
    fn in_rc(self: Rc<Self>) -> Result<u32, Busy> {
        self.tries.attempt()
    }

    #[retry(immediate, on = any)]
    fn pinned(self: Pin<&mut Self>) -> Result<u32, Busy> {
        let this = self.get_mut();
        this.calls += 1;
        this.tries.attempt()?;
        Ok(this.calls)
    }

    #[retry(fixed = 1s, on = any)]
    async fn pinned_async(mut self: Pin<&mut Self>) -> Result<u32, Busy> {
        self.as_mut().get_mut().calls += 1;
        self.tries.attempt_later().await?;
        Ok(self.calls)
    }

    #[retry(policy = self.policy, on = |error: &Busy| self.is_transient(*error))]
    fn with_its_own_policy(&mut self) -> Result<u32, Busy> {
        self.calls += 1;
        self.tries.attempt()
    }

    const fn is_transient(&self, _: Busy) -> bool {
        self.calls < 100
    }

    #[retry(policy = &self.policy, max_attempts = 5, on = any)]
    async fn with_its_own_policy_async(&self) -> Result<u32, Busy> {
        self.tries.attempt_later().await
    }
}

#[tokio::test(start_paused = true)]
async fn borrowed_receivers() {
    third_time!(tries => service(&tries).by_ref(), Ok(3));
    third_time!(tries => must_be_send(service(&tries).by_ref_async()).await, Ok(3));
    third_time!(tries => service(&tries).by_mut(&2), Ok(6));
    third_time!(tries => must_be_send(service(&tries).by_mut_async(&2)).await, Ok(6));
}

#[tokio::test(start_paused = true)]
async fn owned_receivers() {
    third_time!(tries => service(&tries).by_value(), Ok(3));
    third_time!(tries => must_be_send(service(&tries).by_value_async()).await, Ok(3));
    third_time!(tries => service(&tries).consumed().map(|service| service.calls), Ok(1));
    third_time!(tries => service(&tries).mutable_value_async().await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn receivers_in_smart_pointers() {
    third_time!(tries => Arc::new(service(&tries)).in_arc(), Ok(3));
    third_time!(tries => Arc::new(service(&tries)).in_arc_consumed_async().await, Ok(2));
    third_time!(tries => Rc::new(service(&tries)).in_rc(), Ok(3));
}

#[tokio::test(start_paused = true)]
async fn pinned_receivers() {
    third_time!(tries => Pin::new(&mut service(&tries)).pinned(), Ok(3));
    third_time!(tries => Pin::new(&mut service(&tries)).pinned_async().await, Ok(3));
}

#[tokio::test(start_paused = true)]
async fn policies_of_the_receiver() {
    third_time!(tries => service(&tries).with_its_own_policy(), Ok(3));
    third_time!(tries => must_be_send(service(&tries).with_its_own_policy_async()).await, Ok(3));
}

struct Generic<T>(T);

impl<T: Clone + PartialEq> Generic<T> {
    #[retry(immediate, on = any)]
    fn of_a_generic_type(&self, tries: &Tries) -> Result<T, Busy> {
        tries.attempt().map(|_| self.0.clone())
    }

    #[retry(immediate, on = any)]
    fn associated(tries: &Tries, value: &T) -> Option<Self> {
        tries.attempt().ok().map(|_| Self(value.clone()))
    }
}

#[test]
fn methods_of_generic_types() {
    third_time!(tries => Generic(1).of_a_generic_type(&tries), Ok(1));
    third_time!(tries => Generic::associated(&tries, &1).map(|generic| generic.0), Some(1));
}

#[tokio::test(start_paused = true)]
async fn spawned() {
    let task = tokio::spawn(async {
        let tries = Tries::default();
        let answer = service(&tries).by_mut_async(&1).await;
        (answer, tries.count())
    });
    assert_eq!(task.await.unwrap(), (Ok(3), 3));
}
