//! The calls that are underway. What to do after a failure, the shipped engine decides.

use std::time::Duration;

use rand::rngs::SmallRng;
use retry_runtime::{Attempts, Decision, Policy, Verdict};

use super::guard::Held;

/// One attempt of one call. Stale once the call is past that attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ticket {
    call: usize,
    attempt: u64,
}

/// A call that is underway.
struct Call<'p> {
    attempts: Attempts<'p>,
    /// What its process has to hold it back.
    held: &'p Held,
    /// The attempt that counts; 0 once the call is over.
    attempt: u64,
    begun: Duration,
    /// Layers below this one.
    layer: usize,
    /// The outer layer's attempt that this call serves.
    serves: Option<Ticket>,
}

/// What happens next to a call.
pub(super) enum Next {
    /// Another attempt, with that ticket, after that wait.
    Retry(Ticket, Duration),
    /// The outer layer's attempt has ended like this call.
    Outer(Ticket),
    /// A user's call, begun then, is over.
    Over(Duration),
}

/// All calls of all processes.
pub(super) struct Clients<'p> {
    policy: &'p Policy,
    /// The processes of the innermost layer, then those of the next one.
    held: &'p [Held],
    processes: usize,
    calls: Vec<Call<'p>>,
    idle: Vec<usize>,
    attempts: u64,
}

impl<'p> Clients<'p> {
    pub(super) fn new(policy: &'p Policy, held: &'p [Held], processes: usize) -> Self {
        Self { policy, held, processes, calls: vec![], idle: vec![], attempts: 0 }
    }

    /// A process makes a call, for a user or for the outer layer.
    pub(super) fn begin(&mut self, process: usize, layer: usize, serves: Option<Ticket>, now: Duration) -> Ticket {
        let held = &self.held[layer * self.processes + process];
        let attempt = self.number();
        let call = Call { attempts: held.call(self.policy, now), held, attempt, begun: now, layer, serves };
        let place = self.idle.pop().unwrap_or(self.calls.len());
        match self.calls.get_mut(place) {
            Some(free) => *free = call,
            None => self.calls.push(call),
        }
        Ticket { call: place, attempt }
    }

    /// The layers below this attempt's.
    pub(super) fn layer(&self, ticket: Ticket) -> usize {
        self.calls[ticket.call].layer
    }

    /// The wait is over.
    pub(super) fn retrying(&mut self, ticket: Ticket) {
        self.calls[ticket.call].attempts.retrying();
    }

    /// An attempt has ended. `None`: nobody waits for it any more.
    pub(super) fn ended(&mut self, ticket: Ticket, well: bool, now: Duration, rng: &mut SmallRng) -> Option<Next> {
        let call = &mut self.calls[ticket.call];
        if call.attempt != ticket.attempt {
            return None;
        }
        if well {
            call.attempts.succeeded();
        } else {
            call.held.failed();
            if let Decision::Retry { after } = call.attempts.failed(Verdict::Transient, now, rng)
                && call.held.allows(now)
            {
                let attempt = self.number();
                self.calls[ticket.call].attempt = attempt;
                return Some(Next::Retry(Ticket { attempt, ..ticket }, after));
            }
        }
        let call = &mut self.calls[ticket.call];
        call.attempt = 0;
        self.idle.push(ticket.call);
        Some(call.serves.map_or(Next::Over(call.begun), Next::Outer))
    }

    fn number(&mut self) -> u64 {
        self.attempts += 1;
        self.attempts
    }
}
