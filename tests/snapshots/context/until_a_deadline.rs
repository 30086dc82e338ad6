use std::time::Instant;

use retry_runtime::TimedOut;

struct Error;

impl From<TimedOut> for Error {
    fn from(_: TimedOut) -> Self {
        Self
    }
}

struct Order;

struct Client;

impl Client {
    async fn get(&self) -> Result<Order, Error> {
        Err(Error)
    }
}

fn is_transient(_: &Error) -> bool {
    true
}

expansion! {}

fn main() {
    drop(fetch(Instant::now(), &Client));
}
