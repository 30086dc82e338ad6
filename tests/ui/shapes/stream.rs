use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn numbers() -> impl Iterator<Item = Result<u32, String>> {
    (0..3).map(Ok)
}

fn main() {}

//~ error at 4:21-4:62: a stream yields many items, and a failed item cannot be asked for again: put `#[retry]` on the function that makes one item
