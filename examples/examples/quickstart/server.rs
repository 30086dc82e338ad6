//! A server on loopback that misbehaves on a script.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// Starts the server and returns where it is.
pub(crate) async fn start() -> io::Result<String> {
    let pages = Router::new()
        .route("/healthy", get(|| async { "hello" }))
        .route("/busy", get(busy))
        .route("/reset", get(|| async { "back again" }))
        .route("/down", get(|| async { StatusCode::SERVICE_UNAVAILABLE }));
    let behind = TcpListener::bind("127.0.0.1:0").await?;
    let pages_at = behind.local_addr()?;
    tokio::spawn(async move { axum::serve(behind, pages).await });

    // The front door resets the first connection that asks for `/reset`: no handler could.
    let front = TcpListener::bind("127.0.0.1:0").await?;
    let address = front.local_addr()?;
    tokio::spawn(async move {
        while let Ok((client, _)) = front.accept().await {
            tokio::spawn(serve(client, pages_at));
        }
    });
    Ok(format!("http://{address}"))
}

/// An address that refuses connections.
pub(crate) async fn nobody_listens() -> io::Result<String> {
    let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    Ok(format!("http://{address}/"))
}

/// 503 twice, then the page.
async fn busy() -> Result<&'static str, StatusCode> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    if CALLS.fetch_add(1, Ordering::Relaxed) < 2 { Err(StatusCode::SERVICE_UNAVAILABLE) } else { Ok("at last") }
}

/// Passes a connection on to the pages, unless it is the one to reset.
async fn serve(mut client: TcpStream, pages_at: SocketAddr) -> io::Result<()> {
    static RESETS: AtomicU32 = AtomicU32::new(0);
    let mut request = [0; 16];
    client.peek(&mut request).await?;
    if request.starts_with(b"GET /reset") && RESETS.fetch_add(1, Ordering::Relaxed) == 0 {
        // Dropped without lingering, a connection is reset, not closed.
        #[allow(deprecated)] // `set_zero_linger` came after the oldest tokio that will do.
        return client.set_linger(Some(Duration::ZERO));
    }
    let mut pages = TcpStream::connect(pages_at).await?;
    copy_bidirectional(&mut client, &mut pages).await?;
    Ok(())
}
