use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn blocking() -> Result<u32, String> {
    #![deny(unused_variables)]
    let unused = 1;
    Ok(3)
}

#[deny(unreachable_code)]
#[retry(immediate, on = any)]
pub async fn awaiting() -> Result<u32, String> {
    return Ok(3);
    Ok(4)
}

fn main() {}

//~ error[unused_variables] at 6:9-6:15
//~ error[unreachable_code] at 14:5-14:10
