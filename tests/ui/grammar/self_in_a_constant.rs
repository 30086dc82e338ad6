use retry_runtime::retry;

pub struct Client(pub std::time::Duration);

impl Client {
    #[retry(fixed = self.0, on = any)]
    pub fn fetch(&self) -> Result<u32, String> {
        Ok(1)
    }
}

fn main() {}

//~ error at 6:21-6:27: `fixed` is a constant here, and cannot use `self`: write `fixed = (self.0)` to have it computed at each call
