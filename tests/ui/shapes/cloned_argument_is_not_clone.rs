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

//~ error[E0277] at 10:17-10:22
//~   name: order_must_be_clone_for_another_attempt
