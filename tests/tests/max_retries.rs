//! `max_retries`: the limit on attempts, counted without the first one.

use retry_runtime::{Policy, retry};

#[test]
fn a_retry_is_an_attempt_after_the_first() {
    for (retries, attempts) in [(0, 1), (1, 2), (3, 4), (u32::MAX, u32::MAX)] {
        let policy = Policy::immediate().max_retries(retries);
        assert_eq!(policy, Policy::immediate().max_attempts(attempts), "{retries}");
        assert_eq!(policy.get_max_retries(), Some(attempts - 1), "{retries}");
    }
    assert_eq!(Policy::immediate().get_max_retries(), Some(3));
    assert_eq!(Policy::immediate().max_attempts(0).get_max_retries(), Some(0), "0 attempts count as 1");
    assert_eq!(Policy::immediate().unlimited().get_max_retries(), None);
    assert_eq!(Policy::immediate().unlimited().max_retries(2).get_max_attempts(), Some(3), "the later one counts");
}

#[test]
fn the_key_is_the_setter() {
    const MOST: u32 = 2;

    #[retry(immediate, max_retries = MOST, on = any)]
    fn fails(calls: &mut u32) -> Result<(), u32> {
        *calls += 1;
        Err(*calls)
    }
    assert_eq!(fails(&mut 0), Err(3));

    #[retry(immediate, max_retries = 3, on = any)]
    fn fails_too(calls: &mut u32) -> Result<(), u32> {
        *calls += 1;
        Err(*calls)
    }
    assert_eq!(fails_too(&mut 0), Err(4));
}
