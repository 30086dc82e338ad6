use retry_runtime::retry;

pub struct Order(pub String);

fn send(order: Order) -> Result<(), String> {
    Err(order.0)
}

#[retry(immediate, on = any)]
pub fn consumed(order: Order) -> Result<(), String> {
    send(order)
}

#[retry(immediate, on = any)]
pub async fn consumed_async(order: Order) -> Result<(), String> {
    send(order)
}

fn main() {}

//~ error[E0382] at 11:10-11:15
//~ error[E0382] at 16:10-16:15
