use retry_runtime::Classify;

#[derive(Classify)]
pub enum Error {
    Timeout,
    BadRequest(u8),
}

fn main() {}
