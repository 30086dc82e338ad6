//! How calls end: never, by a token, by a time: neon, Airflow, indexers, tunnels, consoles.

use retry_runtime::{Policy, Profile, retry};

use super::{Error, Service, before_sleep, logged, seconds};

/// An environment for learning: `wait_fixed(5), stop=stop_never` until the simulator is there.
#[tokio::test(start_paused = true)]
async fn without_end() {
    #[retry(fixed = 5s, max_attempts = forever, on = any)]
    async fn reset(simulator: &Service) -> Result<u32, Error> {
        simulator.ask()
    }
    let simulator = Service::failing(1000, &Error::Refused, 1);
    assert_eq!(reset(&simulator).await, Ok(1));
    assert_eq!(simulator.calls(), 1001);
}

/// Airflow's hook for Google: quota errors only, exponential up to 100 s, without end, above all methods of the hook.
#[tokio::test(start_paused = true)]
async fn without_end_in_all_methods() {
    static QUOTA: Profile<Error> = Profile::new(Policy::exponential(seconds(1)).max_delay(seconds(100)).unlimited())
        .on(|error| matches!(error, Error::Busy(_)))
        .before_retry(before_sleep);

    #[retry(with = QUOTA, max_attempts = forever)]
    async fn annotate(api: &Service) -> Result<u32, Error> {
        api.ask()
    }
    assert_eq!(annotate(&Service::failing(20, &Error::Busy(None), 3)).await, Ok(3));
    assert_eq!(logged().len(), 20);
}
