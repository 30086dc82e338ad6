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

//~ error at 7:32-7:59: the result borrows from `&mut self`, which would then still be borrowed in the next attempt (a limit of today's borrow checker): return an owned value or an index, or take `&self`
//~ error at 12:45-12:68: the result borrows from `&mut self`, which would then still be borrowed in the next attempt (a limit of today's borrow checker): return an owned value or an index, or take `&self`
