//! Real servers for the tests: started on free loopback ports in temporary folders, stopped when dropped.

mod folder;
mod grpc;
mod postgres;
mod redis;

use std::net::TcpListener;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub use grpc::{Grpc, Number, client};
pub use postgres::Postgres;
pub use redis::Redis;

/// A loopback port on which nothing listens.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("loopback").port()
}

/// Waits, blocking, until the condition holds; panics when it takes too long.
pub fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(30), "waited too long until {what}");
        sleep(Duration::from_millis(2));
    }
}
