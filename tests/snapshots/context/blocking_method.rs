use retry_runtime::{Attempt, Budget, Event, Policy};

struct Store {
    policy: Policy,
    budget: Budget,
}

#[derive(Clone)]
struct Order;

enum Error {
    Busy,
    Lost,
    Refused,
}

fn log(_: &Event<'_, Error>) {}

impl Store {
    fn put(&self, _: &mut Order, _: &str, attempt: Attempt) -> Result<u64, Error> {
        match attempt.number() {
            1 => Err(Error::Busy),
            2 => Err(Error::Lost),
            _ => Err(Error::Refused),
        }
    }

    expansion! {}
}

fn main() {
    let mut store = Store { policy: Policy::INTERNAL, budget: Budget::new() };
    drop(store.save(Order, "name"));
}
