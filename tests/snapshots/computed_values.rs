// #[retry(exponential(initial = (self.base), max = CAP), jitter = (share), max_attempts = (self.retries + 1), name = (self.name))]
///
/// Up to `self.retries + 1` attempts; waits `self.base`, and each time 2 times as long, each spread at random by `share`, never over `CAP`; retries what the error type calls transient.
async fn fetch(&self, share: f64) -> Result<u8, Error> {
    static __RETRY_SITE: ::retry_runtime::__private::Site = {
        const _: () = match ::retry_runtime::Policy::check(
            &(::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::exponential(
                        ::core::time::Duration::new(0u64, 1u32),
                    ),
                )
                .max_delay({
                    let __retry_duration: ::core::time::Duration = CAP;
                    __retry_duration
                })
                .jitter(::retry_runtime::Jitter::None)
                .max_attempts(4u32)
                .max_elapsed(
                    ::core::time::Duration::new(18446744073709551615u64, 999999999u32),
                )),
        ) {
            ::core::result::Result::Ok(()) => {}
            ::core::result::Result::Err(__retry_error) => {
                ::core::panic!(
                    "{}", ::retry_runtime::PolicyError::message(__retry_error)
                )
            }
        };
        ::retry_runtime::__private::Site {
            name: ::core::concat!(::core::module_path!(), "::", "fetch"),
            file: ::core::file!(),
            line: ::core::line!(),
            policy: ::retry_runtime::__private::OF_EACH_CALL,
            clock: ::retry_runtime::__private::Clock::Awaiting,
        }
    };
    let __retry_named = &(self.name);
    let __retry_name = ::retry_runtime::__private::name(__retry_named);
    let __retry_policy = &{
        static __RETRY_REPORTED: ::core::sync::atomic::AtomicBool = ::core::sync::atomic::AtomicBool::new(
            false,
        );
        ::retry_runtime::__private::overridden(
            __retry_name,
            ::retry_runtime::Policy::new(
                    ::retry_runtime::Backoff::exponential({
                        let __retry_duration: ::core::time::Duration = self.base;
                        __retry_duration
                    }),
                )
                .max_delay({
                    let __retry_duration: ::core::time::Duration = CAP;
                    __retry_duration
                })
                .jitter(::retry_runtime::__private::jitter(share))
                .max_attempts({
                    let __retry_count: ::core::primitive::u32 = self.retries + 1;
                    __retry_count
                }),
            &__RETRY_REPORTED,
        )
    };
    let mut __retry_state = ::retry_runtime::__private::Call::begin(
        &::retry_runtime::__private::Site::call(&__RETRY_SITE, __retry_policy, ()),
        false,
    );
    loop {
        let __retry_wait = {
            #[allow(clippy::diverging_sub_expression)]
            let __retry_outcome: Result<u8, Error> = { self.get().await };
            #[allow(unreachable_code)]
            let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide_in_full(
                &mut __retry_state,
                &::retry_runtime::__private::Call::named(
                    ::retry_runtime::__private::Site::call(
                        &__RETRY_SITE,
                        __retry_policy,
                        (),
                    ),
                    ::core::option::Option::Some(__retry_name),
                ),
                ::retry_runtime::__private::TotalWait::NONE,
                ::retry_runtime::__private::judge(
                    &__retry_outcome,
                    ::retry_runtime::__private::Judged::judge,
                ),
                |_| (),
            ) else { return __retry_outcome };
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
