// #[retry(policy = self.policy, on(Error::Busy | Error::Lost), budget = self.budget, before_retry = log, attempt = attempt)]
///
/// As `self.policy` says; retries `Error::Busy | Error::Lost`.
fn save(&mut self, order: Order, name: &str) -> Result<u64, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
        name: ::core::concat!(::core::module_path!(), "::", "save"),
        file: ::core::file!(),
        line: ::core::line!(),
        policy: ::retry_runtime::__private::OF_EACH_CALL,
        clock: ::retry_runtime::__private::Clock::Blocking,
    };
    let __retry_policy = &match &(self.policy) {
        __retry_given => {
            let __retry_given: &::retry_runtime::Policy = __retry_given;
            *__retry_given
        }
    };
    static __RETRY_UNCUT: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(
        false,
    );
    ::retry_runtime::__private::uncut(
        ::core::concat!(::core::module_path!(), "::", "save"),
        __retry_policy,
        true,
        &__RETRY_UNCUT,
    );
    let __retry_given = &(self.budget);
    let __retry_budget = ::retry_runtime::__private::budget(__retry_given);
    let mut __retry_state = ::retry_runtime::__private::Call::begin(
        &::retry_runtime::__private::Site::call(&__RETRY_SITE, __retry_policy, ()),
        true,
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
    let mut __retry_waited = ::retry_runtime::__private::TotalWait::NONE;
    loop {
        let attempt = ::retry_runtime::__private::Call::attempt(
            &::retry_runtime::__private::Site::call(&__RETRY_SITE, __retry_policy, ()),
            &__retry_state,
            __retry_waited,
        );
        let __retry_last = ::retry_runtime::__private::Call::is_last(
            &::retry_runtime::__private::Site::call(&__RETRY_SITE, __retry_policy, ()),
            &__retry_state,
        );
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Result<u64, Error> = {
                let mut order = ::retry_runtime::__private::Kept::next(
                    &mut __retry_kept_order,
                    __retry_last,
                );
                self.put(&mut order, name, attempt)
            };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Site::call(
                    &__RETRY_SITE,
                    __retry_policy,
                    __retry_budget,
                ),
                __retry_waited,
                ::retry_runtime::__private::judge(
                    &__retry_outcome,
                    |__retry_error| match *__retry_error {
                        Error::Busy | Error::Lost => true,
                        #[allow(unreachable_patterns)]
                        _ => false,
                    },
                ),
                |__retry_event| {
                    ::retry_runtime::__private::before_retry(
                        __retry_event,
                        |__retry_told| ::retry_runtime::__private::hooked(
                            log(__retry_told),
                        ),
                    );
                },
            ) else { return __retry_outcome };
            __retry_wait
        };
        ::retry_runtime::__private::sleep_blocking(
            ::retry_runtime::__private::Wait::delay(&__retry_wait),
        );
        ::retry_runtime::__private::TotalWait::more(
            &mut __retry_waited,
            ::retry_runtime::__private::Wait::delay(&__retry_wait),
        );
        ::retry_runtime::__private::Wait::over(__retry_wait);
    }
}
