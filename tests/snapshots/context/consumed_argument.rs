use std::io;

const MOST: u32 = 3;

#[derive(Clone)]
struct Order;

async fn post(_: Order) -> io::Result<()> {
    Ok(())
}

expansion! {}

fn main() {
    drop(send(Order));
}
