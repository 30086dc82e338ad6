use retry_runtime::retry;

pub trait Fetch {
    #[retry(immediate)]
    fn fetch(&self) -> Option<u32>;
}

fn main() {}

//~ error at 5:35-5:36: this method has no body to retry: put `#[retry]` on its implementations, or give it a default body
