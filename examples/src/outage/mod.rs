//! The outage drill: what retries do to a service that is in trouble, and what a budget changes.
//!
//! The world is made up; every decision of a client is the shipped [`Policy`], [`Attempts`] and [`Budget`], in virtual
//! time. The same seed gives the same numbers.
//!
#![doc = include_str!("explained.md")]
//!
//! [`Policy`]: retry_runtime::Policy
//! [`Attempts`]: retry_runtime::Attempts
//! [`Budget`]: retry_runtime::Budget

mod chart;
mod clients;
mod dice;
mod finagle;
mod guard;
mod measure;
mod report;
mod scenario;
mod server;
mod strategy;
mod world;
mod worst;

pub use chart::picture;
pub use guard::Guard;
pub use measure::{Figures, Measured, Span, Tenth};
pub use report::{EXPLAINED, for_readme, table};
pub use scenario::{SCENARIOS, Scenario, Trouble};
pub use strategy::{STRATEGIES, Strategy};
pub use world::run;
pub use worst::{Worst, all_worst, worst};

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
/// How long all is well before the disturbance: the buckets fill in 40 s.
pub const HEALTHY: Duration = Duration::from_secs(300);
/// How long calls are made.
pub const RUN: Duration = Duration::from_secs(390);
/// What the figures "in all" and the picture are about: the last two minutes.
pub const WATCHED: Span = Span { from: Duration::from_secs(270), to: RUN };
/// How long the service must do well to have recovered.
pub const SUSTAINED: Duration = Duration::from_secs(10);
/// Every experiment is made with each, and the worst is told.
pub const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];
