// #[retry(fixed = 1s, max_attempts = N, on_result = Page::is_empty, sleep = pause)]
///
/// Up to `N` attempts; waits 1 s; retries values that `Page::is_empty` accepts.
fn page<const N: u32>(number: u32) -> Page {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "page"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::__private::OF_EACH_CALL,
        clock: ::retry_runtime::__private::Clock::Blocking,
    };
    let __retry_policy = &const {
        let __retry_policy = ::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
            )
            .max_attempts({
                let __retry_count: ::core::primitive::u32 = N;
                __retry_count
            });
        ::retry_runtime::Policy::checked(__retry_policy)
    };
    let mut __retry_state = ::retry_runtime::__private::Call::begin(
        &::retry_runtime::__private::Site::call(&__RETRY_SITE, __retry_policy, ()),
        false,
    );
    loop {
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Page = { read(number) };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Site::call(
                    &__RETRY_SITE,
                    __retry_policy,
                    (),
                ),
                ::retry_runtime::__private::TotalWait::NONE,
                ::retry_runtime::__private::judge_value(
                    &__retry_outcome,
                    Page::is_empty,
                    ::retry_runtime::__private::Returned(&__retry_outcome)
                        .__retry_error(),
                ),
                |_| (),
            ) else { return __retry_outcome };
            __retry_wait
        };
        ::retry_runtime::__private::slept(
            pause(::retry_runtime::__private::Wait::delay(&__retry_wait)),
        );
        ::retry_runtime::__private::Wait::over(__retry_wait);
    }
}
