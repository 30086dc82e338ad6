use retry_runtime::retry;

pub struct Client;

#[retry(immediate)]
impl Client {
    pub fn get(&self) -> Option<u32> {
        None
    }
}

fn main() {}
