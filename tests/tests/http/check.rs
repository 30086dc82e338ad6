//! `check(response)?` in place of `error_for_status()?`.

use std::error::Error;
use std::time::{Duration, SystemTime};

use axum::http;
use reqwest::{Client, Response, ResponseBuilderExt};
use retry_runtime::reqwest::{Refused, check};
use retry_runtime::{Classify, Event, StopReason, Verdict, retry};

use crate::server::{Server, loopback};
use crate::{BACKOFF, HINTED, Waits, client};

#[retry(policy = HINTED, sleep = |delay| waits.note(delay), on_give_up = |event: &Event<'_, _>| *reason = event.reason())]
async fn body(client: &Client, url: &str, waits: &Waits, reason: &mut Option<StopReason>) -> Result<String, Refused> {
    let response = check(client.get(url).send().await?)?;
    Ok(response.text().await?)
}

/// What came of a call, what was waited, and why it gave up.
async fn call(server: &Server) -> (Result<String, Refused>, Vec<Duration>, Option<StopReason>) {
    let (waits, mut reason) = (Waits::default(), None);
    let result = body(&client(), &server.url(), &waits, &mut reason).await;
    (result, waits.0.into_inner().unwrap(), reason)
}

/// The waits of a call that is refused twice, with these headers.
async fn waits_after(status: u16, name: &'static str, value: &str) -> Vec<Duration> {
    let lines = vec![(name, value.to_owned())];
    let server = Server::answering(vec![(status, lines.clone()), (status, lines), (200, Vec::new())]).await;
    let (result, waits, _) = call(&server).await;
    assert_eq!((result.unwrap().as_str(), server.seen()), ("body", 3));
    waits
}

#[tokio::test]
async fn a_server_is_asked_again_when_it_said() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        assert_eq!(waits_after(status, "retry-after", "2").await, [Duration::from_secs(2); 2], "{status}");
    }
    for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
        assert_eq!(waits_after(503, name, "1500").await, [Duration::from_millis(1_500); 2], "{name}");
    }
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(30));
    for wait in waits_after(503, "retry-after", &date).await {
        assert!((Duration::from_secs(20)..=Duration::from_secs(30)).contains(&wait), "{wait:?}");
    }
    for nothing in ["soon", "0", "-1", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        assert_eq!(waits_after(503, "retry-after", nothing).await, [BACKOFF; 2], "{nothing}");
    }
}

#[tokio::test]
async fn a_permanent_status_stays_so_whatever_the_hint() {
    for status in [400, 401, 403, 404, 409, 422, 501] {
        let server = Server::answering(vec![(status, vec![("retry-after", "2".to_owned())])]).await;
        let (result, waits, reason) = call(&server).await;
        let refused = result.unwrap_err();
        assert_eq!((server.seen(), waits, reason), (1, Vec::new(), Some(StopReason::Permanent)), "{status}");
        assert_eq!(refused.status().unwrap().as_u16(), status);
        assert_eq!(refused.retry_after(), Some(Duration::from_secs(2)), "what it said can be read");
        assert_eq!(refused.url().unwrap().as_str(), server.url());
    }
}

#[tokio::test]
async fn a_hint_that_is_too_long_ends_the_call_at_once() {
    let server = Server::answering(vec![(429, vec![("retry-after", "61".to_owned())])]).await;
    let (result, waits, reason) = call(&server).await;
    assert_eq!((server.seen(), waits, reason), (1, Vec::new(), Some(StopReason::RetryAfter)));
    assert_eq!(result.unwrap_err().retry_after(), Some(Duration::from_secs(61)));
}

#[tokio::test]
async fn reqwests_own_error_comes_by_the_same_question_mark() {
    let server = Server::with_bad_connections(2, |_| async { Ok(()) }).await;
    let (result, waits, _) = call(&server).await;
    assert_eq!((result.unwrap().as_str(), server.seen(), waits), ("body", 3, vec![BACKOFF; 2]));

    let server = Server::with_bad_connections(9, |_| async { Ok(()) }).await;
    let (result, ..) = call(&server).await;
    let refused = result.unwrap_err();
    assert_eq!((server.seen(), refused.status(), refused.retry_after()), (3, None, None));
    assert_eq!(refused.url().unwrap().as_str(), server.url());
    let source: &reqwest::Error = refused.source().unwrap().downcast_ref().unwrap();
    assert_eq!(source.classify(), refused.classify());
}

fn response(status: u16, url: &str, hint: Option<&'static str>) -> Response {
    let mut builder = http::Response::builder().status(status).url(url.parse().unwrap());
    if let Some(hint) = hint {
        builder = builder.header("retry-after", hint);
    }
    builder.body("").unwrap().into()
}

const URL: &str = "http://example.com/order";

/// As `error_for_status`, but for the hint.
#[test]
fn every_status() {
    for status in 100..=999 {
        let checked = check(response(status, URL, Some("7"))).map_err(|refused| {
            assert_eq!(refused.status().unwrap().as_u16(), status);
            refused.classify()
        });
        let theirs = response(status, URL, Some("7")).error_for_status().map_err(|error| match error.classify() {
            Verdict::Transient => Verdict::RetryAfter(Duration::from_secs(7)),
            verdict => verdict,
        });
        assert_eq!(checked.map(drop), theirs.map(drop), "{status}");
    }
}

/// Everything that is shown of an error.
fn shown(error: &dyn Error) -> Vec<String> {
    let rest = error.source().map(shown).unwrap_or_default();
    [vec![error.to_string(), format!("{error:?}")], rest].concat()
}

#[tokio::test]
async fn secrets_in_a_url_are_not_shown() {
    let nobody = loopback().await.local_addr().unwrap();
    let url = format!("http://secret:secret@{nobody}/order?key=secret&id=7#secret");
    for refused in [
        check(response(503, &url, None)).unwrap_err(),
        response(404, &url, None).error_for_status().unwrap_err().into(),
        client().get(&url).send().await.unwrap_err().into(),
        client().get(url.replace("http:", "unknown:")).send().await.unwrap_err().into(),
    ] {
        for shown in shown(&refused) {
            assert!(!shown.contains("secret"), "{shown}");
        }
        let kept = refused.url().unwrap();
        assert_eq!((kept.username(), kept.password()), ("", None));
        assert_eq!(kept.query(), Some("key=secret&id=7"), "whoever asks gets it");
    }
}

#[tokio::test]
async fn it_says_what_happened_in_one_line() {
    let say = |status, url| check(response(status, url, Some("7"))).unwrap_err().to_string();
    assert_eq!(say(503, "http://example.com/order?id=7"), "http://example.com/order: 503 Service Unavailable");
    assert_eq!(say(599, URL), "http://example.com/order: 599");
    let theirs = Refused::from(response(404, URL, None).error_for_status().unwrap_err());
    assert_eq!(theirs.to_string(), "http://example.com/order: 404 Not Found");
    let without_url = Refused::from(response(404, URL, None).error_for_status().unwrap_err().without_url());
    assert_eq!(without_url.to_string(), "404 Not Found");

    let nobody = format!("http://{}/", loopback().await.local_addr().unwrap());
    let lost = Refused::from(client().get(&nobody).send().await.unwrap_err());
    assert_eq!(lost.to_string(), format!("{nobody}: cannot connect"));
    let unbuilt = Refused::from(client().get("no address").send().await.unwrap_err());
    assert_eq!(unbuilt.to_string(), "cannot build the request");
    let silent = Server::with_bad_connections(1, |stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
        Ok(())
    })
    .await;
    let hasty = client().get(silent.url()).timeout(Duration::from_millis(50));
    let late = Refused::from(hasty.send().await.unwrap_err());
    assert_eq!(late.to_string(), format!("{}: no answer in time", silent.url()));

    let refused = check(response(503, URL, Some("7"))).unwrap_err();
    let line = "Refused { url: Some(\"http://example.com/order\"), status: 503, retry_after: Some(7s) }";
    assert_eq!(format!("{refused:?}"), line);
}

/// Known by whoever holds it as any error.
#[test]
fn a_boxed_one_keeps_its_verdict() {
    let boxed =
        |status, hint| -> Box<dyn Error + Send + Sync> { check(response(status, URL, hint)).unwrap_err().into() };
    let seven = Verdict::RetryAfter(Duration::from_secs(7));
    for (status, hint, verdict) in
        [(503, Some("7"), seven), (503, None, Verdict::Transient), (404, Some("7"), Verdict::Permanent)]
    {
        assert_eq!(boxed(status, hint).classify(), verdict);
        let wrapped: Box<dyn Error + Send + Sync> = std::io::Error::other(boxed(status, hint)).into();
        assert_eq!(wrapped.classify(), verdict);
    }
    let theirs = response(502, URL, None).error_for_status().unwrap_err();
    let boxed: Box<dyn Error> = Refused::from(theirs).into();
    assert_eq!(boxed.classify(), Verdict::Transient);
}

#[test]
fn it_may_go_where_errors_go() {
    fn goes<T: Error + Send + Sync + 'static>(_: &T) {}
    goes(&check(response(503, URL, None)).unwrap_err());
    assert_eq!(size_of::<Refused>(), size_of::<reqwest::Error>(), "results stay as small as reqwest's");
}
