// #[retry(fixed = 1s, attempt_timeout = 2s, deadline = (until), on = is_transient)]
///
/// Up to 4 attempts; waits 1 s; at most 3 s of waiting in all; an attempt is cut after 2 s; the call ends by its deadline, `until`; retries what `is_transient` accepts.
async fn fetch(until: Instant, client: &Client) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "fetch"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::Policy::new(
            ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
        ),
        clock: ::retry_runtime::__private::Clock::Awaiting,
    };
    let mut __retry_state = ::retry_runtime::__private::Site::begin(&__RETRY_SITE, true);
    let __retry_timeout = ::core::option::Option::Some(
        ::core::time::Duration::new(2u64, 0u32),
    );
    let __retry_deadline = ::retry_runtime::__private::deadline(until, &__retry_state);
    let mut __retry_before = ::retry_runtime::__private::Before::nothing();
    static __RETRY_DISAGREED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(
        false,
    );
    ::retry_runtime::__private::passed(
        ::core::concat!(::core::module_path!(), "::", "fetch"),
        __retry_deadline,
        &__retry_state,
        &__RETRY_DISAGREED,
    );
    let __retry_timeout = ::retry_runtime::__private::agreed(
        ::core::concat!(::core::module_path!(), "::", "fetch"),
        __retry_timeout,
        ::retry_runtime::Policy::get_max_elapsed(&__RETRY_SITE.policy),
        ::core::option::Option::Some(__retry_deadline),
        &__retry_state,
        &__RETRY_DISAGREED,
    );
    loop {
        let __retry_wait = {
            let (__retry_limit, __retry_time) = ::retry_runtime::__private::limit(
                __retry_timeout,
                ::core::option::Option::Some(__retry_deadline),
                &__retry_state,
            );
            let (__retry_outcome, __retry_known) = {
                let __retry_attempt = ::core::pin::pin!(
                    async { if false { return ::retry_runtime::__private::never:: <
                    Result < Order, Error > > (); } client.get(). await }
                );
                let __retry_timer = ::core::pin::pin!(
                    ::retry_runtime::__private::sleep(__retry_time)
                );
                let __retry_ended = ::retry_runtime::__private::First::new(
                        __retry_attempt,
                        __retry_timer,
                    )
                    .await;
                ::retry_runtime::__private::in_time(
                    __retry_ended,
                    __retry_limit,
                    &__retry_state,
                    &mut __retry_before,
                )
            };
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Site::call(
                    &__RETRY_SITE,
                    &__RETRY_SITE.policy,
                    ::retry_runtime::__private::Lending {
                        budget: ::core::option::Option::None,
                        deadline: ::core::option::Option::Some(__retry_deadline),
                        known: __retry_known,
                        is_cancelled: false,
                    },
                ),
                ::retry_runtime::__private::TotalWait::NONE,
                ::retry_runtime::__private::judge_known(
                    __retry_known,
                    &__retry_outcome,
                    is_transient,
                ),
                |_| (),
            ) else { return __retry_outcome };
            ::retry_runtime::__private::Before::keep(
                &mut __retry_before,
                __retry_outcome,
            );
            __retry_wait
        };
        let (__retry_delay, __retry_permit) = ::retry_runtime::__private::Wait::parts(
            __retry_wait,
        );
        {
            let __retry_sleep = ::core::pin::pin!(
                ::retry_runtime::__private::asleep(__retry_delay,
                ::retry_runtime::__private::sleep)
            );
            ::retry_runtime::__private::Pause::new(__retry_sleep).await;
        }
        ::retry_runtime::__private::Spend::spend(__retry_permit);
    }
}
