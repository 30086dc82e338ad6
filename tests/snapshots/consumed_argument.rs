// #[retry(fixed = 1s, max_attempts = MOST, max_elapsed = 30s, on = any, clone(order))]
///
/// Up to `MOST` attempts; no retry later than 30 s after the call began; retries every error.
async fn send(order: Order) -> io::Result<()> {
    static __RETRY_SITE: ::retry_runtime::__private::Site<'static, 'static> = {
        const _: () = match ::retry_runtime::Policy::check(
            &(::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::fixed(
                        ::core::time::Duration::new(1u64, 0u32),
                    ),
                )
                .max_attempts({
                    let value: u32 = MOST;
                    value.saturating_add(0u32)
                })
                .max_elapsed(::core::time::Duration::new(30u64, 0u32))),
        ) {
            ::core::result::Result::Ok(()) => {}
            ::core::result::Result::Err(error) => ::core::panic!("{}", error.message()),
        };
        ::retry_runtime::__private::Site {
            name: ::core::concat!(::core::module_path!(), "::", "send"),
            policy: &::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::fixed(
                        ::core::time::Duration::new(1u64, 0u32),
                    ),
                )
                .max_attempts({
                    let value: u32 = MOST;
                    value.saturating_add(0u32)
                })
                .max_elapsed(::core::time::Duration::new(30u64, 0u32)),
            budget: ::core::option::Option::None,
            clock: ::retry_runtime::__private::Clock::Awaiting,
        }
    };
    let mut kept_order = {
        fn order_must_be_clone_for_another_attempt<T: ::core::clone::Clone>(
            argument: T,
        ) -> ::retry_runtime::__private::Kept<T> {
            ::retry_runtime::__private::Kept::new(argument)
        }
        order_must_be_clone_for_another_attempt(order)
    };
    let mut progress = __RETRY_SITE.begin(false);
    loop {
        let last = __RETRY_SITE.is_last(&progress);
        let wait = {
            let outcome: io::Result<()> = {
                let order = kept_order.next(last);
                post(order).await
            };
            let ::core::option::Option::Some(wait) = ::retry_runtime::__private::decide(
                &mut progress,
                &__RETRY_SITE,
                &outcome,
                |_| true,
            ) else { return outcome };
            wait
        };
        if !::retry_runtime::__private::is_zero(wait) {
            ::retry_runtime::__private::sleep(wait).await;
        }
    }
}
