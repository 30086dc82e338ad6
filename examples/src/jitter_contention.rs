//! Many clients, one row: what backoff and jitter do to optimistic concurrency control.
//!
//! The model of the AWS Architecture Blog's *Exponential Backoff And Jitter* (2015): every client reads the row's version over
//! a network with normally distributed delays, writes it back, and must start again if somebody else wrote in between. A
//! writer that lost waits as its policy says.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use retry_runtime::{Attempts, Decision, Jitter, Policy, Verdict};

/// The strategies of the published comparison, by their published names.
pub const STRATEGIES: [(&str, Policy); 5] = [
    ("None", Policy::immediate().unlimited()),
    // The simulator's first exponential interval is twice its base of 5 ms.
    ("Exponential", exponential(10, Jitter::None)),
    ("FullJitter", exponential(10, Jitter::Full)),
    ("EqualJitter", exponential(10, Jitter::Equal)),
    ("Decorr", exponential(5, Jitter::Decorrelated)),
];

const fn exponential(initial_millis: u64, jitter: Jitter) -> Policy {
    Policy::exponential(Duration::from_millis(initial_millis))
        .max_delay(Duration::from_secs(2))
        .jitter(jitter)
        .unlimited()
        .max_elapsed(Duration::MAX)
}

/// What it took until every client had written once, on average over the repetitions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contention {
    /// Writes that the server got.
    pub calls: f64,
    /// Milliseconds until the last client was done.
    pub millis: f64,
}

/// Repeats the race of that many clients.
#[must_use]
pub fn contention(policy: &Policy, clients: usize, repetitions: u32, seed: u64) -> Contention {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut sum = Contention::default();
    for _ in 0..repetitions {
        let (calls, time) = race(policy, clients, &mut rng);
        sum.calls += f64::from(calls);
        sum.millis += time.as_secs_f64() * 1000.0;
    }
    Contention { calls: sum.calls / f64::from(repetitions), millis: sum.millis / f64::from(repetitions) }
}

/// A message arrives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Message {
    /// At the server.
    Read,
    /// At the client, with the row's version.
    Version(u64),
    /// At the server: write, if the row still has that version.
    Write(u64),
    /// At the client: the write was refused.
    Conflict,
    /// At the client: the write was done.
    Done,
}

fn race(policy: &Policy, clients: usize, rng: &mut SmallRng) -> (u32, Duration) {
    let mut queue = BinaryHeap::new();
    let mut attempts: Vec<Attempts<'_>> = (0..clients).map(|_| Attempts::start(policy, Duration::ZERO)).collect();
    for client in 0..clients {
        queue.push(Reverse((network_delay(rng), client, Message::Read)));
    }
    let (mut version, mut calls, mut last) = (0, 0, Duration::ZERO);
    while let Some(Reverse((now, client, message))) = queue.pop() {
        let mut wait = Duration::ZERO;
        let answer = match message {
            Message::Read => Message::Version(version),
            Message::Version(seen) => Message::Write(seen),
            Message::Write(seen) => {
                calls += 1;
                if seen == version {
                    version += 1;
                    Message::Done
                } else {
                    Message::Conflict
                }
            }
            Message::Conflict => match attempts[client].failed(Verdict::Transient, now, rng) {
                Decision::Retry { after } => {
                    attempts[client].retrying();
                    wait = after;
                    Message::Read
                }
                Decision::Stop(_) => continue,
            },
            Message::Done => {
                attempts[client].succeeded();
                last = now;
                continue;
            }
        };
        queue.push(Reverse((now + wait + network_delay(rng), client, answer)));
    }
    (calls, last)
}

/// Normal with mean 10 ms and standard deviation 2 ms (Box and Muller, 1958), never negative.
fn network_delay(rng: &mut SmallRng) -> Duration {
    let mut uniform = || {
        #[expect(clippy::cast_precision_loss, reason = "53 bits, exactly")]
        let draw = ((rng.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        draw
    };
    let normal = (-2.0 * uniform().ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos();
    Duration::from_secs_f64((10.0 + 2.0 * normal).abs() / 1000.0)
}
