use retry_runtime::Event;

struct Error;

struct Order;

struct Client;

impl Client {
    async fn get(&self) -> Result<Order, Error> {
        Err(Error)
    }
}

struct Token;

impl Token {
    async fn cancelled(&self) {}
}

fn log(_: &Event<'_, Error>) {}

expansion! {}

fn main() {
    drop(fetch(&Token, &Client));
}
