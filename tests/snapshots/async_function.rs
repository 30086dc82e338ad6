// #[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
///
/// Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; retries what `is_transient` accepts.
async fn fetch(client: &Client, id: u64) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "fetch"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::exponential(::core::time::Duration::new(1, 0)),
            )
            .jitter(::retry_runtime::Jitter::Additive)
            .max_attempts(4u32),
        clock: ::retry_runtime::__private::Clock::Awaiting,
    };
    let mut __retry_state = ::retry_runtime::__private::begin();
    loop {
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Result<Order, Error> = { client.get(id).await };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide(
                &mut __retry_state,
                &__RETRY_SITE,
                &__retry_outcome,
                is_transient,
            ) else { return __retry_outcome };
            __retry_wait
        };
        if ::retry_runtime::__private::is_zero(__retry_wait) {
            ::retry_runtime::__private::yield_now().await;
        } else {
            ::retry_runtime::__private::sleep(__retry_wait).await;
        }
    }
}
