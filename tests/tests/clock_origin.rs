//! The first reading in a process may be of a paused clock that is years ahead of all others. Alone in its process, since the
//! origin is the process's.

use std::time::Duration;

use retry_runtime::{Attempts, Decision, Policy, StopReason, Verdict, now, rng};

const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

fn on_a_paused_clock(future: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(future);
}

#[test]
fn every_clock_moves_on_whichever_was_read_first() {
    on_a_paused_clock(async {
        tokio::time::advance(70 * YEAR).await;
        moves_on().await;
    });
    on_a_paused_clock(moves_on());
    on_a_paused_clock(async {
        tokio::time::advance(300 * YEAR).await;
        moves_on().await;
    });
}

async fn moves_on() {
    let start = now();
    let policy = Policy::fixed(Duration::from_secs(1)).unlimited().max_elapsed(Duration::from_secs(5));
    let mut attempts = Attempts::start(&policy, start);
    tokio::time::advance(Duration::from_secs(4)).await;
    assert_eq!(now().saturating_sub(start), Duration::from_secs(4));
    assert_eq!(
        attempts.failed(Verdict::Transient, now(), &mut rng()),
        Decision::Retry { after: Duration::from_secs(1) }
    );
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(attempts.failed(Verdict::Transient, now(), &mut rng()), Decision::Stop(StopReason::MaxElapsed));
}
