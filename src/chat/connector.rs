//! Connector for a token endpoint: where it connects, and how large a response may be.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tower_service::Service;
use yup_oauth2::hyper::Uri;

/// Maximum bytes a token endpoint may send on one connection; real responses have about 2 kB.
const ANSWER_LIMIT: usize = 1 << 20;

/// Time limit for connecting to a server.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Connects to the host of the request, or always to one fixed address.
///
/// The second is for yup-oauth2's authorized-user flow, which knows Google's token URL only: a credentials file that
/// names a `token_uri` on loopback is served by that one.
#[derive(Clone)]
pub struct Connector {
    connector: HttpConnector,
    fixed: Option<Uri>,
}

impl Connector {
    /// Creates a connector; `fixed` is the address to connect to instead of the request's own.
    #[must_use]
    pub fn new(fixed: Option<Uri>) -> Self {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        Self { connector, fixed }
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<LimitedStream>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, asked: Uri) -> Self::Future {
        let target = self.fixed.clone().unwrap_or(asked);
        let connecting = self.connector.call(target);
        Box::pin(async move {
            let stream = connecting.await?;
            Ok(TokioIo::new(LimitedStream {
                stream: stream.into_inner(),
                left: ANSWER_LIMIT,
            }))
        })
    }
}

/// Stream that fails when the peer sends more than a token endpoint ever would.
pub struct LimitedStream {
    stream: TcpStream,
    left: usize,
}

impl AsyncRead for LimitedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        let read = buffer.filled().len() - before;
        match self.left.checked_sub(read) {
            Some(left) => {
                self.left = left;
                polled
            }
            None => Poll::Ready(Err(io::Error::other(
                "the token endpoint sent far more than a token",
            ))),
        }
    }
}

impl AsyncWrite for LimitedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl Connection for LimitedStream {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}
