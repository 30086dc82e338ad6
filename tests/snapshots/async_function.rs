// #[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
///
/// Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; retries what `is_transient` accepts.
async fn fetch(client: &Client, id: u64) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site<'static, 'static> = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "fetch"),
        policy: &::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::exponential(::core::time::Duration::new(1, 0)),
            )
            .jitter(::retry_runtime::Jitter::Additive)
            .max_attempts(4u32),
        budget: ::core::option::Option::None,
        clock: ::retry_runtime::__private::Clock::Awaiting,
    };
    let mut progress = ::retry_runtime::__private::begin();
    loop {
        let wait = {
            let outcome: Result<Order, Error> = { client.get(id).await };
            let ::core::option::Option::Some(wait) = ::retry_runtime::__private::decide(
                &mut progress,
                &__RETRY_SITE,
                &outcome,
                is_transient,
            ) else { return outcome };
            wait
        };
        if !::retry_runtime::__private::is_zero(wait) {
            ::retry_runtime::__private::sleep(wait).await;
        }
    }
}
