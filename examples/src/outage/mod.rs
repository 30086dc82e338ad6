//! The outage drill: what retries do to a service that is in trouble, and what a budget changes.
//!
//! A simulation in virtual time. The world is made up; every decision of a client is the shipped [`Policy`], [`Attempts`]
//! and [`Budget`]. The same seed gives the same numbers.
//!
//! **The world.** 500 calls per second (Poisson, open loop: users do not wait for each other) from 20 client processes. A
//! server with 50 workers that need 70 ms on average (exponential) for an attempt, so 714 attempts per second at most, and
//! a queue for 1,500 attempts, first come, first served; an attempt that finds it full fails at once. A client waits 1 s
//! for an attempt. The server does not learn that a client left, and works for it all the same. The network takes no time.
//!
//! **The words of the tables.**
//!
//! - *amplification*: attempts sent to the server, also those it refused, per call of a user. Over the disturbance: sent
//!   while it lasted, per call begun while it lasted. In all: over the whole run, two minutes long, every call followed to
//!   its end.
//! - *peak*: the most attempts in any one second after the disturbance began, as a multiple of the usual 500.
//! - *success*: the share of calls that ended well, however late: of those begun during the disturbance, and of all.
//! - *p99*: 99 of 100 callers had their answer, good or bad, within that time.
//! - *recovered*: how long after the end of the disturbance the service was back: the earliest moment (in tenths of a
//!   second) from which on, for [`SUSTAINED`], at least 99 % of the calls begun in every second were answered well within
//!   1 s of being made. *Never*: not before the run ended, over a minute later.
//!
//! [`Policy`]: retry_runtime::Policy
//! [`Attempts`]: retry_runtime::Attempts
//! [`Budget`]: retry_runtime::Budget

mod chart;
mod clients;
mod dice;
mod finagle;
mod measure;
mod report;
mod scenario;
mod server;
mod strategy;
mod world;

pub use chart::picture;
pub use measure::{Measured, SUSTAINED, Span};
pub use report::{all, table};
pub use scenario::{SCENARIOS, Scenario, Trouble};
pub use strategy::{Guard, STRATEGIES, Strategy};
pub use world::run;

use std::time::Duration;

/// Calls per second of all users.
pub const CALLS_PER_SECOND: u32 = 500;
/// Client processes, each with a budget of its own.
pub const PROCESSES: usize = 20;
/// Attempts that the server works on at the same time.
pub const WORKERS: u32 = 50;
/// How long a worker needs for an attempt, on average.
pub const SERVICE: Duration = Duration::from_millis(70);
/// Attempts that wait for a worker.
pub const QUEUE: usize = 1500;
/// How long a client waits for an attempt.
pub const PATIENCE: Duration = Duration::from_secs(1);
/// How long calls are made.
pub const RUN: Duration = Duration::from_secs(120);
