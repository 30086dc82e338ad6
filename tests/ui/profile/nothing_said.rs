use retry_runtime::{Policy, Profile, retry};

pub enum Error {
    Busy,
}

static DB: Profile<Error> = Profile::new(Policy::INTERNAL);

#[retry(with = DB)]
pub fn fetch() -> Result<u32, Error> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 7:29-7:59: this profile does not say which failures of type `Error` to retry
//~   label: `Error` is not `Classify`, and no `on` follows
//~   note: derive it for an error type of your own: `#[derive(Classify)]`
//~   note: or name a predicate: `.on(is_transient)`; one that answers `Verdict` makes it a `Profile<Error, Verdict>`
