struct Error;

struct Order;

impl Order {
    fn check(self) -> Result<Self, Error> {
        Ok(self)
    }
}

struct Client;

impl Client {
    fn get(&self) -> Result<Order, Error> {
        Err(Error)
    }

    fn stops(&self) -> bool {
        true
    }

    expansion! {}
}

fn main() {
    let _ = Client.fetch();
}
