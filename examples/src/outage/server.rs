//! A server with a few workers and a long queue.

use std::collections::VecDeque;
use std::time::Duration;

use super::QUEUE;
use super::clients::Ticket;
use super::scenario::Scenario;

/// What the server knows. It does not know whether the client of a ticket is still there.
#[derive(Default)]
pub(super) struct Server {
    busy: u32,
    queue: VecDeque<Ticket>,
}

impl Server {
    /// An attempt arrives. `false`: it is refused.
    pub(super) fn accept(&mut self, ticket: Ticket, scenario: &Scenario, now: Duration) -> bool {
        let accepted = self.queue.len() < QUEUE && !scenario.refuses(now);
        if accepted {
            self.queue.push_back(ticket);
        }
        accepted
    }

    /// The next attempt to work on, if a worker is free.
    pub(super) fn next(&mut self, scenario: &Scenario, now: Duration) -> Option<Ticket> {
        if self.busy >= scenario.workers(now) {
            return None;
        }
        let next = self.queue.pop_front();
        self.busy += u32::from(next.is_some());
        next
    }

    /// A worker is done.
    pub(super) fn finished(&mut self) {
        self.busy -= 1;
    }
}
