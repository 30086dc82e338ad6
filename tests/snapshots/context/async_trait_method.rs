use std::pin::Pin;

struct Store;
struct Error;

impl Store {
    fn retries(&self, _: &Error) -> bool {
        true
    }

    async fn read(&self, _: &str) -> Result<u8, Error> {
        Err(Error)
    }

    expansion! {}
}

fn main() {
    drop(Store.get(String::new()));
}
