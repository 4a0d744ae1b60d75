//! Reads the terminal's input, on the event loop's own thread.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::time::Duration;

use crossterm::event::{self as terminal};
use rustix::io::ioctl_fionread;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

use crate::app::events::event::Event;
use crate::runtime::terminal::source;
use crate::runtime::terminal_events::{ClickCounter, translate};

/// How long the terminal is polled for more once it has nothing to read.
///
/// With a shorter timeout crossterm does not even look at the keys that it has read already. Below a
/// millisecond it does not sleep, so the timeout is short.
const MOMENT: Duration = Duration::from_micros(4);

/// The timeout where there is something to read: only the second half of a key is waited for.
const PATIENCE: Duration = Duration::from_millis(1);

/// The terminal's input.
///
/// It is read only where there is something to read, and no read of a terminal that was entered waits for more,
/// so the loop can do it between two frames: a thread for it would have to wake the loop at each key.
///
/// The terminal's own stream is not used: it keeps a thread inside a read that cannot be cancelled, spins for
/// ever once the terminal has hung up, and leaves the end of a burst of keys unread.
pub struct Input {
    source: AsyncFd<OwnedFd>,
    clicks: ClickCounter,
    /// Whether the terminal hung up: what it holds can be read, but nothing comes any more.
    is_closed: bool,
    /// Whether keys were read already, but not taken.
    is_behind: bool,
}

impl Input {
    /// Opens the terminal's input. It must be called within the loop's runtime.
    ///
    /// # Errors
    /// Returns the error of the system.
    #[expect(
        deprecated,
        reason = "what took its place is unsafe, for descriptors that may be closed elsewhere; this one is owned"
    )]
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            source: AsyncFd::with_interest(source()?, Interest::READABLE)?,
            clicks: ClickCounter::default(),
            is_closed: false,
            is_behind: false,
        })
    }

    /// Waits until something can be taken. It is cancel-safe.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub async fn ready(&mut self) -> io::Result<()> {
        let ready = self.source.readable().await?.ready();
        self.is_closed |= ready.is_read_closed();
        Ok(())
    }

    /// Reads events until so many are waiting. Fails where the terminal is gone.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn take(&mut self, waiting: &mut VecDeque<Event>, most: usize) -> io::Result<()> {
        let Self {
            source,
            clicks,
            is_closed,
            is_behind,
        } = self;
        let taken = source.try_io(Interest::READABLE, |source| {
            if *is_closed && !*is_behind && unread(source) == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            while waiting.len() < most {
                // Asked until there is no more: what was read, but not taken, wakes nobody.
                if !is_more(source)? {
                    *is_behind = false;
                    return Err(ErrorKind::WouldBlock.into());
                }
                waiting.extend(translate(terminal::read()?, clicks));
            }
            *is_behind = true;
            Ok(())
        });
        match taken {
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            taken => taken,
        }
    }
}

/// Returns how many bytes the terminal holds; 0 once it is gone.
fn unread(source: &OwnedFd) -> u64 {
    ioctl_fionread(source).unwrap_or(0)
}

/// Returns whether a key can be read.
///
/// A program that is suspended in the middle of its poll would take the end of the timeout for the end of the
/// keys: it polls twice, and longer as long as bytes are left.
fn is_more(source: &OwnedFd) -> io::Result<bool> {
    let mut moment = MOMENT;
    loop {
        if terminal::poll(moment)? || terminal::poll(moment)? {
            return Ok(true);
        }
        if unread(source) == 0 {
            return Ok(false);
        }
        moment = PATIENCE;
    }
}
