use retry_runtime::retry;

#[derive(PartialEq, Eq)]
pub enum Error {
    Timeout,
    Reset,
    Status(u16),
    Kind(Kind),
}

#[derive(PartialEq, Eq)]
pub enum Kind {
    Slow,
}

macro_rules! pattern {
    ($pattern:pat) => {
        #[retry(immediate, on($pattern))]
        pub fn fetch() -> Result<u8, Error> {
            Ok(1)
        }
    };
}

pattern!(Timeuot);

fn main() {}

//~ error[E0531] at 25:10-25:17
