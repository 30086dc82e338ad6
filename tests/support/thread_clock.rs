//! The standard library's clock in a test's hands, thread by thread: for blocking code what `tokio::time::pause` is for async.

use std::cell::Cell;
use std::time::Duration;

thread_local! {
    static STOPPED_AT: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// Stops the monotonic clock of this thread, if it is not stopped yet.
pub fn stop() {
    if STOPPED_AT.get().is_none() {
        STOPPED_AT.set(Some(running(libc::CLOCK_MONOTONIC).map_or(Duration::ZERO, to_duration)));
    }
}

/// Stops the clock of this thread, if it is not stopped yet, and moves it on.
///
/// # Panics
///
/// Where no clock counts so far.
pub fn advance(time: Duration) {
    stop();
    STOPPED_AT.set(STOPPED_AT.get().map(|now| now.checked_add(time).expect("a time that a clock can show")));
}

fn to_duration(time: libc::timespec) -> Duration {
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or(0), nanos.unwrap_or(0))
}

fn to_timespec(time: Duration) -> libc::timespec {
    libc::timespec {
        tv_sec: libc::time_t::try_from(time.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_nsec: libc::c_long::from(time.subsec_nanos()),
    }
}

fn running(clock: libc::clockid_t) -> Option<libc::timespec> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes one `timespec`.
    let answer = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, &raw mut time) };
    (answer == 0).then_some(time)
}

/// Stands before the C library's, which the standard library calls.
///
/// # Safety
///
/// As the C library's: `time` may be written.
// While a thread ends, its clock runs again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: libc::clockid_t, time: *mut libc::timespec) -> libc::c_int {
    let stopped = if clock == libc::CLOCK_MONOTONIC { STOPPED_AT.try_with(Cell::get).ok().flatten() } else { None };
    match stopped.map(to_timespec).or_else(|| running(clock)) {
        Some(now) => {
            // SAFETY: the caller's promise.
            unsafe { time.write(now) };
            0
        }
        None => -1,
    }
}

/// Stands before the C library's, which the standard library's sleep calls: where the clock is stopped it moves on, and nobody waits.
///
/// # Safety
///
/// As the C library's: `request` may be read, and `remain` written unless it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_nanosleep(
    clock: libc::clockid_t,
    flags: libc::c_int,
    request: *const libc::timespec,
    remain: *mut libc::timespec,
) -> libc::c_int {
    let stopped = STOPPED_AT.try_with(Cell::get).ok().flatten().is_some();
    if stopped && clock == libc::CLOCK_MONOTONIC && flags == 0 {
        // SAFETY: the caller's promise.
        advance(to_duration(unsafe { *request }));
        return 0;
    }
    // SAFETY: the same contract as the system call's.
    match unsafe { libc::syscall(libc::SYS_clock_nanosleep, clock, flags, request, remain) } {
        0 => 0,
        _ => std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL),
    }
}
