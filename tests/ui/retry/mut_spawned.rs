use retry_runtime::{Policy, Retry};

fn must_be_send(_: impl Future + Send) {}

pub fn count() {
    must_be_send(async {
        let (step, mut calls) = (vec![1], 0);
        Retry::new(Policy::INTERNAL).call_async_mut(async || { calls += step[0]; Some(calls) }).await
    });
}

fn main() {}
