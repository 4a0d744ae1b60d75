//! The process's signals, as a stream.

use std::io;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a signal requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalRequest {
    /// Quit, with drafts saved.
    Quit,
    /// Suspend until resumed.
    Suspend,
    /// Resumed: redraw.
    Resume,
    /// The terminal was resized.
    Resize,
}

/// The signals that a terminal program receives.
pub struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    stop: Signal,
    resume: Signal,
    resize: Signal,
}

impl Signals {
    /// Starts listening.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
            resume: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    /// Returns the next request. It is cancel-safe.
    pub async fn next(&mut self) -> SignalRequest {
        tokio::select! {
            _ = self.terminate.recv() => SignalRequest::Quit,
            _ = self.hang_up.recv() => SignalRequest::Quit,
            _ = self.interrupt.recv() => SignalRequest::Quit,
            _ = self.stop.recv() => SignalRequest::Suspend,
            _ = self.resume.recv() => SignalRequest::Resume,
            _ = self.resize.recv() => SignalRequest::Resize,
        }
    }

    /// Discards the interrupts and stops that came while another program was in front.
    ///
    /// The keys of the terminal send them to everyone, and they were meant for that one.
    pub async fn forget(&mut self) {
        let meant = async {
            loop {
                tokio::select! {
                    _ = self.interrupt.recv() => {}
                    _ = self.stop.recv() => {}
                }
            }
        };
        let _: Result<(), _> = tokio::time::timeout(MOMENT, meant).await;
    }
}

/// How long the system may take to deliver the signals that came before.
const MOMENT: Duration = Duration::from_millis(1);

/// Stops this program, and what was started with it, until the shell resumes it.
pub fn stop() {
    // The whole group, so that a wrapper such as `cargo run` returns to the prompt, too.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}
