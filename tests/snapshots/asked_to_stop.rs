// #[retry(fixed = 1s, cancel = || self.stops(), on = any)]
///
/// Up to 4 attempts; waits 1 s; at most 3 s of waiting in all; a wait can be cancelled; retries every error.
fn fetch(&self) -> Result<Order, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "fetch"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::Policy::new(
            ::retry_runtime::Backoff::fixed(::core::time::Duration::new(1u64, 0u32)),
        ),
        clock: ::retry_runtime::__private::Clock::Blocking,
    };
    let mut __retry_state = ::retry_runtime::__private::begin();
    loop {
        let __retry_outcome = (|| -> Result<Order, Error> { self.get()?.check() })();
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
            ) && ::retry_runtime::__private::asked(|| self.stops());
            let __retry_at_cancel = ::retry_runtime::__private::Judgement::cancelled(
                &__retry_judgement,
            );
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Site::call(
                    &__RETRY_SITE,
                    &__RETRY_SITE.policy,
                    ::retry_runtime::__private::Lending {
                        budget: ::core::option::Option::None,
                        deadline: ::core::option::Option::None,
                        known: __retry_known,
                        is_cancelled: __retry_is_cancelled,
                    },
                ),
                ::retry_runtime::__private::TotalWait::NONE,
                __retry_judgement,
                |_| (),
            ) else { return __retry_outcome };
            if {
                ::retry_runtime::__private::sleep_blocking(
                    ::retry_runtime::__private::Wait::delay(&__retry_wait),
                );
                !::retry_runtime::__private::asked(|| self.stops())
            } {
                ::retry_runtime::__private::Wait::over(__retry_wait);
                break;
            }
            ::core::mem::drop(__retry_wait);
            ::retry_runtime::__private::CallState::takes_back(&mut __retry_state);
            __retry_known = __retry_at_cancel;
        }
    }
}
