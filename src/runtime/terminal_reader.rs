//! Reads the terminal's input, on the event loop's own thread.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use crossterm::event::{self as terminal};

use crate::app::events::event::Event;
use crate::platform::readable::Readable;
use crate::platform::terminal::Terminal;
use crate::runtime::osc_reply::ReplyFilter;
use crate::runtime::terminal_events::{ClickCounter, translate};

/// How long the terminal is polled for more once it has nothing to read.
///
/// With a shorter timeout crossterm does not even look at the keys that it has read already. Below a
/// millisecond it does not sleep, so the timeout is short.
const MOMENT: Duration = Duration::from_micros(4);

/// The timeout where there is something to read: only the second half of a key is waited for.
const PATIENCE: Duration = Duration::from_millis(1);

/// How long a reply is waited for at the end.
const FAREWELL: Duration = Duration::from_millis(50);

/// The terminal's input.
///
/// It is read only where there is something to read, and no read of a terminal that was entered waits for more,
/// so the loop can do it between two frames: a thread for it would have to wake the loop at each key.
///
/// The terminal's own stream is not used: it keeps a thread inside a read that cannot be cancelled, spins for
/// ever once the terminal has hung up, and leaves the end of a burst of keys unread.
pub struct Input {
    source: Readable,
    clicks: ClickCounter,
    replies: ReplyFilter,
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
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            source: Readable::new(Terminal::open()?)?,
            clicks: ClickCounter::default(),
            replies: ReplyFilter::default(),
            is_closed: false,
            is_behind: false,
        })
    }

    /// Waits until something can be taken. It is cancel-safe.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub async fn ready(&mut self) -> io::Result<()> {
        self.is_closed |= self.source.ready().await?;
        Ok(())
    }

    /// Takes what the terminal replied last.
    pub fn take_reply(&mut self) -> Option<String> {
        self.replies.take_reply()
    }

    /// Discards a reply that is on its way, or the shell would take it for what was typed.
    pub fn discard_reply(&self) {
        // Without a terminal there is nothing to discard.
        if terminal::poll(FAREWELL).is_ok_and(|is_there| is_there) {
            while terminal::poll(Duration::ZERO).is_ok_and(|is_there| is_there) {
                if terminal::read().is_err() {
                    return;
                }
            }
        }
    }

    /// Returns whether the terminal holds bytes that were not read.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.source.terminal().unread() > 0
    }

    /// Reads events until so many are waiting. Fails where the terminal is gone.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn take(&mut self, waiting: &mut VecDeque<Event>, most: usize) -> io::Result<()> {
        let Self {
            source,
            clicks,
            replies,
            is_closed,
            is_behind,
        } = self;
        let taken = source.try_read(|source| {
            if *is_closed && !*is_behind && source.unread() == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            while waiting.len() < most {
                // Asked until there is no more: what was read, but not taken, wakes nobody.
                if !is_more(source)? {
                    *is_behind = false;
                    replies.pause(waiting);
                    return Err(ErrorKind::WouldBlock.into());
                }
                if let Some(event) = translate(terminal::read()?, clicks) {
                    replies.pass(event, waiting);
                }
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

/// Returns whether a key can be read.
///
/// A program that is suspended in the middle of its poll, or waits for its turn there, would take the end of the
/// timeout for the end of the keys: it polls again, and longer as long as bytes are left.
fn is_more(source: &Terminal) -> io::Result<bool> {
    let mut moment = MOMENT;
    loop {
        let asked = Instant::now();
        if terminal::poll(moment)? || asked.elapsed() >= moment && terminal::poll(moment)? {
            return Ok(true);
        }
        if source.unread() == 0 {
            return Ok(false);
        }
        moment = PATIENCE;
    }
}
