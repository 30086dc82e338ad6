// #[retry(policy = self.policy, on(Error::Busy | Error::Lost), budget = self.budget, before_retry = log, attempt = attempt)]
///
/// As `self.policy` says; retries `Error::Busy | Error::Lost`.
fn save(&mut self, order: Order, name: &str) -> Result<u64, Error> {
    let __retry_policy = &match &(self.policy) {
        __retry_given => {
            let __retry_given: &::retry_runtime::Policy = __retry_given;
            *__retry_given
        }
    };
    let __retry_given = &(self.budget);
    let __retry_budget = ::retry_runtime::__private::budget(__retry_given);
    let __retry_site = ::retry_runtime::__private::Site::new(
        ::core::concat!(::core::module_path!(), "::", "save"),
        __retry_policy,
        ::core::option::Option::Some(__retry_budget),
        ::retry_runtime::__private::Clock::Blocking,
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
    let mut __retry_progress = ::retry_runtime::__private::Site::begin(
        &__retry_site,
        true,
    );
    loop {
        let __retry_attempt = ::retry_runtime::__private::Site::attempt(
            &__retry_site,
            &__retry_progress,
        );
        let __retry_last = ::retry_runtime::__private::Site::is_last(
            &__retry_site,
            &__retry_progress,
        );
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Result<u64, Error> = {
                let attempt = __retry_attempt;
                let mut order = ::retry_runtime::__private::Kept::next(
                    &mut __retry_kept_order,
                    __retry_last,
                );
                self.put(&mut order, name, attempt)
            };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_observed(
                &mut __retry_progress,
                &__retry_site,
                &__retry_outcome,
                |__retry_error| match *__retry_error {
                    Error::Busy | Error::Lost => true,
                    #[allow(unreachable_patterns)]
                    _ => false,
                },
                |__retry_event| ::retry_runtime::__private::hooked(log(__retry_event)),
                |_| {},
                |_| {},
            ) else { return __retry_outcome };
            __retry_wait
        };
        ::retry_runtime::__private::sleep_blocking(
            ::retry_runtime::__private::Wait::delay(&__retry_wait),
        );
        ::retry_runtime::__private::Wait::over(__retry_wait);
    }
}
