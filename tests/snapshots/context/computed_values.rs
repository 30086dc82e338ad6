use std::time::Duration;

use retry_runtime::{Classify, Verdict};

const CAP: Duration = Duration::from_secs(60);

struct Client {
    base: Duration,
    retries: u32,
    name: String,
}

#[derive(Debug)]
struct Error;

impl Classify for Error {
    fn classify(&self) -> Verdict {
        Verdict::Transient
    }
}

impl Client {
    async fn get(&self) -> Result<u8, Error> {
        Err(Error)
    }

    expansion! {}
}

fn main() {
    drop(Client { base: Duration::from_secs(1), retries: 3, name: String::new() }.fetch(0.1));
}
