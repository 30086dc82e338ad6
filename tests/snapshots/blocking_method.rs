// #[retry(policy = self.policy, on(Error::Busy | Error::Lost), budget = self.budget, before_retry = log, attempt = attempt)]
///
/// As `self.policy` says; retries `Error::Busy | Error::Lost`.
fn save(&mut self, order: Order, name: &str) -> Result<u64, Error> {
    #[allow(clippy::needless_borrow)]
    let policy: &::retry_runtime::Policy = &self.policy;
    #[allow(clippy::needless_borrow)]
    let budget = &self.budget;
    let budget = ::retry_runtime::__private::budget(budget);
    let site = ::retry_runtime::__private::Site::new(
        ::core::concat!(::core::module_path!(), "::", "save"),
        policy,
        ::core::option::Option::Some(budget),
    );
    let mut kept_order = {
        fn order_must_be_clone_for_another_attempt<T: ::core::clone::Clone>(
            argument: T,
        ) -> ::retry_runtime::__private::Kept<T> {
            ::retry_runtime::__private::Kept::new(argument)
        }
        order_must_be_clone_for_another_attempt(order)
    };
    let mut progress = ::retry_runtime::__private::begin_timed(true);
    loop {
        let attempt = site.attempt(&progress);
        let last = site.is_last(&progress);
        let wait = {
            let outcome: Result<u64, Error> = {
                let attempt = attempt;
                let mut order = kept_order.next(last);
                self.put(&mut order, name, attempt)
            };
            let ::core::option::Option::Some(wait) = ::retry_runtime::__private::decide_observed(
                &mut progress,
                &site,
                &outcome,
                |error| match error {
                    Error::Busy | Error::Lost => true,
                    #[allow(unreachable_patterns)]
                    _ => false,
                },
                log,
                |_| {},
                |_| {},
            ) else { return outcome };
            wait
        };
        ::retry_runtime::__private::sleep_blocking(wait.delay());
        wait.over();
    }
}
