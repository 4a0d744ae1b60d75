//! Signals that ask a command to end.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for SIGINT, SIGTERM and SIGHUP (Ctrl+C elsewhere) from its creation on.
pub struct Interrupt {
    #[cfg(unix)]
    signals: Vec<Signal>,
}

impl Interrupt {
    /// Starts to listen.
    ///
    /// A signal that cannot be listened for keeps ending the program at once.
    #[must_use]
    pub fn listen() -> Self {
        #[cfg(unix)]
        let kinds = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
        ];
        Self {
            #[cfg(unix)]
            signals: kinds
                .into_iter()
                .filter_map(|kind| signal(kind).ok())
                .collect(),
        }
    }

    /// Waits until the command is asked to end.
    pub async fn asked(mut self) {
        #[cfg(unix)]
        std::future::poll_fn(|context| {
            let came = |signal: &mut Signal| signal.poll_recv(context).is_ready();
            if self.signals.iter_mut().any(came) {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
