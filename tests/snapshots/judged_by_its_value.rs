// #[retry(fixed = 1s, max_attempts = N, on_result = Page::is_empty, sleep = pause)]
///
/// Up to `N` attempts; retries values that `Page::is_empty` accepts.
fn page<const N: u32>(number: u32) -> Page {
    let policy: &::retry_runtime::Policy = &const {
        (::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
            )
            .max_attempts({
                let value: u32 = N;
                value.saturating_add(0u32)
            }))
            .checked()
    };
    let site = ::retry_runtime::__private::Site::new(
        ::core::concat!(::core::module_path!(), "::", "page"),
        policy,
        ::core::option::Option::None,
        ::retry_runtime::__private::Clock::Blocking,
    );
    let mut progress = site.begin(false);
    loop {
        let wait = {
            let outcome: Page = { read(number) };
            let ::core::option::Option::Some(wait) = ::retry_runtime::__private::decide_on_result(
                &mut progress,
                &site,
                &outcome,
                Page::is_empty,
                ::retry_runtime::__private::no_error_in,
                |_| {},
                |_| {},
                |_| {},
            ) else { return outcome };
            wait
        };
        pause(wait.delay());
        wait.over();
    }
}
