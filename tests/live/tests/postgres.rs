//! `sqlx` against a real PostgreSQL, which tells what it saw in its log.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use retry_live_tests::{Postgres, until};
use retry_runtime::retry;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, raw_sql};

const INSERT: &str = "insert into orders values (1)";

fn options(server: &Postgres) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .host("127.0.0.1")
        .port(server.port())
        .username("test")
        .database("postgres")
        .ssl_mode(PgSslMode::Disable)
        .disable_statement_logging()
}

async fn run(options: &PgConnectOptions, sql: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    connection.close().await
}

/// The attribute's user: nothing in it knows of retries but the count of its attempts.
#[retry(fixed = 5ms, max_attempts = 1000, max_elapsed = 30s)]
async fn run_retried(options: &PgConnectOptions, sql: &str, attempts: &AtomicUsize) -> Result<(), sqlx::Error> {
    attempts.fetch_add(1, Relaxed);
    run(options, sql).await
}

async fn count(options: &PgConnectOptions) -> i64 {
    let mut connection = PgConnection::connect_with(options).await.unwrap();
    sqlx::query_scalar("select count(*) from orders").fetch_one(&mut connection).await.unwrap()
}

/// A session that keeps every other away from the table, until it is dropped or the server stops.
async fn locked(options: &PgConnectOptions) -> PgConnection {
    let mut connection = PgConnection::connect_with(options).await.unwrap();
    raw_sql("begin; lock table orders").execute(&mut connection).await.unwrap();
    connection
}

/// A call that runs in the background, and how many attempts it has made.
fn called(
    options: &PgConnectOptions,
    sql: &'static str,
) -> (tokio::task::JoinHandle<Result<(), sqlx::Error>>, Arc<AtomicUsize>) {
    let (options, attempts) = (options.clone(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&attempts);
    (tokio::spawn(async move { run_retried(&options, sql, &counter).await }), attempts)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_started_yet() {
    let mut server = Postgres::stopped();
    let (call, attempts) = called(&options(&server), "select 'hello'");
    until("two attempts were refused", || attempts.load(Relaxed) > 2);
    server.start();
    call.await.unwrap().unwrap();
    assert_eq!(server.statements("select 'hello'"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_restarted_in_mid_call() {
    let mut server = Postgres::started();
    let options = options(&server);
    run(&options, "create table orders (id int primary key)").await.unwrap();
    let _lock = locked(&options).await;
    let (call, attempts) = called(&options, INSERT);
    until("the call waits for the lock", || server.statements(INSERT) == 1);
    server.stop("fast");
    assert!(server.errors("57P01") >= 1, "the session was ended by the shutdown");
    until("an attempt was refused", || attempts.load(Relaxed) > 2);
    server.start();
    call.await.unwrap().unwrap();
    assert_eq!(server.statements(INSERT), 2);
    assert_eq!(count(&options).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_terminated() {
    let server = Postgres::started();
    let options = options(&server);
    run(&options, "create table orders (id int primary key)").await.unwrap();
    let lock = locked(&options).await;
    let (call, attempts) = called(&options, INSERT);
    until("the call waits for the lock", || server.statements(INSERT) == 1);
    run(&options, "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'")
        .await
        .unwrap();
    until("the call waits for the lock again", || server.statements(INSERT) == 2);
    lock.close().await.unwrap();
    call.await.unwrap().unwrap();
    assert_eq!((attempts.load(Relaxed), server.errors("57P01"), server.statements(INSERT)), (2, 1, 2));
    assert_eq!(count(&options).await, 1);
}

#[tokio::test]
async fn a_serialization_failure() {
    #[retry(fixed = 5ms, max_attempts = 3, attempt = attempt)]
    async fn add_one(options: &PgConnectOptions) -> Result<i32, sqlx::Error> {
        let mut connection = PgConnection::connect_with(options).await?;
        let mut transaction = connection.begin_with("begin isolation level serializable").await?;
        let value: i32 = sqlx::query_scalar("select value from counter").fetch_one(&mut *transaction).await?;
        if attempt.is_first() {
            run(options, "update counter set value = value + 10").await?;
        }
        sqlx::query("update counter set value = $1").bind(value + 1).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(value + 1)
    }

    let server = Postgres::started();
    let options = options(&server);
    run(&options, "create table counter (value int); insert into counter values (0)").await.unwrap();
    // The second attempt reads what the other transaction wrote: neither update is lost.
    assert_eq!(add_one(&options).await.unwrap(), 11);
    assert_eq!((server.statements("begin isolation level serializable"), server.errors("40001")), (2, 1));
}

#[tokio::test]
async fn a_constraint_violation_is_final() {
    let server = Postgres::started();
    let options = options(&server);
    run(&options, "create table orders (id int primary key)").await.unwrap();
    let attempts = AtomicUsize::new(0);
    run_retried(&options, INSERT, &attempts).await.unwrap();
    let error = run_retried(&options, INSERT, &attempts).await.unwrap_err();
    assert!(error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation), "{error}");
    assert_eq!((attempts.load(Relaxed), server.statements(INSERT), server.errors("23505")), (2, 2, 1));
}
