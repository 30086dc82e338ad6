//! The same through the attribute.

use retry_runtime::{Jitter, Policy, Profile, retry};

use crate::operation::{Error, Remote, Service, is_transient};

/// Blocking.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

/// Async.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}

/// Blocking, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(immediate, max_attempts = 4, on = is_transient)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

/// Async, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(immediate, max_attempts = 4, on = is_transient)]
pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}

/// The same with a profile.
pub mod profiled {
    use super::{Error, Jitter, Policy, Profile, Remote, Service, is_transient, retry};
    use std::time::Duration;

    static SERVICE: Profile<Error> =
        Profile::new(Policy::exponential(Duration::from_secs(1)).jitter(Jitter::Additive).max_attempts(4))
            .on(is_transient);
    static AT_ONCE: Profile<Error> = Profile::new(Policy::immediate().max_attempts(4)).on(is_transient);

    /// Blocking.
    ///
    /// # Errors
    ///
    /// The last one.
    #[inline(never)]
    #[retry(with = SERVICE)]
    pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
        service.call(id)
    }

    /// Async.
    ///
    /// # Errors
    ///
    /// The last one.
    #[inline(never)]
    #[retry(with = SERVICE)]
    pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
        remote.fetch(id).await
    }

    /// Blocking, without a wait.
    ///
    /// # Errors
    ///
    /// The last one.
    #[inline(never)]
    #[retry(with = AT_ONCE)]
    pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
        service.call(id)
    }

    /// Async, without a wait.
    ///
    /// # Errors
    ///
    /// The last one.
    #[inline(never)]
    #[retry(with = AT_ONCE)]
    pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
        remote.fetch(id).await
    }
}
