use retry_runtime::{Policy, Profile, Verdict};

pub enum Error {
    Busy,
}

fn judge(_: &Error) -> Verdict {
    Verdict::Transient
}

pub static DB: Profile<Error> = Profile::new(Policy::INTERNAL).on(judge);

fn main() {}

//~ error[E0308] at 11:67-11:72
