//! Handshakes with a real TLS server: what a retry can mend, and what only a human can.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd};
use reqwest::{Certificate, Client};
use retry_runtime::retry;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const NAME: &str = "service.example";
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody";

#[retry(immediate, max_attempts = 3)]
async fn get(client: &Client, port: u16) -> Result<String, reqwest::Error> {
    client.get(format!("https://{NAME}:{port}/")).send().await?.text().await
}

fn certificate(name: &str, expired: bool) -> CertifiedKey<KeyPair> {
    let signing_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    if expired {
        params.not_after = date_time_ymd(2001, 1, 1);
    }
    CertifiedKey { cert: params.self_signed(&signing_key).unwrap(), signing_key }
}

/// A server that closes its first connections in the handshake, and how many it saw.
struct Server {
    address: SocketAddr,
    seen: Arc<AtomicU32>,
}

impl Server {
    async fn with(certified: &CertifiedKey<KeyPair>, closes: u32) -> Self {
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self::accepting(move |number, mut stream| {
            let acceptor = acceptor.clone();
            async move {
                if number < closes {
                    // With the client's greeting read, the end is an end and no reset.
                    return stream.read(&mut [0; 4096]).await.map(drop);
                }
                let mut stream = acceptor.accept(stream).await?;
                assert!(stream.read(&mut [0; 1024]).await? > 0);
                stream.write_all(ANSWER).await?;
                stream.shutdown().await
            }
        })
        .await
    }

    async fn accepting<F>(treat: impl Fn(u32, TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let (address, seen) = (listener.local_addr().unwrap(), Arc::new(AtomicU32::new(0)));
        let count = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(treat(count.fetch_add(1, Relaxed), stream));
            }
        });
        Self { address, seen }
    }

    /// The answer to a client that trusts this certificate and no other.
    async fn answer(&self, trusted: &CertifiedKey<KeyPair>) -> Result<String, reqwest::Error> {
        let _ = ring::default_provider().install_default();
        let root = Certificate::from_der(trusted.cert.der())?;
        let client = Client::builder().no_proxy().tls_certs_only([root]).resolve(NAME, self.address).build()?;
        get(&client, self.address.port()).await
    }

    fn seen(&self) -> u32 {
        self.seen.load(Relaxed)
    }
}

#[tokio::test]
async fn a_certificate_that_is_trusted() {
    let certified = certificate(NAME, false);
    let server = Server::with(&certified, 0).await;
    assert_eq!(server.answer(&certified).await.unwrap(), "body");
    assert_eq!(server.seen(), 1);
}

#[tokio::test]
async fn a_connection_closed_in_the_handshake_is_retried() {
    let certified = certificate(NAME, false);
    let server = Server::with(&certified, 2).await;
    assert_eq!(server.answer(&certified).await.unwrap(), "body");
    assert_eq!(server.seen(), 3);
}

#[tokio::test]
async fn a_certificate_that_is_wrong_will_stay_so() {
    let (good, expired, elsewhere) =
        (certificate(NAME, false), certificate(NAME, true), certificate("elsewhere.example", false));
    for (shown, trusted, wrong) in [
        (&good, &elsewhere, "not trusted"),
        (&expired, &expired, "expired"),
        (&elsewhere, &elsewhere, "for another name"),
    ] {
        let server = Server::with(shown, 0).await;
        let error = server.answer(trusted).await.unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert_eq!(server.seen(), 1, "a certificate that is {wrong}: {error:?}");
    }
}

#[tokio::test]
async fn a_server_without_tls_will_stay_so() {
    let server = Server::accepting(|_, mut stream| async move {
        assert!(stream.read(&mut [0; 4096]).await? > 0);
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await
    })
    .await;
    let error = server.answer(&certificate(NAME, false)).await.unwrap_err();
    assert_eq!(server.seen(), 1, "{error:?}");
}
