//! Time goes on: one event after the other.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::SmallRng;
use retry_runtime::Budget;

use super::clients::{Clients, Next, Ticket};
use super::measure::{Log, Measured};
use super::server::Server;
use super::{Guard, PATIENCE, PROCESSES, RUN, SERVICE, Scenario, Strategy, dice};

/// Something happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A user calls.
    Call,
    /// The disturbance begins or ends.
    Turn,
    /// A worker is done.
    Answer(Ticket),
    /// The client's patience is at its end.
    TimeOut(Ticket),
    /// The wait before a retry is over.
    Retry(Ticket),
}

struct World<'p> {
    scenario: &'p Scenario,
    clients: Clients<'p>,
    server: Server,
    events: BinaryHeap<Reverse<(Duration, u64, Event)>>,
    /// Events at the same time happen in the order in which they were foreseen.
    foreseen: u64,
    log: Log,
    /// When users call, and which process: the same for every strategy.
    users: SmallRng,
    /// What the server does.
    work: SmallRng,
    /// What the clients do.
    choices: SmallRng,
}

/// Lets two minutes pass.
#[must_use]
pub fn run(scenario: &Scenario, strategy: &Strategy, seed: u64) -> Measured {
    let policy = strategy.starting_at(scenario.initial);
    let budgets = if strategy.guard == Guard::Budget { scenario.layers * PROCESSES } else { 0 };
    let budgets: Vec<Budget> = (0..budgets).map(|_| Budget::new()).collect();
    let mut world = World {
        scenario,
        clients: Clients::new(&policy, &budgets, strategy.guard, scenario.layers),
        server: Server::default(),
        events: BinaryHeap::new(),
        foreseen: 0,
        log: Log::default(),
        users: SmallRng::seed_from_u64(seed),
        work: SmallRng::seed_from_u64(seed.wrapping_add(1)),
        choices: SmallRng::seed_from_u64(seed.wrapping_add(2)),
    };
    world.foresee(scenario.disturbance.from, Event::Turn);
    world.foresee(scenario.disturbance.to, Event::Turn);
    world.foresee_call(Duration::ZERO);
    while let Some(Reverse((now, _, event))) = world.events.pop() {
        world.happens(event, now);
    }
    world.log.measured(scenario)
}

impl World<'_> {
    fn foresee(&mut self, when: Duration, event: Event) {
        self.foreseen += 1;
        self.events.push(Reverse((when, self.foreseen, event)));
    }

    /// The next user, by thinning the largest rate: exact also where the rate changes.
    fn foresee_call(&mut self, mut now: Duration) {
        let most = self.scenario.calls_per_second(self.scenario.disturbance.from);
        loop {
            now += dice::exponential(Duration::from_secs_f64(1.0 / most), &mut self.users);
            if dice::uniform(&mut self.users) * most < self.scenario.calls_per_second(now) {
                break;
            }
        }
        if now < RUN {
            self.foresee(now, Event::Call);
        }
    }

    fn happens(&mut self, event: Event, now: Duration) {
        match event {
            Event::Call => {
                self.log.call(now);
                let process = dice::below(PROCESSES, &mut self.users);
                self.begin(process, self.scenario.layers - 1, None, now);
                self.foresee_call(now);
            }
            Event::Turn => self.work(now),
            Event::Answer(ticket) => {
                self.server.finished();
                let well = dice::uniform(&mut self.work) >= self.scenario.error_share(now);
                self.ended(ticket, well, now);
                self.work(now);
            }
            Event::TimeOut(ticket) => self.ended(ticket, false, now),
            Event::Retry(ticket) => {
                self.clients.retrying(ticket);
                self.send(ticket, now);
            }
        }
    }

    fn begin(&mut self, process: usize, layer: usize, serves: Option<Ticket>, now: Duration) {
        let ticket = self.clients.begin(process, layer, serves, now);
        self.send(ticket, now);
    }

    /// An attempt starts: a call to the layer below, or to the server.
    fn send(&mut self, ticket: Ticket, now: Duration) {
        if let Some(below) = self.clients.layer(ticket).checked_sub(1) {
            let process = dice::below(PROCESSES, &mut self.choices);
            return self.begin(process, below, Some(ticket), now);
        }
        self.log.attempt(now);
        if self.server.accept(ticket, self.scenario, now) {
            self.foresee(now + PATIENCE, Event::TimeOut(ticket));
            self.work(now);
        } else {
            self.ended(ticket, false, now);
        }
    }

    /// Free workers take from the queue.
    fn work(&mut self, now: Duration) {
        while let Some(ticket) = self.server.next(self.scenario, now) {
            let service = dice::exponential(SERVICE, &mut self.work);
            self.foresee(now + service, Event::Answer(ticket));
        }
    }

    fn ended(&mut self, ticket: Ticket, well: bool, now: Duration) {
        match self.clients.ended(ticket, well, now, &mut self.choices) {
            None => {}
            Some(Next::Retry(ticket, after)) => self.foresee(now + after, Event::Retry(ticket)),
            Some(Next::Outer(ticket)) => self.ended(ticket, well, now),
            Some(Next::Over(begun)) => self.log.over(begun, now, well),
        }
    }
}
