use retry_runtime::retry;

pub struct Order(pub String);

#[retry(immediate, on = any)]
pub fn changed(mut order: Order) -> Result<(), String> {
    order.0.push('!');
    Err(order.0.clone())
}

fn main() {}

//~ error[E0277] at 6:20-6:25: every attempt starts from what the caller passed, and `Order` is not `Clone`: take `&mut Order` or `&Order`
//~   label: a second attempt could not get this argument
//~   note: every attempt borrows anew what is passed by reference
//~   name: order_must_be_clone_for_another_attempt
