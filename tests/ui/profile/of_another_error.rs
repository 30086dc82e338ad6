use retry_runtime::{Event, Policy, Profile, retry};

pub enum DbError {
    Busy,
}

static DB: Profile<DbError> = Profile::new(Policy::INTERNAL).on(|_| true).observe(log);

fn log(_: &Event<'_, DbError>) {}

#[retry(with = DB)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

#[retry(with = DB, on = any)]
pub async fn with_another_predicate() -> Result<u32, String> {
    Ok(1)
}

#[retry(with = DB)]
pub fn none() -> Option<u32> {
    None
}

pub fn closure() -> Result<u32, String> {
    DB.call(|| Ok(1))
}

fn main() {}

//~ error[E0277] at 11:16-11:18: this profile is for errors of type `DbError`, and the function fails with `String`
//~   label: another error type
//~   note: `with` takes a `Profile<String>` here; for the policy of this one, write `policy = PROFILE.get_policy()`
//~ error[E0277] at 16:16-16:18: this profile is for errors of type `DbError`, and the function fails with `String`
//~   label: another error type
//~   note: `with` takes a `Profile<String>` here; for the policy of this one, write `policy = PROFILE.get_policy()`
//~ error[E0277] at 21:16-21:18: this profile is for errors of type `DbError`, and the function fails with `()`
//~   label: another error type
//~   note: `with` takes a `Profile<()>` here; for the policy of this one, write `policy = PROFILE.get_policy()`
//~ error[E0308] at 27:5-27:22
