use retry_runtime::{Policy, Retry};

pub async fn fetch() -> Option<u8> {
    Retry::new(Policy::INTERNAL).call_async(|| Some(1)).await
}

fn main() {}
