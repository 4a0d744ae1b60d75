//! A TCP connection that can be cut in the middle of a response.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Nothing is wrong with the connection.
const WHOLE: u8 = 0;
/// The next write loses its last bytes, and the one after it fails.
const SHORTENED: u8 = 1;
/// Every write fails.
const CUT: u8 = 2;

/// Handle with which a responder truncates or drops its connection.
#[derive(Debug, Clone, Default)]
pub struct ConnectionCutter(Arc<Blade>);

#[derive(Debug, Default)]
struct Blade {
    state: AtomicU8,
    missing: AtomicUsize,
}

impl ConnectionCutter {
    /// Cuts the connection before the next byte is sent.
    pub fn cut(&self) {
        self.0.state.store(CUT, Ordering::SeqCst);
    }

    /// Sends the next write without its last bytes, and then cuts the connection.
    pub fn shorten(&self, missing: usize) {
        self.0.missing.store(missing, Ordering::SeqCst);
        self.0.state.store(SHORTENED, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for ConnectionCutter {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        stream.io().knife.clone()
    }
}

/// Listener of the sandbox, which wraps every accepted connection.
#[derive(Debug)]
pub struct CuttableListener(pub TcpListener);

impl Listener for CuttableListener {
    type Io = CuttableConnection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (CuttableConnection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Without Nagle's algorithm small responses are sent at once; with it they merely come a little later.
        let _ = stream.set_nodelay(true);
        let knife = ConnectionCutter::default();
        (CuttableConnection { stream, knife }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
#[derive(Debug)]
pub struct CuttableConnection {
    stream: TcpStream,
    knife: ConnectionCutter,
}

impl AsyncRead for CuttableConnection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for CuttableConnection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let blade = Arc::clone(&self.knife.0);
        match blade.state.load(Ordering::SeqCst) {
            WHOLE => Pin::new(&mut self.stream).poll_write(cx, buf),
            SHORTENED => {
                let end = buf
                    .len()
                    .saturating_sub(blade.missing.load(Ordering::SeqCst));
                let written = Pin::new(&mut self.stream).poll_write(cx, &buf[..end]);
                if written.is_ready() {
                    blade.state.store(CUT, Ordering::SeqCst);
                }
                written
            }
            _ => Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
