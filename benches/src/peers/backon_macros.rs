//! `backon-macros`: an attribute around `backon`.

use backon_macros::backon;

use super::backon::policy;
use crate::operation::{Error, Remote, Service, is_transient};

#[inline(never)]
#[backon(backoff = policy, sleep = std::thread::sleep, when = is_transient)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

#[inline(never)]
#[backon(backoff = policy, sleep = tokio::time::sleep, when = is_transient)]
pub async fn awaiting<R: Remote>(remote: &R, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}
