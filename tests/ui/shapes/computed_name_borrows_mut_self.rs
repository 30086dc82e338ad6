use retry_runtime::retry;

pub struct Client {
    name: String,
    calls: u32,
}

impl Client {
    #[retry(immediate, name = (self.name), on = any)]
    pub fn other_fields(&mut self) -> Result<u8, String> {
        self.calls += 1;
        Ok(1)
    }

    #[retry(immediate, name = (self.name), on = any)]
    pub fn the_same_field(&mut self) -> Result<u8, String> {
        self.name.clear();
        Ok(1)
    }
}

fn main() {}

//~ error[E0502] at 17:9-17:26
