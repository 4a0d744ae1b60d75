//! The process's signals, as a stream.

use std::io;
#[cfg(unix)]
use std::{borrow::BorrowMut, future::poll_fn, task::Poll, time::Duration};

#[cfg(unix)]
use rustix::process::Signal as System;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a signal requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalRequest {
    /// End by this signal, with drafts saved and the terminal restored.
    End(i32),
    /// Suspend until resumed.
    Suspend,
    /// Resumed: enter the terminal anew, which others may have set meanwhile, and redraw.
    Resume,
    /// The terminal was resized.
    Resize,
}

/// The signals that a terminal program receives.
#[cfg(unix)]
pub struct Signals {
    /// Those that end the program, with their numbers.
    ends: Vec<(i32, Signal)>,
    stop: Signal,
    resume: Signal,
    resize: Signal,
}

/// The signals that a terminal program receives: Ctrl+C alone.
#[cfg(not(unix))]
pub struct Signals(EndSignals);

#[cfg(not(unix))]
impl Signals {
    /// Starts listening.
    ///
    /// # Errors
    /// None here.
    pub fn listen() -> io::Result<Self> {
        Ok(Self(EndSignals::listen()))
    }

    /// Returns the next request. It is cancel-safe.
    pub async fn next(&mut self) -> SignalRequest {
        SignalRequest::End(self.0.first().await)
    }

    /// Discards what the terminal's keys sent while another program was in front: nothing is kept here.
    #[expect(clippy::unused_async, reason = "other systems wait here")]
    pub async fn forget(&mut self) {}
}

#[cfg(unix)]
impl Signals {
    /// Starts listening.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn listen() -> io::Result<Self> {
        let ends = ENDS.iter().map(|end| {
            let number = end.as_raw();
            Ok((number, signal(SignalKind::from_raw(number))?))
        });
        Ok(Self {
            ends: ends.collect::<io::Result<_>>()?,
            stop: signal(SignalKind::from_raw(System::TSTP.as_raw()))?,
            resume: signal(SignalKind::from_raw(System::CONT.as_raw()))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    /// Returns the next request. It is cancel-safe.
    pub async fn next(&mut self) -> SignalRequest {
        let Self {
            ends,
            stop,
            resume,
            resize,
        } = self;
        tokio::select! {
            number = first(ends) => SignalRequest::End(number),
            _ = stop.recv() => SignalRequest::Suspend,
            _ = resume.recv() => SignalRequest::Resume,
            _ = resize.recv() => SignalRequest::Resize,
        }
    }

    /// Discards what the terminal's keys sent while another program was in front: interrupts, quits and stops.
    ///
    /// The terminal sends them to everyone, and they were meant for that one.
    pub async fn forget(&mut self) {
        let of_keys =
            |(number, _): &&mut (i32, Signal)| KEYS.iter().any(|key| key.as_raw() == *number);
        let mut keys: Vec<_> = self.ends.iter_mut().filter(of_keys).collect();
        let stop = &mut self.stop;
        let meant = async {
            loop {
                tokio::select! {
                    _ = first(&mut keys) => {}
                    _ = stop.recv() => {}
                }
            }
        };
        let _: Result<(), _> = tokio::time::timeout(MOMENT, meant).await;
    }
}

/// The signals from outside that end the program.
#[cfg(unix)]
const ENDS: [System; 8] = [
    System::TERM,
    System::HUP,
    System::INT,
    System::QUIT,
    System::ABORT,
    System::USR1,
    System::USR2,
    System::ALARM,
];

/// Those of them that a key of the terminal sends.
#[cfg(unix)]
const KEYS: [System; 2] = [System::INT, System::QUIT];

/// Waits for the first of several signals; returns its number. It is cancel-safe.
#[cfg(unix)]
async fn first<S: BorrowMut<(i32, Signal)>>(signals: &mut [S]) -> i32 {
    poll_fn(|context| {
        let came = signals.iter_mut().find_map(|signal| {
            let (number, signal) = signal.borrow_mut();
            signal.poll_recv(context).is_ready().then_some(*number)
        });
        came.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

/// How long the system may take to deliver the signals that came before.
#[cfg(unix)]
const MOMENT: Duration = Duration::from_millis(1);

/// The signals that ask a command to end: SIGINT, SIGTERM and SIGHUP; Ctrl+C elsewhere.
pub struct EndSignals {
    #[cfg(unix)]
    signals: Vec<(i32, Signal)>,
}

impl EndSignals {
    /// Listens from now on; a signal that cannot be listened for keeps ending the program at once.
    #[must_use]
    pub fn listen() -> Self {
        Self {
            #[cfg(unix)]
            signals: [System::INT, System::TERM, System::HUP]
                .into_iter()
                .filter_map(|end| {
                    let number = end.as_raw();
                    Some((number, signal(SignalKind::from_raw(number)).ok()?))
                })
                .collect(),
        }
    }

    /// Waits for one of them; returns its number.
    pub async fn first(&mut self) -> i32 {
        #[cfg(unix)]
        return first(&mut self.signals).await;
        #[cfg(not(unix))]
        match tokio::signal::ctrl_c().await {
            // The number of SIGINT everywhere.
            Ok(()) => 2,
            Err(_) => std::future::pending().await,
        }
    }
}
