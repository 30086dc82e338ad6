// #[retry(fixed = 1s, max_attempts = MOST, max_elapsed = 30s, on = any, clone(order))]
///
/// Up to `MOST` attempts; waits 1 s; no retry later than 30 s after the call began; retries every error.
async fn send(order: Order) -> io::Result<()> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = {
        const _: () = match ::retry_runtime::Policy::check(
            &(::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::fixed(
                        ::core::time::Duration::new(1u64, 0u32),
                    ),
                )
                .max_attempts({
                    let __retry_count: ::core::primitive::u32 = MOST;
                    __retry_count
                })
                .max_elapsed(::core::time::Duration::new(30u64, 0u32))),
        ) {
            ::core::result::Result::Ok(()) => {}
            ::core::result::Result::Err(__retry_error) => {
                ::core::panic!(
                    "{}", ::retry_runtime::PolicyError::message(__retry_error)
                )
            }
        };
        ::retry_runtime::__private::Site {
            name: ::core::concat!(::core::module_path!(), "::", "send"),
            file: ::core::file!(),
            line: ::core::line!(),
            policy: ::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::fixed(
                        ::core::time::Duration::new(1u64, 0u32),
                    ),
                )
                .max_attempts({
                    let __retry_count: ::core::primitive::u32 = MOST;
                    __retry_count
                })
                .max_elapsed(::core::time::Duration::new(30u64, 0u32)),
            clock: ::retry_runtime::__private::Clock::Awaiting,
        }
    };
    let mut __retry_state = ::retry_runtime::__private::Site::begin(
        &__RETRY_SITE,
        false,
    );
    let mut __retry_kept_order = {
        fn order_must_be_clone_for_another_attempt<T>(
            __retry_argument: T,
        ) -> ::retry_runtime::__private::Kept<T>
        where
            (): ::retry_runtime::__private::Renewable<T>,
        {
            <() as ::retry_runtime::__private::Renewable<T>>::keep(__retry_argument)
        }
        order_must_be_clone_for_another_attempt(order)
    };
    loop {
        let __retry_last = ::retry_runtime::__private::Site::is_last(
            &__RETRY_SITE,
            &__retry_state,
        );
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: io::Result<()> = {
                let order = ::retry_runtime::__private::Kept::next(
                    &mut __retry_kept_order,
                    __retry_last,
                );
                post(order).await
            };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide(
                &mut __retry_state,
                &__RETRY_SITE,
                &__retry_outcome,
                |_| true,
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
