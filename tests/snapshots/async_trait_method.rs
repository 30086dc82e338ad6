// #[retry(immediate, on = |error| self.retries(error))]
///
/// Up to 4 attempts; no wait; retries what its predicate accepts.
fn get<'a, 'f>(
    &'a self,
    key: String,
) -> Pin<Box<dyn Future<Output = Result<u8, Error>> + Send + 'f>>
where
    'a: 'f,
    Self: 'f,
{
    Box::pin(async move {
        let __self = self;
        let key = key;
        static __RETRY_SITE: ::retry_runtime::__private::Site = ::retry_runtime::__private::Site {
            name: ::core::concat!(::core::module_path!(), "::", "get"),
            file: ::core::file!(),
            line: ::core::line!(),
            policy: ::retry_runtime::Policy::new(::retry_runtime::Backoff::immediate()),
            clock: ::retry_runtime::__private::Clock::Awaiting,
        };
        let mut __retry_state = ::retry_runtime::__private::begin();
        loop {
            let __retry_wait = {
                #[allow(clippy::diverging_sub_expression)]
                let __retry_outcome: Result<u8, Error> = {
                    let __ret: Result<u8, Error> = { __self.read(&key).await };
                    __ret
                };
                #[allow(unreachable_code)]
                let ::core::option::Option::Some(__retry_wait) = ::retry_runtime::__private::decide(
                    &mut __retry_state,
                    &__RETRY_SITE,
                    &__retry_outcome,
                    |error| __self.retries(error),
                ) else { return __retry_outcome };
                __retry_wait
            };
            if ::retry_runtime::__private::is_zero(__retry_wait) {
                ::retry_runtime::__private::yield_now().await;
            } else {
                ::retry_runtime::__private::sleep(__retry_wait).await;
            }
        }
    })
}
