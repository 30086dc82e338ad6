//! A gRPC service with one unary method, written without `protoc`: what its generated code would do.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::pending;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use http::uri::PathAndQuery;
use tokio::runtime::Runtime;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Endpoint, Server};
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;
use tower::service_fn;

use crate::{free_port, until};

/// The method's request and its response.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Number {
    /// The number.
    #[prost(uint64, tag = "1")]
    pub value: u64,
}

/// A server that fails by a script, and echoes when the script is over.
pub struct Grpc {
    port: u16,
    script: Arc<Script>,
    /// Its own, so that stopping it drops its connections as the end of a process does.
    runtime: Option<Runtime>,
}

#[derive(Default)]
struct Script {
    /// What the next calls get; `None` gets no answer at all.
    failures: Mutex<VecDeque<Option<Status>>>,
    calls: Mutex<Vec<Instant>>,
}

impl Grpc {
    /// A server with that script, not started yet.
    pub fn stopped(failures: impl IntoIterator<Item = Option<Status>>) -> Self {
        let script = Script { failures: Mutex::new(failures.into_iter().collect()), ..Script::default() };
        Self { port: free_port(), script: Arc::new(script), runtime: None }
    }

    /// A server that accepts connections.
    pub fn started(failures: impl IntoIterator<Item = Option<Status>>) -> Self {
        let mut server = Self::stopped(failures);
        server.start();
        server
    }

    /// Starts it; it accepts connections when this returns.
    pub fn start(&mut self) {
        let mut listener = None;
        until("the port is free again", || {
            listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).ok();
            listener.is_some()
        });
        let listener = listener.expect("until it is bound");
        listener.set_nonblocking(true).expect("a listener");
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        let script = Arc::clone(&self.script);
        runtime.spawn(async move {
            let incoming = TcpIncoming::from(tokio::net::TcpListener::from_std(listener).expect("a listener"));
            let service = service_fn(move |request| respond(Arc::clone(&script), request));
            Server::builder().serve_with_incoming(service, incoming).await.expect("it serves until it is dropped");
        });
        self.runtime = Some(runtime);
    }

    /// Stops it: its connections are lost.
    pub fn kill(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    /// How many calls it has got.
    pub fn calls(&self) -> usize {
        self.script.calls.lock().expect("no panic").len()
    }

    /// The time between the calls it has got.
    pub fn gaps(&self) -> Vec<Duration> {
        self.script.calls.lock().expect("no panic").windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// A channel to it, which connects when it is used.
    pub fn channel(&self) -> Channel {
        Endpoint::from_shared(format!("http://127.0.0.1:{}", self.port)).expect("an address").connect_lazy()
    }
}

impl Drop for Grpc {
    fn drop(&mut self) {
        self.kill();
    }
}

async fn respond(
    script: Arc<Script>,
    request: http::Request<tonic::body::Body>,
) -> Result<http::Response<tonic::body::Body>, Infallible> {
    let method = service_fn(move |request: Request<Number>| {
        script.calls.lock().expect("no panic").push(Instant::now());
        let failure = script.failures.lock().expect("no panic").pop_front();
        async move {
            match failure {
                Some(Some(status)) => Err(status),
                Some(None) => pending().await,
                None => Ok(Response::new(request.into_inner())),
            }
        }
    });
    Ok(tonic::server::Grpc::new(ProstCodec::<Number, Number>::default()).unary(method, request).await)
}

/// The client's side of the method, as `tonic-build` writes it.
///
/// # Errors
///
/// The server's status, or the transport's.
pub async fn client(channel: Channel, number: Number) -> Result<Number, Status> {
    let mut client = tonic::client::Grpc::new(channel);
    client.ready().await.map_err(|error| Status::unknown(format!("Service was not ready: {error}")))?;
    let path = PathAndQuery::from_static("/test.Numbers/Echo");
    Ok(client.unary(Request::new(number), path, ProstCodec::<Number, Number>::default()).await?.into_inner())
}
