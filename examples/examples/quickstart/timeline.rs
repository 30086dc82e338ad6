//! Draws a call: dots for attempts, bars for waits. Everything it knows, the hooks told it.

use std::fmt::Display;
use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use retry_runtime::{Event, StopReason};

const COLUMN: Duration = Duration::from_millis(25);

/// How the last call ended, as its hooks were told: attempts, and why it gave up.
type Ending = Option<(u32, Option<StopReason>)>;

static ENDING: Mutex<Ending> = Mutex::new(None);

/// One call.
pub(crate) struct Timeline {
    started: Instant,
}

impl Timeline {
    pub(crate) fn start(title: &str) -> Self {
        println!("{title}");
        end_with(None);
        Self { started: Instant::now() }
    }

    /// Prints the outcome, and returns how the call ended.
    pub(crate) fn finish<T: Display, E: Display>(self, answer: &Result<T, E>) -> Ending {
        let millis = self.started.elapsed().as_millis();
        match answer {
            Ok(page) => println!("  => \"{page}\" after {millis} ms\n"),
            Err(error) => println!("  => failed with \"{error}\" after {millis} ms\n"),
        }
        ENDING.lock().map_or(None, |ending| *ending)
    }
}

/// A hook for every kind of event.
pub(crate) fn log<E: Display>(event: &Event<'_, E>) {
    if event.delay().is_none() {
        end_with(Some((event.attempt(), event.reason())));
    }
    let of = event.max_attempts().map_or_else(String::new, |most| format!(" of {most}"));
    let attempt = format!("attempt {}{of}", event.attempt());
    let error = event.error().map_or_else(String::new, ToString::to_string);
    match (event.delay(), event.reason()) {
        (Some(delay), _) => println!("  {attempt:<15} o {error:<26} {} {} ms", bar(delay), delay.as_millis()),
        (None, Some(reason)) => println!("  {attempt:<15} x {error:<26} stopped: {}", why(reason)),
        (None, None) => println!("  {attempt:<15} o recovered"),
    }
    let _ = std::io::stdout().flush();
}

fn end_with(how: Ending) {
    if let Ok(mut ending) = ENDING.lock() {
        *ending = how;
    }
}

fn bar(delay: Duration) -> String {
    let columns = usize::try_from(delay.as_millis() / COLUMN.as_millis()).unwrap_or(0).max(1);
    "█".repeat(columns)
}

fn why(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Permanent => "another attempt would fail the same way",
        StopReason::MaxAttempts => "that was the last attempt allowed",
        StopReason::MaxElapsed => "the next attempt would come too late",
        _ => "something else",
    }
}
