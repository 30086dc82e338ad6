use retry_runtime::retry;

pub struct Pool(Vec<String>);

impl Pool {
    #[retry(immediate, on = any)]
    pub fn first(&mut self) -> Result<&mut String, String> {
        self.0.first_mut().ok_or_else(String::new)
    }

    #[retry(immediate, on = any)]
    pub async fn named<'a>(&'a mut self) -> Result<&'a str, String> {
        self.0.first().map(String::as_str).ok_or_else(String::new)
    }
}

fn main() {}
