use retry_runtime::retry;

#[retry(100ms, on = any)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry("payments", on = any)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(Duration::from_secs(1), on = any)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(PATIENT, on = any)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(crate::PATIENT, on = any)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(is_transient, on = any)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(&PATIENT, on = any)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(100ms, 2, 10s), on = any)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(Duration::from_millis(100)), on = any)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(BASE), on = any)]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(BASE * 2), on = any)]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(linear(1s, 2s), on = any)]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

#[retry(fibonacci(-1s), on = any)]
pub fn f13() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:9-3:14: a value needs its key: write `fixed = 100ms`
//~ error at 8:9-8:19: a value needs its key: write `name = "payments"`
//~ error at 13:9-13:31: a value needs its key: write `policy = Duration::from_secs(1)`
//~ error at 18:9-18:16: a value needs its key: write `policy = PATIENT`
//~ error at 23:9-23:23: a value needs its key: write `policy = crate::PATIENT`
//~ error at 28:9-28:21: unknown key `is_transient`: a predicate is written `on = is_transient`
//~ error at 33:9-33:17: a value needs its key: write `policy = &PATIENT`
//~ error at 38:21-38:26: `exponential`: a value needs its key: write `initial = 100ms`
//~ error at 38:28-38:29: `exponential`: a value needs its key: write `factor = 2`
//~ error at 38:31-38:34: `exponential`: a value needs its key: write `max = 10s`
//~ error at 43:21-43:47: `exponential`: a value needs its key: write `initial = Duration::from_millis(100)`
//~ error at 48:21-48:25: `exponential`: a value needs its key: write `initial = BASE`
//~ error at 53:21-53:29: `exponential`: a value needs its key: write `initial = BASE * 2`
//~ error at 58:16-58:18: `linear`: a value needs its key: write `initial = 1s`
//~ error at 58:20-58:22: `linear`: a value needs its key: write `increment = 2s`
//~ error at 63:19-63:20: `fibonacci`: a value needs its key: write `initial = -1s`
