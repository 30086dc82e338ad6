//! HTTP with a real server on loopback: what it saw, and what its client was told.

mod check;
mod server;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::StatusCode;
use reqwest::{Client, Response};
use retry_runtime::errors::reqwest::verdict;
use retry_runtime::{Classify, Event, Policy, StopReason, retry};
use server::{Server, loopback};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

/// For a client without a pool: every attempt is a connection of its own.
fn client() -> Client {
    Client::builder().pool_max_idle_per_host(0).no_proxy().build().unwrap()
}

#[retry(immediate, max_attempts = 3)]
async fn body(client: &Client, url: &str) -> Result<String, reqwest::Error> {
    client.get(url).send().await?.error_for_status()?.text().await
}

#[tokio::test]
async fn every_status() {
    for (statuses, attempts) in [
        (&[408, 425, 429, 500, 502, 503, 504][..], 3),
        (&[400, 401, 402, 403, 404, 405, 409, 410, 418, 422, 451, 499, 501, 505, 507, 511, 599], 1),
    ] {
        for status in statuses {
            let server = Server::answering(vec![(*status, Vec::new())]).await;
            let error = body(&client(), &server.url()).await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), *status, "the last error, as it was");
            assert_eq!(server.seen(), attempts, "{status}");
        }
    }
}

#[tokio::test]
async fn it_recovers() {
    let server = Server::answering(vec![(503, Vec::new()), (429, Vec::new()), (200, Vec::new())]).await;
    assert_eq!(body(&client(), &server.url()).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_reset_connection() {
    #[allow(deprecated)] // `set_zero_linger` came after the oldest tokio that will do.
    let server = Server::with_bad_connections(2, |stream| async move { stream.set_linger(Some(Duration::ZERO)) }).await;
    assert_eq!(body(&client(), &server.url()).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_connection_closed_without_an_answer() {
    let server = Server::with_bad_connections(2, |_| async { Ok(()) }).await;
    assert_eq!(body(&client(), &server.url()).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_body_cut_short() {
    let server = Server::with_bad_connections(2, |mut stream| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort").await
    })
    .await;
    assert_eq!(body(&client(), &server.url()).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn an_answer_that_is_no_http() {
    let server =
        Server::with_bad_connections(9, |mut stream| async move { stream.write_all(b"220 smtp\r\n\r\n").await }).await;
    body(&client(), &server.url()).await.unwrap_err();
    assert_eq!(server.seen(), 1, "a server that speaks another language will do so again");
}

#[tokio::test]
async fn an_answer_that_comes_too_late() {
    let server = Server::with_bad_connections(2, |stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
        Ok(())
    })
    .await;
    let client = Client::builder().timeout(Duration::from_millis(50)).no_proxy().build().unwrap();
    assert_eq!(body(&client, &server.url()).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_server_that_is_not_there_yet() {
    let address = loopback().await.local_addr().unwrap();
    let requests = Mutex::new(None);
    let start = |event: &Event<'_, reqwest::Error>| {
        assert!(event.error().unwrap().is_connect());
        if event.attempt() == 2 {
            let seen = Arc::new(AtomicUsize::new(0));
            let (listener, count) = (std::net::TcpListener::bind(address).unwrap(), Arc::clone(&seen));
            listener.set_nonblocking(true).unwrap();
            let router = Router::new().fallback(async move || {
                count.fetch_add(1, Ordering::SeqCst);
                "body"
            });
            let listener = TcpListener::from_std(listener).unwrap();
            tokio::spawn(async move { axum::serve(listener, router).await });
            *requests.lock().unwrap() = Some(seen);
        }
    };

    #[retry(immediate, max_attempts = 3, before_retry = start)]
    async fn get(
        client: &Client,
        url: &str,
        start: &impl Fn(&Event<'_, reqwest::Error>),
    ) -> Result<Response, reqwest::Error> {
        client.get(url).send().await
    }
    get(&client(), &format!("http://{address}/"), &start).await.unwrap();
    assert_eq!(requests.into_inner().unwrap().unwrap().load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_name_that_is_not_found() {
    #[retry(immediate, max_attempts = 3, attempt = attempt)]
    async fn get(client: &Client, attempts: &mut u32) -> Result<Response, reqwest::Error> {
        *attempts = attempt.number();
        client.get("http://name.invalid/").send().await
    }
    let mut attempts = 0;
    get(&client(), &mut attempts).await.unwrap_err();
    assert_eq!(attempts, 3);
}

#[tokio::test]
async fn a_request_that_cannot_be_built() {
    #[retry(immediate, max_attempts = 3, attempt = attempt)]
    async fn get(client: &Client, attempts: &mut u32) -> Result<Response, reqwest::Error> {
        *attempts = attempt.number();
        client.get("no address").send().await
    }
    let mut attempts = 0;
    get(&client(), &mut attempts).await.unwrap_err();
    assert_eq!(attempts, 1);
}

/// What was waited, without waiting.
#[derive(Default)]
struct Waits(Mutex<Vec<Duration>>);

impl Waits {
    fn note(&self, delay: Duration) -> std::future::Ready<()> {
        self.0.lock().unwrap().push(delay);
        std::future::ready(())
    }
}

/// What counts where a server gives no hint.
const BACKOFF: Duration = Duration::from_millis(1);
const HINTED: Policy = Policy::fixed(BACKOFF).max_attempts(3).max_retry_after(Duration::from_secs(60));

#[retry(policy = HINTED, on_result = verdict, sleep = |delay| waits.note(delay), on_give_up = |event| *reason = event.reason())]
async fn get(
    client: &Client,
    url: &str,
    waits: &Waits,
    reason: &mut Option<StopReason>,
) -> Result<Response, reqwest::Error> {
    client.get(url).send().await
}

/// The waits of a call that is refused twice, with these headers.
async fn waits_after(status: u16, lines: Vec<(&'static str, String)>) -> Vec<Duration> {
    let server = Server::answering(vec![(status, lines.clone()), (status, lines), (200, Vec::new())]).await;
    let (waits, mut reason) = (Waits::default(), None);
    let response = get(&client(), &server.url(), &waits, &mut reason).await.unwrap();
    assert_eq!((response.status().as_u16(), server.seen(), reason), (200, 3, None));
    waits.0.into_inner().unwrap()
}

#[tokio::test]
async fn retry_after_in_seconds() {
    let seven = Duration::from_secs(7);
    assert_eq!(waits_after(429, vec![("retry-after", "7".to_owned())]).await, [seven, seven]);
    let at_once = vec![("retry-after", "0".to_owned())];
    assert_eq!(waits_after(503, at_once).await, [BACKOFF; 2], "no time at all is no hint");
}

#[tokio::test]
async fn retry_after_as_a_date() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(30));
    for wait in waits_after(503, vec![("retry-after", date)]).await {
        assert!((Duration::from_secs(20)..=Duration::from_secs(30)).contains(&wait), "{wait:?}");
    }
    let past = vec![("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned())];
    assert_eq!(waits_after(503, past).await, [BACKOFF; 2], "neither is a time that has passed");
}

#[tokio::test]
async fn retry_after_in_milliseconds() {
    for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
        let lines = vec![("retry-after", "7".to_owned()), (name, "250".to_owned())];
        assert_eq!(waits_after(429, lines).await, [Duration::from_millis(250); 2], "{name}");
    }
}

#[tokio::test]
async fn garbage_is_no_hint() {
    let backoff = Duration::from_millis(1);
    for garbage in ["soon", "-7", "7.5", ""] {
        assert_eq!(waits_after(429, vec![("retry-after", garbage.to_owned())]).await, [backoff; 2], "{garbage:?}");
    }
}

#[tokio::test]
async fn a_hint_that_is_too_long_ends_the_call_at_once() {
    let server = Server::answering(vec![(429, vec![("retry-after", "61".to_owned())])]).await;
    let (waits, mut reason) = (Waits::default(), None);
    let response = get(&client(), &server.url(), &waits, &mut reason).await.unwrap();
    assert_eq!((response.status().as_u16(), server.seen(), reason), (429, 1, Some(StopReason::RetryAfter)));
    assert!(waits.0.into_inner().unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_response_comes_back_with_its_body() {
    let server = Server::answering(vec![(404, Vec::new())]).await;
    let (waits, mut reason) = (Waits::default(), None);
    let response = get(&client(), &server.url(), &waits, &mut reason).await.unwrap();
    assert_eq!((response.status().as_u16(), server.seen()), (404, 1));
    assert_eq!(response.text().await.unwrap(), "body");
}

#[derive(Debug, Classify)]
enum Error {
    #[classify(after = wait)]
    Busy { wait: Option<Duration> },
    #[classify(forward)]
    Http(reqwest::Error),
    #[classify(permanent)]
    Unreadable,
}

#[retry(policy = HINTED, sleep = |delay| waits.note(delay))]
async fn number(client: &Client, url: &str, waits: &Waits) -> Result<u32, Error> {
    let response = client.get(url).send().await.map_err(Error::Http)?;
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        return Err(Error::Busy { wait: retry_runtime::http::retry_after(response.headers(), SystemTime::now()) });
    }
    response.text().await.map_err(Error::Http)?.parse().map_err(|_| Error::Unreadable)
}

#[tokio::test]
async fn an_error_carries_the_hint() {
    let hint = vec![("retry-after", "3".to_owned())];
    let server = Server::answering(vec![(429, hint), (429, Vec::new()), (200, Vec::new())]).await;
    let waits = Waits::default();
    let error = number(&client(), &server.url(), &waits).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable));
    assert_eq!(waits.0.into_inner().unwrap(), [Duration::from_secs(3), Duration::from_millis(1)]);
    assert_eq!(server.seen(), 3, "what was read and not understood is not asked for again");
}
