//! Panics point at the user's own line.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use retry_runtime::retry;

#[retry(immediate, on = any)]
fn panics() -> Option<()> {
    panic!("blocking, in line {}", line!())
}

#[retry(immediate, on = any)]
async fn panics_async() -> Option<()> {
    let numbers: Vec<u32> = Vec::new();
    std::future::ready(()).await;
    let _ = numbers[numbers.len()]; // the line
    Some(())
}

/// The line of the panic, as the hook is told.
fn line_of_panic(work: impl FnOnce()) -> u32 {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    static LINE: Mutex<u32> = Mutex::new(0);
    let guard = ONE_AT_A_TIME.lock();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|panic| {
        *LINE.lock().unwrap() = panic.location().map_or(0, std::panic::Location::line);
    }));
    let ended = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(before);
    drop(guard);
    assert!(ended.is_err());
    *LINE.lock().unwrap()
}

#[test]
fn a_panic_is_on_the_users_line() {
    let source = include_str!("spans.rs");
    let line_with =
        |text: &str| u32::try_from(source.lines().position(|line| line.contains(text)).unwrap() + 1).unwrap();
    assert_eq!(line_of_panic(|| assert!(panics().is_some())), line_with("panic!(\"blocking"));
    let future = || {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let _ = std::pin::pin!(panics_async()).poll(&mut context);
    };
    assert_eq!(line_of_panic(future), line_with("// the line"));
}
