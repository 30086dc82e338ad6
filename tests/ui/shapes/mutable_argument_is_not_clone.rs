use retry_runtime::retry;

pub struct Order(pub String);

#[retry(immediate, on = any)]
pub fn changed(mut order: Order) -> Result<(), String> {
    order.0.push('!');
    Err(order.0.clone())
}

fn main() {}
