// #[retry(fixed = 1s, cancel = token.cancelled(), on = any, before_retry = log, budget)]
///
/// Up to 4 attempts; waits 1 s; at most 3 s of waiting in all; a wait can be cancelled; retries every error.
async fn fetch(token: &Token, client: &Client) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "fetch"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::Policy::new(
            ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
        ),
        clock: ::retry_runtime::__private::Clock::Awaiting,
    };
    static __RETRY_BUDGET: ::retry_runtime::Budget = ::retry_runtime::Budget::new();
    let mut __retry_state = ::retry_runtime::__private::Site::begin(&__RETRY_SITE, true);
    let mut __retry_cancel = ::core::pin::pin!(
        ::retry_runtime::__private::cancels(token.cancelled()).__retry_future()
    );
    let mut __retry_waited = ::retry_runtime::__private::TotalWait::NONE;
    loop {
        #[allow(clippy::diverging_sub_expression)]
        let __retry_outcome: Result<Order, Error> = { client.get().await };
        #[allow(unreachable_code)]
        let mut __retry_known = ::retry_runtime::__private::Known::Nothing;
        loop {
            let __retry_judgement = ::retry_runtime::__private::judge_known(
                __retry_known,
                &__retry_outcome,
                |_| true,
            );
            let __retry_is_cancelled = ::retry_runtime::__private::Judgement::is_open(
                &__retry_judgement,
                __retry_known,
            )
                && ::retry_runtime::__private::is_ready(
                    ::core::pin::Pin::as_mut(&mut __retry_cancel),
                );
            let __retry_at_cancel = ::retry_runtime::__private::Judgement::cancelled(
                &__retry_judgement,
            );
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Site::call(
                    &__RETRY_SITE,
                    &__RETRY_SITE.policy,
                    ::retry_runtime::__private::Lending {
                        budget: ::core::option::Option::Some(
                            ::retry_runtime::__private::own_budget(&__RETRY_BUDGET),
                        ),
                        deadline: ::core::option::Option::None,
                        known: __retry_known,
                        is_cancelled: __retry_is_cancelled,
                    },
                ),
                __retry_waited,
                __retry_judgement,
                |__retry_event| {
                    ::retry_runtime::__private::before_retry(
                        __retry_event,
                        |__retry_told| ::retry_runtime::__private::hooked(
                            log(__retry_told),
                        ),
                    );
                },
            ) else { return __retry_outcome };
            if {
                let __retry_over = ::core::pin::pin!(
                    async { if
                    ::retry_runtime::__private::is_zero(::retry_runtime::__private::Wait::delay(&
                    __retry_wait)) { ::retry_runtime::__private::yield_now(). await; }
                    else {
                    ::retry_runtime::__private::sleep(::retry_runtime::__private::Wait::delay(&
                    __retry_wait)). await; } }
                );
                let __retry_cancelled = ::retry_runtime::__private::First::new(
                        ::core::pin::Pin::as_mut(&mut __retry_cancel),
                        __retry_over,
                    )
                    .await;
                ::core::option::Option::is_none(&__retry_cancelled)
            } {
                ::retry_runtime::__private::TotalWait::more(
                    &mut __retry_waited,
                    ::retry_runtime::__private::Wait::delay(&__retry_wait),
                );
                ::retry_runtime::__private::Wait::over(__retry_wait);
                break;
            }
            ::core::mem::drop(__retry_wait);
            ::retry_runtime::__private::CallState::takes_back(&mut __retry_state);
            __retry_known = __retry_at_cancel;
        }
    }
}
