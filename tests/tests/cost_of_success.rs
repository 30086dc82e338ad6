//! A call that succeeds allocates nothing, reads no clock and draws no random number; a call that fails shows that the
//! doubles count.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use retry_runtime::judge::On;
use retry_runtime::{Budget, Policy, Retry, retry};

thread_local! {
    static ALLOCATIONS: Cell<u32> = const { Cell::new(0) };
    static CLOCK_READINGS: Cell<u32> = const { Cell::new(0) };
    static SEEDS: Cell<u32> = const { Cell::new(0) };
    static PROCESS_QUESTIONS: Cell<u32> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<u32>>) {
    // While a thread ends there is nobody to count for.
    let _ = counter.try_with(|count| count.set(count.get() + 1));
}

struct CountingAllocator;

// SAFETY: passes everything on to the system's allocator.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(&ALLOCATIONS);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Stands before the C library's: every clock that the standard library or tokio reads is read here.
// SAFETY: the same contract as the C library's, to whose system call it passes everything on.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: libc::clockid_t, time: *mut libc::timespec) -> libc::c_int {
    count(&CLOCK_READINGS);
    let answer = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, time) };
    -libc::c_int::from(answer != 0)
}

/// Stands before the C library's: a generator that is drawn from for the first time in a thread is seeded here.
// SAFETY: the same contract as the C library's, to whose system call it passes everything on.
#[unsafe(no_mangle)]
unsafe extern "C" fn getrandom(buffer: *mut libc::c_void, length: usize, flags: libc::c_uint) -> isize {
    count(&SEEDS);
    let answer = unsafe { libc::syscall(libc::SYS_getrandom, buffer, length, flags) };
    isize::try_from(answer).unwrap_or(-1)
}

/// Stands before the C library's: the system call that tells a forked process from its parent.
// SAFETY: the same contract as the C library's, to whose system call it passes everything on.
#[unsafe(no_mangle)]
unsafe extern "C" fn getpid() -> libc::pid_t {
    count(&PROCESS_QUESTIONS);
    let answer = unsafe { libc::syscall(libc::SYS_getpid) };
    libc::pid_t::try_from(answer).unwrap_or(-1)
}

/// Allocations, clock readings, seedings and questions for the process, in a thread that has drawn no random number before.
fn cost_of(work: impl FnOnce() + Send) -> [u32; 4] {
    let counters = [&ALLOCATIONS, &CLOCK_READINGS, &SEEDS, &PROCESS_QUESTIONS];
    std::thread::scope(|scope| {
        let measured = scope.spawn(|| {
            let before = counters.map(|counter| counter.with(Cell::get));
            work();
            let after = counters.map(|counter| counter.with(Cell::get));
            std::array::from_fn(|index| after[index] - before[index])
        });
        measured.join().unwrap()
    })
}

/// Polls a future that is ready at once: no runtime, whose own costs would be counted.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

fn no_sleep(_: Duration) {}

fn no_wait(_: Duration) -> std::future::Ready<()> {
    std::future::ready(())
}

#[retry(exponential, jitter, max_attempts = 4, on = any, sleep = no_sleep)]
fn blocking(failures: &Cell<u32>) -> Result<u32, u32> {
    failures.set(failures.get().wrapping_sub(1));
    if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
}

#[retry(exponential, jitter, max_attempts = 4, on = any, sleep = no_wait)]
async fn awaiting(failures: &Cell<u32>) -> Result<u32, u32> {
    failures.set(failures.get().wrapping_sub(1));
    if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
}

/// The same with a limit that needs the time once something fails.
#[retry(exponential, jitter, max_elapsed = 30s, on = any, sleep = no_sleep)]
fn timed(failures: &Cell<u32>) -> Result<u32, u32> {
    failures.set(failures.get().wrapping_sub(1));
    if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
}

/// The same with a budget, which has to know when it was first used.
#[retry(exponential, jitter, max_attempts = 4, on = any, sleep = no_sleep, budget)]
fn thrifty(failures: &Cell<u32>) -> Result<u32, u32> {
    failures.set(failures.get().wrapping_sub(1));
    if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
}

fn by_hand(failures: &Cell<u32>) -> Result<u32, u32> {
    Retry::new(Policy::default()).on(|_: &u32| true).call_with(no_sleep, || {
        failures.set(failures.get().wrapping_sub(1));
        if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
    })
}

type Always = On<fn(&u32) -> bool, bool>;

fn retry() -> Retry<'static, Always> {
    Retry::new(Policy::default()).on(|_| true)
}

#[test]
fn closures_that_ask_for_times_read_the_clock() {
    assert_eq!(cost_of(|| assert_eq!(retry().call(|| Ok::<_, u32>(1)), Ok(1))), [0, 0, 0, 0]);
    assert_eq!(cost_of(|| assert_eq!(ready(retry().call_async(async || Ok::<_, u32>(1))), Ok(1))), [0, 0, 0, 0]);
    assert_eq!(cost_of(|| assert_eq!(ready(retry().call_async_mut(async || Ok::<_, u32>(1))), Ok(1))), [0, 0, 0, 0]);
    let begins = [0, 1, 0, 0];
    assert_eq!(cost_of(|| assert_eq!(retry().call_attempt(|_| Ok::<_, u32>(1)), Ok(1))), begins);
    assert_eq!(cost_of(|| assert_eq!(ready(retry().call_async_attempt(async |_| Ok::<_, u32>(1))), Ok(1))), begins);
    let begins_and_ends = [0, 2, 0, 0];
    assert_eq!(cost_of(|| assert_eq!(retry().call_report(|| Ok::<_, u32>(1)).attempts, 1)), begins_and_ends);
    let reports = || assert_eq!(ready(retry().call_report_async(async || Ok::<_, u32>(1))).attempts, 1);
    assert_eq!(cost_of(reports), begins_and_ends);
}

#[test]
fn success_costs_nothing() {
    let success = || Cell::new(0);
    assert_eq!(cost_of(|| assert_eq!(blocking(&success()), Ok(1))), [0, 0, 0, 0]);
    assert_eq!(cost_of(|| assert_eq!(ready(awaiting(&success())), Ok(1))), [0, 0, 0, 0]);
    assert_eq!(cost_of(|| assert_eq!(by_hand(&success()), Ok(1))), [0, 0, 0, 0]);
    let [allocations, readings, seeds, questions] = cost_of(|| assert_eq!(timed(&success()), Ok(1)));
    assert_eq!([allocations, seeds, questions], [0, 0, 0]);
    assert_eq!(readings, 1, "a limit on the time needs to know when the call began, as by hand");
}

/// Without jitter there is nothing to draw.
#[retry(fixed = 1s, max_attempts = 4, on = any, sleep = no_sleep)]
fn fixed(failures: &Cell<u32>) -> Result<u32, u32> {
    failures.set(failures.get().wrapping_sub(1));
    if failures.get() == u32::MAX { Ok(1) } else { Err(2) }
}

#[test]
fn a_draw_makes_no_system_call() {
    let cost = cost_of(|| assert_eq!(blocking(&Cell::new(3)), Ok(1)));
    assert_eq!(cost[1], 3, "the clock is read without one: a reading for each draw");
    assert_eq!(cost[3], 1, "when the generator is seeded, and for no draw");
    assert_eq!(cost_of(|| assert_eq!(fixed(&Cell::new(3)), Ok(1))), [0, 0, 0, 0]);
}

#[test]
fn the_first_success_with_a_budget_reads_the_clock_once() {
    let success = || assert_eq!(thrifty(&Cell::new(0)), Ok(1));
    assert_eq!(cost_of(success), [0, 1, 0, 0]);
    // No other does, on any thread.
    for _ in 0..40 {
        assert_eq!(cost_of(success), [0, 0, 0, 0]);
    }
    let told = Budget::new();
    let _ = told.balance(Duration::ZERO);
    assert_eq!(cost_of(|| told.deposit()), [0, 0, 0, 0], "who looked has told the time");
}

#[test]
fn failures_are_counted() {
    let fails_once = || Cell::new(1);
    for cost in [
        cost_of(|| assert_eq!(blocking(&fails_once()), Ok(1))),
        cost_of(|| assert_eq!(ready(awaiting(&fails_once())), Ok(1))),
        cost_of(|| assert_eq!(by_hand(&fails_once()), Ok(1))),
    ] {
        assert_eq!(cost[0], 0, "no path allocates");
        assert_eq!(cost[1], 1, "the moment of the draw, and nothing else without a limit on the time");
        assert!(cost[2] > 0, "the generator is seeded at its first draw");
        assert_eq!(cost[3], 1, "for which it asks for the process");
    }
    let cost = cost_of(|| assert_eq!(timed(&fails_once()), Ok(1)));
    assert_eq!(cost[1], 3, "at the start, when it fails, and for the draw");
    assert!(cost_of(|| drop(Box::new(1)))[0] > 0, "the allocator is counted");
}
