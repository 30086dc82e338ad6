//! Time goes on: one event after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::SmallRng;

use super::clients::{Clients, Next, Ticket};
use super::guard::Held;
use super::measure::Log;
use super::server::Server;
use super::{Measured, PATIENCE, RUN, SERVICE, Scenario, Strategy, dice};

/// Something happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A user calls.
    Call,
    /// The disturbance begins or ends.
    Turn,
    /// A worker is done.
    Answer(Ticket),
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
    /// When the clients' patience will be at its end: the same for all, so in this order.
    time_outs: VecDeque<(Duration, Ticket)>,
    log: Log,
    /// When users call, and which process: the same for every strategy.
    users: SmallRng,
    /// What the server does.
    work: SmallRng,
    /// What the clients do.
    choices: SmallRng,
}

/// Lets the time pass, from a start with empty buckets to [`RUN`], and until the last call is over.
#[must_use]
pub fn run(scenario: &Scenario, strategy: &Strategy, seed: u64) -> Measured {
    let policy = (strategy.policy)(scenario.initial);
    let held: Vec<Held> = (0..scenario.layers * scenario.processes).map(|_| strategy.guard.held()).collect();
    let mut world = World {
        scenario,
        clients: Clients::new(&policy, &held, scenario.processes),
        server: Server::default(),
        events: BinaryHeap::new(),
        foreseen: 0,
        time_outs: VecDeque::new(),
        log: Log::new(),
        users: SmallRng::seed_from_u64(seed),
        work: SmallRng::seed_from_u64(seed.wrapping_add(1)),
        choices: SmallRng::seed_from_u64(seed.wrapping_add(2)),
    };
    world.foresee(scenario.disturbance.from, Event::Turn);
    world.foresee(scenario.disturbance.to, Event::Turn);
    world.foresee_call(Duration::ZERO);
    while world.goes_on() {}
    world.log.measured(scenario)
}

impl World<'_> {
    fn foresee(&mut self, when: Duration, event: Event) {
        self.foreseen += 1;
        self.events.push(Reverse((when, self.foreseen, event)));
    }

    /// The next user. Where the rate changes before, the draw begins anew there: the exponential distribution has no memory.
    fn foresee_call(&mut self, mut now: Duration) {
        let turns = [self.scenario.disturbance.from, self.scenario.disturbance.to];
        loop {
            let mean = Duration::from_secs_f64(1.0 / self.scenario.calls_per_second(now));
            let next = now + dice::exponential(mean, &mut self.users);
            match turns.into_iter().find(|turn| now < *turn && *turn <= next) {
                Some(turn) => now = turn,
                None => break now = next,
            }
        }
        if now < RUN {
            self.foresee(now, Event::Call);
        }
    }

    /// The next thing happens. `false`: there is none.
    fn goes_on(&mut self) -> bool {
        let next = self.events.peek().map(|Reverse((when, ..))| *when);
        let time_out = self.time_outs.front().map(|(when, _)| *when);
        if time_out.is_some_and(|time_out| next.is_none_or(|next| time_out < next)) {
            if let Some((now, ticket)) = self.time_outs.pop_front() {
                self.ended(ticket, false, now);
            }
        } else if let Some(Reverse((now, _, event))) = self.events.pop() {
            self.happens(event, now);
        }
        next.or(time_out).is_some()
    }

    fn happens(&mut self, event: Event, now: Duration) {
        match event {
            Event::Call => {
                self.log.call(now);
                let process = dice::below(self.scenario.processes, &mut self.users);
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
            let process = dice::below(self.scenario.processes, &mut self.choices);
            return self.begin(process, below, Some(ticket), now);
        }
        self.log.attempt(now);
        if self.server.accept(ticket, self.scenario, now) {
            self.time_outs.push_back((now + PATIENCE, ticket));
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
