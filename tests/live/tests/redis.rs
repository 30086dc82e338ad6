//! The `redis` crate against a real Redis, which tells what it saw in its statistics.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, RedisError, Value, cmd};
use retry_live_tests::{Redis, until};
use retry_runtime::retry;
use tokio::task::JoinHandle;

async fn connect(port: u16) -> Result<MultiplexedConnection, RedisError> {
    let patient = AsyncConnectionConfig::new().set_response_timeout(None);
    Client::open(("127.0.0.1", port))?.get_multiplexed_async_connection_with_config(&patient).await
}

async fn run(port: u16, command: &Cmd) -> Result<Value, RedisError> {
    command.query_async(&mut connect(port).await?).await
}

/// The attribute's user: nothing in it knows of retries but the count of its attempts.
#[retry(fixed = 5ms, max_attempts = 1000, max_elapsed = 30s)]
async fn run_retried(port: u16, command: &Cmd, attempts: &AtomicUsize) -> Result<Value, RedisError> {
    attempts.fetch_add(1, Relaxed);
    run(port, command).await
}

/// A call that runs in the background, and how many attempts it has made.
fn called(server: &Redis, command: Cmd) -> (JoinHandle<Result<Value, RedisError>>, Arc<AtomicUsize>) {
    let (port, attempts) = (server.port(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&attempts);
    (tokio::spawn(async move { run_retried(port, &command, &counter).await }), attempts)
}

fn command(words: &str) -> Cmd {
    let mut words = words.split(' ');
    let mut command = cmd(words.next().unwrap());
    command.arg(words.collect::<Vec<_>>());
    command
}

async fn tell(server: &Redis, words: &str) {
    run(server.port(), &command(words)).await.unwrap();
}

/// A number of the server's own statistics: `INFO`'s `line`, or the `field` of it; 0 where there is none.
async fn seen(server: &Redis, line: &str, field: &str) -> usize {
    let info: String =
        cmd("INFO").arg("everything").query_async(&mut connect(server.port()).await.unwrap()).await.unwrap();
    let value = info.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':')).unwrap_or_default();
    let number = value.split(',').find_map(|part| match part.split_once('=') {
        Some((name, number)) => (name == field).then_some(number),
        None => field.is_empty().then_some(part),
    });
    number.map_or(0, |number| number.trim().parse().unwrap())
}

async fn until_seen(what: &str, server: &Redis, line: &str, field: &str) {
    let start = std::time::Instant::now();
    while seen(server, line, field).await == 0 {
        assert!(start.elapsed().as_secs() < 30, "waited too long until {what}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down() {
    let mut server = Redis::stopped();
    let (call, attempts) = called(&server, command("INCR visits"));
    until("two attempts were refused", || attempts.load(Relaxed) > 2);
    server.start(&[]);
    assert_eq!(call.await.unwrap().unwrap(), Value::Int(1));
    assert_eq!(seen(&server, "cmdstat_incr", "calls").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_restarted_in_mid_call() {
    let mut server = Redis::started();
    let (call, attempts) = called(&server, command("BLPOP jobs 0"));
    until_seen("the call waits for a job", &server, "blocked_clients", "").await;
    server.kill();
    until("an attempt was refused", || attempts.load(Relaxed) > 2);
    server.start(&[]);
    until_seen("the call waits for a job again", &server, "blocked_clients", "").await;
    tell(&server, "RPUSH jobs first").await;
    let job: (String, String) = redis::from_redis_value(call.await.unwrap().unwrap()).unwrap();
    assert_eq!(job.1, "first");
    assert_eq!(seen(&server, "cmdstat_blpop", "calls").await, 1, "of the server after the restart");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_loading() {
    let mut server = Redis::started();
    tell(&server, "DEBUG POPULATE 1000").await;
    tell(&server, "SAVE").await;
    server.kill();
    // Half a millisecond a key, and clients are served in between.
    server.start(&["--key-load-delay", "500", "--loading-process-events-interval-bytes", "1024"]);
    let (call, attempts) = called(&server, command("EXISTS key:0"));
    assert_eq!(call.await.unwrap().unwrap(), Value::Int(1));
    let refused = seen(&server, "errorstat_LOADING", "count").await;
    assert!(refused >= 1, "the server was still loading");
    assert_eq!(attempts.load(Relaxed), refused + 1);
    assert_eq!(seen(&server, "cmdstat_exists", "calls").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_is_promoted() {
    let server = Redis::started();
    tell(&server, &format!("REPLICAOF 127.0.0.1 {}", retry_live_tests::free_port())).await;
    let (call, attempts) = called(&server, command("SET key value"));
    until_seen("the replica refused a write", &server, "errorstat_READONLY", "count").await;
    tell(&server, "REPLICAOF NO ONE").await;
    call.await.unwrap().unwrap();
    assert_eq!(attempts.load(Relaxed), seen(&server, "errorstat_READONLY", "count").await + 1);
    assert_eq!(seen(&server, "cmdstat_set", "calls").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_without_its_master() {
    let server = Redis::started();
    tell(&server, "CONFIG SET replica-serve-stale-data no").await;
    tell(&server, &format!("REPLICAOF 127.0.0.1 {}", retry_live_tests::free_port())).await;
    let (call, attempts) = called(&server, command("GET key"));
    until_seen("the replica refused a read", &server, "errorstat_MASTERDOWN", "count").await;
    tell(&server, "REPLICAOF NO ONE").await;
    call.await.unwrap().unwrap();
    assert_eq!(attempts.load(Relaxed), seen(&server, "errorstat_MASTERDOWN", "count").await + 1);
    assert_eq!(seen(&server, "cmdstat_get", "calls").await, 1);
}

#[tokio::test]
async fn wrong_commands_are_final() {
    let server = Redis::started();
    tell(&server, "SET text value").await;
    let attempts = AtomicUsize::new(0);
    // A wrong number of arguments, then a wrong type.
    let error = run_retried(server.port(), &command("INCR a b"), &attempts).await.unwrap_err();
    assert_eq!(error.code(), Some("ERR"));
    let error = run_retried(server.port(), &command("LPUSH text value"), &attempts).await.unwrap_err();
    assert_eq!(error.code(), Some("WRONGTYPE"));
    assert_eq!(attempts.load(Relaxed), 2);
    assert_eq!(seen(&server, "cmdstat_incr", "rejected_calls").await, 1);
    assert_eq!(seen(&server, "errorstat_WRONGTYPE", "count").await, 1);
}
