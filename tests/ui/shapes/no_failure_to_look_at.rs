use retry_runtime::retry;

#[retry(immediate, on = any)]
pub async fn text() -> String {
    String::new()
}

fn main() {}
