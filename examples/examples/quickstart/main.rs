//! A server that misbehaves on a script, a client that retries, and a timeline of what happened.
//!
//! `cargo run --example quickstart`

mod server;
mod timeline;

use std::process::ExitCode;

use reqwest::{Client, StatusCode};
use retry_runtime::{StopReason, retry};
use timeline::{Timeline, log};

/// A page could not be fetched.
#[derive(Debug)]
enum FetchError {
    Refused(StatusCode),
    Lost(reqwest::Error),
}

impl std::fmt::Display for FetchError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(status) => write!(formatter, "{status}"),
            Self::Lost(error) if error.is_connect() => write!(formatter, "cannot connect"),
            Self::Lost(_) => write!(formatter, "connection reset"),
        }
    }
}

/// What may be better in a moment: an overloaded server, a lost connection. Not a page that does not exist.
fn is_transient(error: &FetchError) -> bool {
    match error {
        FetchError::Refused(status) => status.is_server_error(),
        FetchError::Lost(_) => true,
    }
}

async fn get(client: &Client, url: &str) -> Result<String, FetchError> {
    let response = client.get(url).send().await.map_err(FetchError::Lost)?;
    match response.status() {
        StatusCode::OK => response.text().await.map_err(FetchError::Lost),
        status => Err(FetchError::Refused(status)),
    }
}

#[retry(
    exponential(initial = 200ms), jitter, max_attempts = 4,
    on = is_transient, before_retry = log, on_recovered = log, on_give_up = log,
)]
async fn fetch(client: &Client, url: &str) -> Result<String, FetchError> {
    get(client, url).await
}

#[retry(
    fixed = 300ms, max_attempts = unlimited, max_elapsed = 1s,
    on = is_transient, before_retry = log, on_recovered = log, on_give_up = log,
)]
async fn fetch_for_a_second(client: &Client, url: &str) -> Result<String, FetchError> {
    get(client, url).await
}

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let server = server::start().await?;
    // A connection each, so that the server's script meets every call alike.
    let client = Client::builder().pool_max_idle_per_host(0).build()?;
    let mut all_as_expected = true;
    println!("Every bar is a wait, every dot an attempt. One column is 25 ms.\n");

    // What each call should come to: the attempts it took, and why it gave up. No event is a first-try success.
    for (title, path, expected) in [
        ("a healthy page", "/healthy", None),
        ("503 twice, then the page", "/busy", Some((3, None))),
        ("a connection that is reset, then the page", "/reset", Some((2, None))),
        ("a page that does not exist", "/missing", Some((1, Some(StopReason::Permanent)))),
        ("a server that stays down", "/down", Some((4, Some(StopReason::MaxAttempts)))),
    ] {
        let timeline = Timeline::start(title);
        let answer = fetch(&client, &format!("{server}{path}")).await;
        all_as_expected &= timeline.finish(&answer) == expected;
    }

    let timeline = Timeline::start("nobody listens, and one second to spare");
    let answer = fetch_for_a_second(&client, &server::nobody_listens().await?).await;
    all_as_expected &= timeline.finish(&answer) == Some((4, Some(StopReason::MaxElapsed)));

    Ok(if all_as_expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
