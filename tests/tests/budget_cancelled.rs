//! Calls that are dropped or panic, anywhere, leave the ledger exact: start + earned - spent = balance. With the attribute, not
//! with hand-made parts.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use retry_runtime::{Budget, Permit, now, retry};

const CAPACITY: u32 = 1_000_000;
/// Less than it holds, so that nothing overflows while the first calls succeed.
const START: u32 = CAPACITY - 1_000;
/// More is spent than earned.
const RATIO: f64 = 0.5;

const HOUR: Duration = Duration::from_secs(3600);

/// Where a call panics.
#[derive(Clone, Copy, PartialEq)]
enum Panics {
    Nowhere,
    InTheBody,
    InThePredicate,
    InTheHook,
}

const PANICS: [Panics; 3] = [Panics::InTheBody, Panics::InThePredicate, Panics::InTheHook];

/// A world in which chance decides how calls go, and which counts.
struct World {
    rng: RefCell<Xoshiro256PlusPlus>,
    budget: Budget,
    panics: Cell<Panics>,
    calls: Cell<u32>,
    attempts: Cell<u32>,
    successes: Cell<u32>,
}

fn count(counter: &Cell<u32>) {
    counter.set(counter.get() + 1);
}

/// Pending so many times.
async fn dozes(times: u32) {
    let mut left = times;
    std::future::poll_fn(|_| {
        let ready = left == 0;
        left = left.saturating_sub(1);
        if ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl World {
    fn new(seed: u64) -> Self {
        let [calls, attempts, successes] = [const { Cell::new(0) }; 3];
        let rng = RefCell::new(Xoshiro256PlusPlus::seed_from_u64(seed));
        let budget = Budget::new().min_tokens(CAPACITY).ratio(RATIO);
        (START..CAPACITY).filter_map(|_| budget.withdraw(now())).for_each(Permit::spend);
        Self { rng, budget, panics: Cell::new(Panics::Nowhere), calls, attempts, successes }
    }

    fn below(&self, end: u32) -> u32 {
        self.rng.borrow_mut().random_range(0..end)
    }

    /// Without the panic hook, which would print.
    fn panics_here(&self, here: Panics) {
        if self.panics.get() == here && self.below(2) == 0 {
            resume_unwind(Box::new(()));
        }
    }

    fn attempt(&self, number: u32) -> Result<(), u32> {
        count(if number == 1 { &self.calls } else { &self.attempts });
        self.panics_here(Panics::InTheBody);
        if self.below(3) == 0 { Ok(()) } else { Err(number) }
    }

    fn is_transient(&self) -> bool {
        self.panics_here(Panics::InThePredicate);
        self.below(8) > 0
    }

    fn succeeded<T, E>(&self, result: &Result<T, E>) {
        if result.is_ok() {
            count(&self.successes);
        }
    }

    #[retry(
        fixed = 1s, max_attempts = 4, budget = self.budget,
        on = |_| self.is_transient(), sleep = |_| dozes(self.below(3)),
        before_retry = |_| self.panics_here(Panics::InTheHook),
    )]
    async fn awaiting(&self, attempt: &mut u32) -> Result<(), u32> {
        *attempt += 1;
        let result = self.attempt(*attempt);
        dozes(self.below(3)).await;
        result
    }

    #[retry(
        immediate, max_attempts = 4, budget = self.budget,
        on = |_| self.is_transient(), before_retry = |_| self.panics_here(Panics::InTheHook),
    )]
    fn blocking(&self, attempt: &mut u32) -> Result<(), u32> {
        *attempt += 1;
        self.attempt(*attempt)
    }

    /// Its timers and its end are as random as all else.
    #[retry(
        fixed = 1s, max_attempts = 4, attempt_timeout = 1m, deadline = (HOUR * self.below(8)), cancel = dozes(self.below(24)),
        budget = self.budget, on = |()| self.is_transient(), sleep = |_| dozes(self.below(3)),
        before_retry = |_| self.panics_here(Panics::InTheHook),
    )]
    async fn limited(&self, attempt: &mut u32) -> Option<()> {
        *attempt += 1;
        let result = self.attempt(*attempt);
        dozes(self.below(3)).await;
        result.ok()
    }

    /// Polls a call so many times at most, and drops it then.
    fn poll(&self, times: u32) {
        if self.below(2) == 0 {
            return self.poll_limited(times);
        }
        let mut attempt = 0;
        let mut call = pin!(self.awaiting(&mut attempt));
        let context = &mut Context::from_waker(Waker::noop());
        for _ in 0..times {
            if let Poll::Ready(result) = call.as_mut().poll(context) {
                return self.succeeded(&result);
            }
        }
    }

    fn poll_limited(&self, times: u32) {
        let mut attempt = 0;
        let mut call = pin!(self.limited(&mut attempt));
        let context = &mut Context::from_waker(Waker::noop());
        for _ in 0..times {
            if let Poll::Ready(result) = call.as_mut().poll(context) {
                return self.succeeded(&result.ok_or(()));
            }
        }
    }

    #[expect(clippy::float_cmp, reason = "halves")]
    fn assert_exact(&self) {
        let spent = f64::from(self.attempts.get());
        let earned = f64::from(self.successes.get()) * RATIO;
        assert_eq!(self.budget.balance(now()), f64::from(START) + earned - spent);
    }
}

#[test]
fn a_million_calls_cancelled_anywhere() {
    // More than once: a bucket of a million tokens bears a quarter of a million calls with up to three retries each.
    for seed in 0..4 {
        let world = World::new(seed);
        for _ in 0..250_000 {
            world.poll(world.below(12));
        }
        assert!(world.calls.get() > 200_000 && world.attempts.get() > 100_000 && world.successes.get() > 50_000);
        world.assert_exact();
    }
}

#[test]
fn a_hundred_thousand_panics() {
    let world = World::new(7);
    let mut panics = 0;
    for number in 0_usize.. {
        world.panics.set(PANICS[number % PANICS.len()]);
        let call = || match number % 2 {
            0 => world.poll(u32::MAX),
            _ => world.succeeded(&world.blocking(&mut 0)),
        };
        panics += u32::from(catch_unwind(AssertUnwindSafe(call)).is_err());
        if panics == 100_000 {
            break;
        }
    }
    world.assert_exact();
}
