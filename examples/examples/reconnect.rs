//! `Attempts` in a struct: a client that connects again when its connection is lost. Each message is progress, after which the
//! attempts begin anew: ten losses in a day are no reason to give up, three without a message between them are.
//!
//! `cargo run --example reconnect` runs it against a server on loopback that hangs up often.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use retry_runtime::{Attempts, Classify, Decision, Jitter, Policy};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const POLICY: Policy = Policy::exponential(Duration::from_millis(20)).jitter(Jitter::Full).max_attempts(3);

struct Subscription {
    server: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
    /// They own their policy and borrow nothing.
    attempts: Attempts<'static>,
}

impl Subscription {
    fn new(server: SocketAddr) -> Self {
        Self { server, connection: None, attempts: Attempts::start(&POLICY, retry_runtime::now()) }
    }

    /// The next message, over as many connections as it takes.
    async fn receive(&mut self) -> io::Result<String> {
        loop {
            let error = match self.receive_once().await {
                Ok(message) => {
                    self.attempts.reset();
                    return Ok(message);
                }
                Err(error) => error,
            };
            self.connection = None;
            match self.attempts.failed(error.classify(), retry_runtime::now(), &mut retry_runtime::rng()) {
                Decision::Retry { after } => {
                    println!("{error}; connecting again in {after:?}");
                    retry_runtime::sleep(after).await;
                    self.attempts.retrying();
                }
                Decision::Stop(_) => {
                    // Whoever asks again after that has a reason to.
                    self.attempts.reset();
                    return Err(error);
                }
            }
        }
    }

    async fn receive_once(&mut self) -> io::Result<String> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(BufReader::new(TcpStream::connect(self.server).await?)),
        };
        let mut line = String::new();
        match connection.read_line(&mut line).await? {
            0 => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the server hung up")),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}

/// A server whose n-th connection says the n-th text and hangs up.
async fn serve(connections: &'static [&'static str]) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        for text in connections {
            let (mut client, _) = listener.accept().await?;
            client.write_all(text.as_bytes()).await?;
        }
        io::Result::Ok(())
    });
    Ok(address)
}

/// Four connections are lost before the last message, two in a row at most.
const SERVER: &[&str] = &["one\ntwo\n", "", "three\n", "", "four\n"];

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut subscription = Subscription::new(serve(SERVER).await?);
    for _ in 0..4 {
        println!("{}", subscription.receive().await?);
    }
    match subscription.receive().await {
        Ok(message) => println!("{message}"),
        Err(error) => println!("{error}; nobody is there any more"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn losses_with_messages_between_them_do_not_add_up() {
        let mut subscription = Subscription::new(serve(SERVER).await.unwrap());
        for message in ["one", "two", "three", "four"] {
            assert_eq!(subscription.receive().await.unwrap(), message);
        }
        let error = subscription.receive().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused, "nobody is there any more");
    }

    #[tokio::test(start_paused = true)]
    async fn three_losses_in_a_row_end_it() {
        let mut subscription = Subscription::new(serve(&["", "", "", "one\n"]).await.unwrap());
        let error = subscription.receive().await.unwrap_err();
        assert_eq!(error.to_string(), "the server hung up");
        assert_eq!(subscription.receive().await.unwrap(), "one", "who asks again begins anew");
    }
}
