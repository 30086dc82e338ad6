// #[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
///
/// Up to 4 attempts; waits 1 s, 2 s, 4 s, each plus a random 0–100 %; at most 14 s of waiting in all; retries what `is_transient` accepts.
async fn fetch(client: &Client, id: u64) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site<'static, 'static> = {
        static POLICY: ::retry_runtime::Policy = ::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::exponential(::core::time::Duration::new(1, 0)),
            )
            .jitter(::retry_runtime::Jitter::Additive)
            .max_attempts(4u32);
        ::retry_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::", "fetch"),
            &POLICY,
            ::core::option::Option::None,
        )
    };
    let mut progress = ::retry_runtime::__private::begin();
    loop {
        let wait = {
            let outcome = async {
                if let ::core::option::Option::Some(outcome) = ::core::option::Option::None::<
                    Result<Order, Error>,
                > {
                    #[allow(unreachable_code)] return outcome;
                }
                client.get(id).await
            }
                .await;
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
