use retry_runtime::retry;

macro_rules! with {
    ($delay:expr, $most:literal, $on:expr, $name:ident, $word:ident) => {
        #[retry(fixed = $delay, max_attempts = $most, on = $on, clone($name), $word = 3)]
        pub fn fetch() -> Result<u32, String> {
            Ok(1)
        }
    };
}

with!(0, 4.0, 503, order, tries);

fn main() {}

//~ error at 12:7-12:8: `fixed`: this duration has no unit: write `0ms` or `0s`
//~ error at 12:10-12:13: `max_attempts`: a count is a whole number: write `4`
//~ error at 12:15-12:18: expected a path or a closure, as in `on = is_transient`; patterns go in parentheses: `on(503)`
//~ error at 12:20-12:25: `order` is no argument of this function
//~ error at 12:27-12:32: unknown key `tries`: did you mean `max_attempts`?
