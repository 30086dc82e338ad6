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

//~ error[E0277] at 10:17-10:22: every attempt starts from what the caller passed, and `Order` is not `Clone`: take `&mut Order` or `&Order`
//~   label: a second attempt could not get this argument
//~   note: every attempt borrows anew what is passed by reference
//~   name: order_must_be_clone_for_another_attempt
