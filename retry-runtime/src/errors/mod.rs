//! [`Classify`](crate::Classify) for the field's error types, a file per crate.

#[cfg(any(feature = "redis", feature = "sqlx", feature = "tonic"))]
mod connection;
mod io;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sqlx")]
mod sqlx;
#[cfg(feature = "tonic")]
mod tonic;
