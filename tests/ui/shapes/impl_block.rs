use retry_runtime::retry;

pub struct Client;

#[retry(immediate)]
impl Client {
    pub fn get(&self) -> Option<u32> {
        None
    }
}

fn main() {}

//~ error at 6:1-6:5: `#[retry]` goes on a function or a method
