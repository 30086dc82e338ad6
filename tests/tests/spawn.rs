//! Futures that can be spawned, and what they borrow.

use std::rc::Rc;
use std::time::Duration;

use retry_runtime::{Policy, Retry, retry};

struct Service {
    calls: u32,
}

impl Service {
    #[retry(fixed = 1s, on = any)]
    async fn fetch(&mut self, path: &str, into: &mut Vec<String>) -> Result<u32, String> {
        self.calls += 1;
        tokio::task::yield_now().await;
        into.push(path.to_owned());
        if self.calls < 3 { Err("busy".to_owned()) } else { Ok(self.calls) }
    }

    #[retry(fixed = 1s, on = any)]
    async fn fail_with_rc(&mut self) -> Result<u32, Rc<str>> {
        self.calls += 1;
        if self.calls < 3 { Err("busy".into()) } else { Ok(self.calls) }
    }

    #[retry(fixed = 1s, budget, on = any, before_retry = |_| {})]
    async fn fail_with_rc_observed(&mut self) -> Result<u32, Rc<str>> {
        self.calls += 1;
        if self.calls < 3 { Err("busy".into()) } else { Ok(self.calls) }
    }
}

fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::test(start_paused = true)]
async fn methods_that_borrow_can_be_spawned() {
    let task = tokio::spawn(async {
        let (mut service, mut seen) = (Service { calls: 0 }, Vec::new());
        let path = "/orders".to_owned();
        let answer = must_be_send(service.fetch(&path, &mut seen)).await;
        (answer, seen.len())
    });
    assert_eq!(task.await.unwrap(), (Ok(3), 3));
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_send_is_gone_before_the_wait() {
    let mut service = Service { calls: 0 };
    assert_eq!(must_be_send(service.fail_with_rc()).await, Ok(3));
    let mut service = Service { calls: 0 };
    assert_eq!(must_be_send(service.fail_with_rc_observed()).await, Ok(3));
}

#[tokio::test(start_paused = true)]
async fn retried_closures_can_be_spawned() {
    let policy = Policy::fixed(Duration::from_secs(1));
    let client = "client".to_owned();
    let task = tokio::spawn(async move {
        let mut calls = 0;
        let operation = || {
            calls += 1;
            let (client, calls) = (&client, calls);
            async move {
                tokio::task::yield_now().await;
                if calls < 3 { Err(client.len()) } else { Ok(calls) }
            }
        };
        Retry::new(policy).on(|_: &usize| true).call_async(operation).await
    });
    assert_eq!(task.await.unwrap(), Ok(3));
    let future = Retry::new(policy).on(|_: &u8| true).call_async(async || Ok::<_, u8>(1));
    assert_eq!(tokio::spawn(future).await.unwrap(), Ok(1));
}
