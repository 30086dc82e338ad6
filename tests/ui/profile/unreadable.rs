use retry_runtime::{Policy, Profile, retry};

static DB: Profile<u16> = Profile::new(Policy::INTERNAL).on(|_| true);

#[retry(with)]
pub fn word() -> Result<u32, u16> {
    Ok(1)
}

#[retry(with = DB, with = DB)]
pub fn twice() -> Result<u32, u16> {
    Ok(1)
}

#[retry(DB)]
pub fn without_key() -> Result<u32, u16> {
    Ok(1)
}

#[retry(profile = DB)]
pub fn another_word() -> Result<u32, u16> {
    Ok(1)
}

#[retry(with = DB, factor = 2)]
pub fn a_part() -> Result<u32, u16> {
    Ok(1)
}

fn main() {}

//~ error at 5:9-5:13: `with` needs a value: write `with = PROFILE`
//~ error at 10:20-10:24: `with` is given twice: keep one
//~ error at 15:9-15:11: a value needs its key: write `policy = DB`
//~ error at 20:9-20:16: unknown key `profile`: did you mean `with`?
//~ error at 25:20-25:26: `factor` belongs to its backoff: write `exponential(factor = …)`
