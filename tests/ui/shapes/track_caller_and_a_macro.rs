use retry_runtime::retry;

macro_rules! leave {
    () => {
        return Err("left".to_owned())
    };
}

#[retry(immediate, on = any)]
#[track_caller]
pub fn fetch(id: u8) -> Result<u8, String> {
    if id == 0 {
        leave!();
    }
    Ok(id)
}

#[retry(immediate, on = any)]
#[track_caller]
pub fn known(id: u8) -> Result<u8, String> {
    let text = format!("{id}");
    println!("{}", text.parse::<u8>().map_err(|error| error.to_string())?);
    Ok(id)
}

#[retry(immediate, on = any)]
#[track_caller]
pub fn printed(id: u8) -> Result<u8, String> {
    if id == 0 {
        return Err(format!("{id}"));
    }
    println!("{id}");
    Ok(id)
}

fn main() {}

//~ error at 13:9-13:14: under `#[track_caller]`, `#[retry]` has to see what leaves the function, and this macro may: take it into a `let` or another function, or remove `#[track_caller]`
//~ error at 22:5-22:12: under `#[track_caller]`, `#[retry]` has to see what leaves the function, and this macro may: take it into a `let` or another function, or remove `#[track_caller]`
