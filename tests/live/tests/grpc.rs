//! `tonic` against a real server on loopback, which counts its calls and the time between them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use retry_live_tests::{Grpc, Number, client, until};
use retry_runtime::retry;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

const NUMBER: Number = Number { value: 42 };

/// The attribute's user: nothing in it knows of retries but the count of its attempts.
#[retry(fixed = 5ms, max_attempts = 1000, max_elapsed = 30s)]
async fn echo(channel: &Channel, attempts: &AtomicUsize) -> Result<Number, Status> {
    attempts.fetch_add(1, Relaxed);
    client(channel.clone(), NUMBER).await
}

async fn call(server: &Grpc) -> Result<Number, Status> {
    echo(&server.channel(), &AtomicUsize::new(0)).await
}

/// A call that runs in the background, and how many attempts it has made.
fn called(server: &Grpc) -> (tokio::task::JoinHandle<Result<Number, Status>>, Arc<AtomicUsize>) {
    let (channel, attempts) = (server.channel(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&attempts);
    (tokio::spawn(async move { echo(&channel, &counter).await }), attempts)
}

fn pushback(milliseconds: &str) -> Status {
    let mut status = Status::unavailable("push back");
    status.metadata_mut().insert("grpc-retry-pushback-ms", milliseconds.parse().unwrap());
    status
}

#[tokio::test]
async fn unavailable_then_ok() {
    let server = Grpc::started([Some(Status::unavailable("1")), Some(Status::unavailable("2"))]);
    assert_eq!(call(&server).await.unwrap(), NUMBER);
    assert_eq!(server.calls(), 3);
}

#[tokio::test]
async fn retry_info_is_waited_for() {
    let delay = Duration::from_millis(150);
    let details = ErrorDetails::with_retry_info(Some(delay));
    let server = Grpc::started([Some(Status::with_error_details(Code::ResourceExhausted, "quota", details))]);
    assert_eq!(call(&server).await.unwrap(), NUMBER);
    assert_eq!(server.calls(), 2);
    assert!(server.gaps()[0] >= delay, "{:?}", server.gaps());
}

#[tokio::test]
async fn pushback_is_waited_for() {
    let server = Grpc::started([Some(pushback("150")), Some(pushback("0"))]);
    assert_eq!(call(&server).await.unwrap(), NUMBER);
    assert_eq!(server.calls(), 3);
    assert!(server.gaps()[0] >= Duration::from_millis(150), "{:?}", server.gaps());
}

#[tokio::test]
async fn pushback_forbids() {
    for value in ["-1", "-25"] {
        let server = Grpc::started([Some(pushback(value))]);
        assert_eq!(call(&server).await.unwrap_err().code(), Code::Unavailable);
        assert_eq!(server.calls(), 1, "{value}");
    }
}

#[tokio::test]
async fn other_codes_are_final() {
    for code in [Code::InvalidArgument, Code::Unauthenticated, Code::Aborted, Code::Internal, Code::Unknown] {
        let server = Grpc::started([Some(Status::new(code, "no"))]);
        assert_eq!(call(&server).await.unwrap_err().code(), code);
        assert_eq!(server.calls(), 1, "{code:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_started_yet() {
    let mut server = Grpc::stopped([]);
    let (call, attempts) = called(&server);
    until("two attempts were refused", || attempts.load(Relaxed) > 2);
    server.start();
    assert_eq!(call.await.unwrap().unwrap(), NUMBER);
    assert_eq!(server.calls(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_in_mid_call() {
    let mut server = Grpc::started([None]);
    let (call, attempts) = called(&server);
    until("the server has the call", || server.calls() == 1);
    server.kill();
    until("an attempt was refused", || attempts.load(Relaxed) > 2 || call.is_finished());
    server.start();
    assert_eq!(call.await.unwrap().unwrap(), NUMBER);
    assert_eq!(server.calls(), 2);
}
