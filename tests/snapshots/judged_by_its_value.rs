// #[retry(fixed = 1s, max_attempts = N, on_result = Page::is_empty, sleep = pause)]
///
/// Up to `N` attempts; retries values that `Page::is_empty` accepts.
fn page<const N: u32>(number: u32) -> Page {
    let __retry_policy: &::retry_runtime::Policy = &const {
        let __retry_policy = ::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
            )
            .max_attempts({
                let __retry_count: ::core::primitive::u32 = N;
                __retry_count.saturating_add(0u32)
            });
        ::retry_runtime::Policy::checked(__retry_policy)
    };
    let __retry_site = ::retry_runtime::__private::Site::new(
        ::core::concat!(::core::module_path!(), "::", "page"),
        __retry_policy,
        ::core::option::Option::None,
        ::retry_runtime::__private::Clock::Blocking,
    );
    let mut __retry_progress = ::retry_runtime::__private::Site::begin(
        &__retry_site,
        false,
    );
    loop {
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Page = { read(number) };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_on_result(
                &mut __retry_progress,
                &__retry_site,
                &__retry_outcome,
                Page::is_empty,
                ::retry_runtime::__private::Returned(&__retry_outcome).__retry_error(),
                |_| {},
                |_| {},
                |_| {},
            ) else { return __retry_outcome };
            __retry_wait
        };
        ::retry_runtime::__private::slept(
            pause(::retry_runtime::__private::Wait::delay(&__retry_wait)),
        );
        ::retry_runtime::__private::Wait::over(__retry_wait);
    }
}
