//! The client a team would copy into its service: one error enum, `reqwest`, `Retry-After`, a shared policy and budget.
//!
//! `cargo run --example http_client` runs it against a server on loopback that is busy twice, and says what happened.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use reqwest::Client;
use retry_runtime::reqwest::{Refused, check};
use retry_runtime::{Budget, Classify, Event, Jitter, Policy, retry};

/// How this service treats the services it calls.
const POLICY: Policy = Policy::exponential(Duration::from_millis(200))
    .jitter(Jitter::Full)
    .max_attempts(4)
    .max_delay(Duration::from_secs(5))
    .max_retry_after(Duration::from_secs(30));

#[derive(Debug, Classify)]
enum Error {
    /// A refusal, by its status and its `Retry-After`; no answer, or half of one, by what reqwest knows.
    #[classify(forward)]
    Http(Refused),
    /// An answer that is none.
    #[classify(permanent)]
    Unreadable,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Http(refused)
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error.into())
    }
}

struct Stock {
    http: Client,
    base: String,
    /// One for each dependency: what all its calls together may spend on retries.
    budget: Budget,
}

impl Stock {
    /// How many there are of an article.
    #[retry(policy = POLICY, budget = self.budget, before_retry = log)]
    async fn count(&self, article: u32) -> Result<u32, Error> {
        let url = format!("{}/stock/{article}", self.base);
        let response = check(self.http.get(url).send().await?)?;
        response.text().await?.parse().map_err(|_| Error::Unreadable)
    }
}

fn log(event: &Event<'_, Error>) {
    println!("attempt {} failed: {:?}; again in {:?}", event.attempt(), event.error(), event.delay());
}

/// Busy, broken, well.
async fn answer() -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    static REQUESTS: AtomicUsize = AtomicUsize::new(0);
    match REQUESTS.fetch_add(1, Ordering::Relaxed) {
        0 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "1")], ""),
        1 => (StatusCode::BAD_GATEWAY, [("via", "loopback")], ""),
        _ => (StatusCode::OK, [("via", "loopback")], "42"),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let router = Router::new().route("/stock/1", axum::routing::get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    let stock = Stock { http: Client::new(), base, budget: Budget::new() };
    println!("article 1: {:?}", stock.count(1).await);
    println!("article 2: {:?}, at once", stock.count(2).await);
    Ok(())
}
