//! [`Classify`](crate::Classify) for the field's error types, a page per crate: what is transient, what is permanent, and why.
//!
//! `std::io::Error` and boxed errors always have a verdict, the others with the feature named after their crate. What is
//! not listed is permanent: an unknown failure is never retried by accident.

#[cfg(feature = "anyhow")]
pub mod anyhow;
pub mod boxed;
#[cfg(any(feature = "hyper", feature = "redis", feature = "sqlx", feature = "tonic"))]
pub mod connection;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "hyper")]
pub mod hyper;
pub mod io;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(feature = "reqwest")]
mod refused;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "http")]
mod retry_after;
#[cfg(feature = "sqlx")]
pub mod sqlx;
#[cfg(feature = "tonic")]
pub mod tonic;
