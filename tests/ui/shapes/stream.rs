use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn numbers() -> impl Iterator<Item = Result<u32, String>> {
    (0..3).map(Ok)
}

fn main() {}
