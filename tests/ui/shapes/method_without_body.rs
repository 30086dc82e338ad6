use retry_runtime::retry;

pub trait Fetch {
    #[retry(immediate)]
    fn fetch(&self) -> Option<u32>;
}

fn main() {}
