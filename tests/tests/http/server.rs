//! A server on loopback that answers, or does not, as it is told.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server, and how many requests (or connections) it saw.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<AtomicUsize>,
}

impl Server {
    /// Answers the n-th request with the n-th answer, and every later one with the last.
    pub(crate) async fn answering(answers: Vec<(u16, Vec<(&'static str, String)>)>) -> Self {
        let (listener, seen) = (loopback().await, Arc::new(AtomicUsize::new(0)));
        let (address, count) = (listener.local_addr().unwrap(), Arc::clone(&seen));
        let router = Router::new().fallback(move || {
            let number = count.fetch_add(1, Ordering::SeqCst);
            let (status, lines) = answers[number.min(answers.len() - 1)].clone();
            let header = |(name, value): (&'static str, String)| {
                (HeaderName::from_static(name), HeaderValue::from_str(&value).unwrap())
            };
            let headers: HeaderMap = lines.into_iter().map(header).collect();
            async move { (StatusCode::from_u16(status).unwrap(), headers, "body") }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, seen }
    }

    /// Treats the first `bad` connections badly, and the later ones well.
    pub(crate) async fn with_bad_connections<F>(
        bad: usize,
        treat: impl Fn(TcpStream) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let (listener, seen) = (loopback().await, Arc::new(AtomicUsize::new(0)));
        let (address, count) = (listener.local_addr().unwrap(), Arc::clone(&seen));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 1024];
                assert!(stream.read(&mut request).await? > 0);
                if count.fetch_add(1, Ordering::SeqCst) < bad {
                    tokio::spawn(treat(stream));
                } else {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody").await?;
                }
            }
            io::Result::Ok(())
        });
        Self { address, seen }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(crate) fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

pub(crate) async fn loopback() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap()
}
