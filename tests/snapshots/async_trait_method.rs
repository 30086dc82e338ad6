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
        static __RETRY_SITE: ::retry_runtime::__private::Site<'static, 'static> = {
            static POLICY: ::retry_runtime::Policy = ::retry_runtime::Policy::new(
                ::retry_runtime::Backoff::immediate(),
            );
            ::retry_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::", "get"),
                &POLICY,
                ::core::option::Option::None,
            )
        };
        let mut progress = ::retry_runtime::__private::begin();
        loop {
            let wait = {
                let outcome = async {
                    if let ::core::option::Option::Some(outcome) = ::core::option::Option::None::<
                        Result<u8, Error>,
                    > {
                        #[allow(unreachable_code)] return outcome;
                    }
                    let __ret: Result<u8, Error> = { __self.read(&key).await };
                    __ret
                }
                    .await;
                let ::core::option::Option::Some(wait) = ::retry_runtime::__private::decide(
                    &mut progress,
                    &__RETRY_SITE,
                    &outcome,
                    |error| __self.retries(error),
                ) else { return outcome };
                wait
            };
            if !::retry_runtime::__private::is_zero(wait) {
                ::retry_runtime::__private::sleep(wait).await;
            }
        }
    })
}
