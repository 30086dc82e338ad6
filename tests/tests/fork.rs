//! A forked process inherits its parent's generator, and draws other delays all the same.
#![cfg(unix)]

use std::collections::HashSet;
use std::time::Duration;

use rand::Rng;
use retry_runtime::{Attempts, Decision, Jitter, Policy, Verdict, rng};

const DRAWS: usize = 4;
type Draws = [u64; DRAWS];

/// What the work gives in a forked process. There it may neither allocate nor panic: other threads of the parent may have
/// been at that, and are not there to finish it.
fn in_a_child(work: impl FnOnce() -> Draws) -> Draws {
    let mut ends = [0; 2];
    // SAFETY: two descriptors are written; the child leaves before anything of the parent's is dropped.
    unsafe {
        assert_eq!(libc::pipe(ends.as_mut_ptr()), 0);
        let child = libc::fork();
        assert!(child >= 0);
        if child == 0 {
            let draws = work();
            let written = libc::write(ends[1], draws.as_ptr().cast(), size_of::<Draws>());
            libc::_exit(i32::from(usize::try_from(written) != Ok(size_of::<Draws>())));
        }
        let (mut draws, mut status) = (Draws::default(), 0);
        libc::close(ends[1]);
        let read = libc::read(ends[0], draws.as_mut_ptr().cast(), size_of::<Draws>());
        libc::close(ends[0]);
        assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
        assert_eq!((usize::try_from(read), status), (Ok(size_of::<Draws>()), 0));
        draws
    }
}

fn draws() -> Draws {
    std::array::from_fn(|_| rng().next_u64())
}

/// The delays of a call that goes on, in nanoseconds.
fn delays(mut attempts: Attempts<'_>) -> Draws {
    std::array::from_fn(|_| match attempts.failed(Verdict::Transient, Duration::ZERO, &mut rng()) {
        Decision::Retry { after } => u64::try_from(after.as_nanos()).unwrap_or(0),
        Decision::Stop(_) => 0,
    })
}

fn assert_all_different(processes: &[Draws]) {
    let seen: HashSet<u64> = processes.iter().flatten().copied().collect();
    assert_eq!(seen.len(), processes.len() * DRAWS, "{processes:?}");
}

/// In a thread of its own, whose generator is fresh.
fn in_a_thread(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap());
}

#[test]
fn after_the_first_draw() {
    in_a_thread(|| {
        draws();
        assert_all_different(&[in_a_child(draws), in_a_child(draws), draws(), in_a_child(draws)]);
    });
}

/// The keys that seed the generator are the process's, and inherited too.
#[test]
fn before_the_first_draw() {
    in_a_thread(|| {
        let _keys = std::hash::RandomState::new();
        assert_all_different(&[in_a_child(draws), in_a_child(draws), draws()]);
    });
}

#[test]
fn between_two_attempts_of_a_call() {
    in_a_thread(|| {
        let policy = Policy::fixed(Duration::from_secs(1 << 20)).jitter(Jitter::Full).unlimited();
        let start = || {
            let mut attempts = Attempts::start(&policy, Duration::ZERO);
            let _ = attempts.failed(Verdict::Transient, Duration::ZERO, &mut rng());
            attempts
        };
        let (first, second, own) = (start(), start(), start());
        assert_all_different(&[in_a_child(|| delays(first)), in_a_child(|| delays(second)), delays(own)]);
    });
}
