use retry_runtime::{Policy, retry};

const PATIENT: Policy = Policy::EXTERNAL;

#[retry(with = PATIENT)]
pub fn fetch() -> Result<u32, std::io::Error> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 5:16-5:23: `with` takes a `Profile`, not `Policy`
//~   label: this is no profile
//~   note: for a policy alone, write `policy = …`
