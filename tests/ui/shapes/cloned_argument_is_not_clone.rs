use retry_runtime::retry;

pub struct Order(pub String);

fn send(order: Order) -> Result<(), String> {
    Err(order.0)
}

#[retry(immediate, on = any, clone(order))]
pub fn consumed(order: Order) -> Result<(), String> {
    send(order)
}

fn main() {}
