//! Reads the terminal's input, on the event loop's own thread.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::time::Duration;

use crate::app::events::event::Event;
use crate::platform::readable::Readable;
use crate::platform::terminal::Terminal;
use crate::runtime::input_decoder::InputDecoder;

/// How long a reply is waited for at the end.
const FAREWELL: Duration = Duration::from_millis(50);

/// The most bytes of a read.
const READ: usize = 1024;

/// The terminal's input.
///
/// It is read only where there is something to read, and no read of a terminal that was entered waits for more,
/// so the loop can do it between two frames: a thread for it would have to wake the loop at each key.
pub struct Input {
    source: Readable,
    decoder: InputDecoder,
    /// Whether the terminal hung up: what it holds can be read, but nothing comes any more.
    is_closed: bool,
}

impl Input {
    /// Opens the terminal's input. It must be called within the loop's runtime.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            source: Readable::new(Terminal::open()?)?,
            decoder: InputDecoder::default(),
            is_closed: false,
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
        self.decoder.take_reply()
    }

    /// Discards a reply that is on its way, or the shell would take it for what was typed.
    pub fn discard_reply(&self) {
        // Without a terminal there is nothing to discard.
        let _ = self.source.terminal().discard(FAREWELL);
    }

    /// Returns whether the terminal holds bytes that were not read.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.source.terminal().unread() > 0
    }

    /// Reads until so many events are waiting, or a few more. Fails where the terminal is gone.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn take(&mut self, waiting: &mut VecDeque<Event>, most: usize) -> io::Result<()> {
        let Self {
            source,
            decoder,
            is_closed,
        } = self;
        let taken = source.try_read(|source| {
            if *is_closed && source.unread() == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let mut bytes = [0; READ];
            // Asked until there is no more: what was left would wake nobody.
            while waiting.len() < most {
                match source.read(&mut bytes)? {
                    0 => {
                        decoder.pause(waiting);
                        return Err(ErrorKind::WouldBlock.into());
                    }
                    count => decoder.decode(&bytes[..count], waiting),
                }
            }
            Ok(())
        });
        match taken {
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            taken => taken,
        }
    }
}
