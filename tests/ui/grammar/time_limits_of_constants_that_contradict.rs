use core::time::Duration;

use retry_runtime::{Policy, Profile, retry};

const SHORT: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(30);
const SLOW: Policy = Policy::fixed(SHORT).max_elapsed(LONG);
const CUT: Policy = Policy::fixed(SHORT).attempt_timeout(LONG);
static PROFILE: Profile<()> = Profile::new(CUT);

#[retry(immediate, attempt_timeout = LONG, deadline = 30s, on = any)]
pub async fn f1() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = 5s, deadline = SHORT, on = any)]
pub async fn f2() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = LONG, max_elapsed = 5s, on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

#[retry(immediate, attempt_timeout = 30s, max_elapsed = LONG, on = any)]
pub async fn f4() -> Option<u32> {
    Some(1)
}

#[retry(policy = SLOW, attempt_timeout = 30s, on = any)]
pub async fn f5() -> Option<u32> {
    Some(1)
}

#[retry(policy = SLOW, attempt_timeout = LONG.saturating_add(SHORT), deadline = (LONG * 3), on = any)]
pub async fn f6() -> Option<u32> {
    Some(1)
}

#[retry(internal, attempt_timeout = SHORT, on = any)]
pub async fn f7() -> Option<u32> {
    Some(1)
}

#[retry(internal, max_attempts = (3), attempt_timeout = LONG, on = any)]
pub async fn f8() -> Option<u32> {
    Some(1)
}

#[retry(immediate, max_elapsed = LONG, deadline = 29s, on = any)]
pub async fn f9() -> Option<u32> {
    Some(1)
}

#[retry(immediate, max_elapsed = 31s, deadline = LONG, on = any)]
pub async fn f10() -> Option<u32> {
    Some(1)
}

#[retry(fixed = 2s, deadline = SHORT, on = any)]
pub async fn f11() -> Option<u32> {
    Some(1)
}

#[retry(fixed = LONG, deadline = SHORT, on = any)]
pub async fn f12() -> Option<u32> {
    Some(1)
}

#[retry(policy = SLOW, deadline = 2s, on = any)]
pub async fn f13() -> Option<u32> {
    Some(1)
}

#[retry(policy = CUT, attempt_timeout, deadline = LONG, on = any)]
pub async fn f14() -> Option<u32> {
    Some(1)
}

#[retry(policy = SLOW, attempt_timeout, on = any)]
pub async fn f15() -> Option<u32> {
    Some(1)
}

#[retry(with = PROFILE, external, attempt_timeout, on = any)]
pub async fn f16() -> Option<u32> {
    Some(1)
}

#[retry(fixed = 1s, max_attempts = (2 + 1), attempt_timeout = SHORT, max_elapsed = 2s, on = any)]
pub async fn f17() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error[E0080] at 11:38-11:42: `attempt_timeout` is not shorter than `deadline`, which cuts the attempt first: lower it
//~ error[E0080] at 16:38-16:40: `attempt_timeout` is not shorter than `deadline`, which cuts the attempt first: lower it
//~ error[E0080] at 21:38-21:42: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 26:38-26:41: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 31:42-31:45: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 36:42-36:68: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 41:37-41:42: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 46:57-46:61: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
//~ error[E0080] at 51:34-51:38: `max_elapsed` is longer than `deadline`, which ends the call first: remove it, or lower it
//~ error[E0080] at 56:34-56:37: `max_elapsed` is longer than `deadline`, which ends the call first: remove it, or lower it
//~ error[E0080] at 61:32-61:37: `deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay
//~ error[E0080] at 66:34-66:39: `deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay
//~ error[E0080] at 71:35-71:37: `deadline` is not after the first delay, so it could never retry: raise `deadline` or shorten the delay
//~ error[E0080] at 76:23-76:38: `attempt_timeout` is not shorter than `deadline`, which cuts the attempt first: lower it
//~ error[E0080] at 81:18-81:22: this policy has no `attempt_timeout`: write `attempt_timeout = 2s`, or give the policy one
//~ error[E0080] at 86:25-86:33: this policy has no `attempt_timeout`: write `attempt_timeout = 2s`, or give the policy one
//~ error[E0080] at 91:63-91:68: `attempt_timeout` is not shorter than `max_elapsed`, so nothing that is cut could be retried: lower it, or raise `max_elapsed`
