use retry_runtime::{Policy, Retry};

pub async fn fetch() -> Option<u8> {
    Retry::new(Policy::INTERNAL).call_async(|| Some(1)).await
}

fn main() {}

//~ error[E0277] at 4:5-4:56
//~ error[E0277] at 4:34-4:44
//~ error[E0277] at 4:57-4:62
