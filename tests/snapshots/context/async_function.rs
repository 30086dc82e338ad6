struct Client;
struct Order;
enum Error {
    Busy,
}

impl Client {
    async fn get(&self, _: u64) -> Result<Order, Error> {
        Err(Error::Busy)
    }
}

fn is_transient(error: &Error) -> bool {
    matches!(error, Error::Busy)
}

expansion! {}

fn main() {
    drop(fetch(&Client, 1));
}
