use retry_runtime::{Policy, Profile};

pub static DB: Profile<u16> = Profile::new(Policy::INTERNAL).on(|_| true).on(|_| false);

fn main() {}

//~ error[E0599] at 3:75-3:77
