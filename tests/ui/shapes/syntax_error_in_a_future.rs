use std::pin::Pin;

use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn boxed(text: &'static str) -> Pin<Box<dyn Future<Output = Result<u32, String>>>> {
    Box::pin(async move {
        let _length = text.;
        Ok(3)
    })
}

pub fn caller() {
    drop(boxed(""));
}

fn main() {}

//~ error at 8:28-8:29: unexpected token: `;`
