//! Prints how often a call allocates, for every contestant and kind of call, after a first one.

use std::hint::black_box;

use retry_benches::contestants::{ALL, Call};
use retry_benches::operation::Service;

fn allocations(call: Call, failures: u32) -> u64 {
    let service = Service::default();
    let once = || {
        service.failures.set(failures);
        let _ = black_box(call(&service, black_box(1)));
    };
    once();
    allocation_counter::measure(once).count_total
}

fn main() {
    for contestant in ALL {
        for (kind, failures) in [("blocking", 0), ("async", 0), ("immediate", 3), ("immediate-async", 3)] {
            if let Some(call) = contestant.call(kind) {
                println!("{}\t{kind}\t{}", contestant.name, allocations(call, failures));
            }
        }
    }
}
