use retry_runtime::retry;

#[retry(on = any, timeout = 1s)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, call_timeout = 1s)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, per_attempt_timeout = 1s)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, stop = 3)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, wait = 1s)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, base = 2)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, multiplier = 2)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, min_delay = 1s)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_times = 3)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, tries = 3)]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, retries = 3)]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, take = 3)]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_interval = 1s)]
pub fn f13() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, stop_after_delay = 1s)]
pub fn f14() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, wait_exponential)]
pub fn f15() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, wait_fixed = 1s)]
pub fn f16() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delay = 1s)]
pub fn f17() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, notify = log)]
pub fn f18() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, before_sleep = log)]
pub fn f19() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, after = log)]
pub fn f20() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, before = log)]
pub fn f21() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, reraise = true)]
pub fn f22() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, adjust = f)]
pub fn f23() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, when = f)]
pub fn f24() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, retry_if_exception_type = f)]
pub fn f25() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, giveup = f)]
pub fn f26() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, retry_if_result = f)]
pub fn f27() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, on_giveup = f)]
pub fn f28() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, randomization_factor = 0.5)]
pub fn f29() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, full)]
pub fn f30() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, unlimited)]
pub fn f31() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, any)]
pub fn f32() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(max_delay = 1s))]
pub fn f33() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(base = 2))]
pub fn f34() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(multiplier = 2))]
pub fn f35() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(min_delay = 1s))]
pub fn f36() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, linear(base = 1s))]
pub fn f37() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, linear(max = 1s))]
pub fn f38() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, linear(step = 1s))]
pub fn f39() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(jitter))]
pub fn f40() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:19-3:26: unknown key `timeout`: a time-out of each attempt is `attempt_timeout`, of the whole call `deadline`
//~ error at 8:19-8:31: unknown key `call_timeout`: a time-out of each attempt is `attempt_timeout`, of the whole call `deadline`
//~ error at 13:19-13:38: unknown key `per_attempt_timeout`: did you mean `attempt_timeout`?
//~ error at 18:19-18:23: unknown key `stop`: write `max_attempts = 4`, `max_elapsed = 30s`, or both
//~ error at 23:19-23:23: unknown key `wait`: write the backoff by its name: `exponential`, `fixed = 2s`, `delays(1s, 5s)`
//~ error at 28:19-28:23: unknown key `base`: it belongs to a backoff, as in `exponential(initial = 1s, factor = 2, max = 60s)`
//~ error at 33:19-33:29: unknown key `multiplier`: it belongs to a backoff, as in `exponential(initial = 1s, factor = 2, max = 60s)`
//~ error at 38:19-38:28: unknown key `min_delay`: it belongs to a backoff, as in `exponential(initial = 1s, factor = 2, max = 60s)`
//~ error at 43:19-43:28: unknown key `max_times`: did you mean `max_retries`?
//~ error at 48:19-48:24: unknown key `tries`: did you mean `max_attempts`?
//~ error at 53:19-53:26: unknown key `retries`: did you mean `max_retries`?
//~ error at 58:19-58:23: unknown key `take`: did you mean `max_retries`?
//~ error at 63:19-63:31: unknown key `max_interval`: did you mean `max_delay`?
//~ error at 68:19-68:35: unknown key `stop_after_delay`: did you mean `max_elapsed`?
//~ error at 73:19-73:35: unknown key `wait_exponential`: did you mean `exponential`?
//~ error at 78:19-78:29: unknown key `wait_fixed`: did you mean `fixed`?
//~ error at 83:19-83:24: unknown key `delay`: did you mean `fixed`?
//~ error at 88:19-88:25: unknown key `notify`: did you mean `before_retry`?
//~ error at 93:19-93:31: unknown key `before_sleep`: did you mean `before_retry`?
//~ error at 98:19-98:24: unknown key `after`: did you mean `before_retry`?
//~ error at 103:19-103:25: unknown key `before`: call it at the top of the body; `attempt = attempt` binds there which attempt it is
//~ error at 108:19-108:26: unknown key `reraise`: remove it: the last error is always returned as it is
//~ error at 113:19-113:25: unknown key `adjust`: let the predicate of `on` return `Verdict::RetryAfter(delay)`
//~ error at 118:19-118:23: unknown key `when`: did you mean `on`?
//~ error at 123:19-123:42: unknown key `retry_if_exception_type`: did you mean `on`?
//~ error at 128:19-128:25: unknown key `giveup`: say what is retried: `on = |error| …`
//~ error at 133:19-133:34: unknown key `retry_if_result`: did you mean `on_result`?
//~ error at 138:19-138:28: unknown key `on_giveup`: did you mean `on_give_up`?
//~ error at 143:19-143:39: unknown key `randomization_factor`: write `jitter = 0.2` for give or take 20 %
//~ error at 148:19-148:23: unknown key `full`: a shape of jitter is written `jitter = full`
//~ error at 153:19-153:28: unknown key `unlimited`: write `max_attempts = unlimited`
//~ error at 158:19-158:22: unknown key `any`: for every error, write `on = any`
//~ error at 163:31-163:40: `exponential`: unknown key `max_delay`: did you mean `max`?
//~ error at 168:31-168:35: `exponential`: unknown key `base`: the first delay is `initial = 1s`, and what each is multiplied by is `factor = 2`
//~ error at 173:31-173:41: `exponential`: unknown key `multiplier`: the first delay is `initial = 1s`, and what each is multiplied by is `factor = 2`
//~ error at 178:31-178:40: `exponential`: unknown key `min_delay`: did you mean `initial`?
//~ error at 183:26-183:30: `linear`: unknown key `base`: the first delay is `initial = 1s`
//~ error at 188:26-188:29: `linear`: unknown key `max`: write `max_delay = 60s` beside this backoff, after a comma
//~ error at 193:26-193:30: `linear`: unknown key `step`: did you mean `increment`?
//~ error at 198:31-198:37: `jitter` does not belong into a backoff: write it beside the backoff, after a comma
