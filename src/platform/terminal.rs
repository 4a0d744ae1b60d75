//! The terminal as a device: what is read, how it is set, how large it is.

use std::io;
use std::time::Duration;
#[cfg(unix)]
use std::{
    fs::File,
    io::IsTerminal as _,
    os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd},
    time::Instant,
};

#[cfg(unix)]
use rustix::event::{PollFd, PollFlags, Timespec, poll};
#[cfg(unix)]
use rustix::io::{Errno, ioctl_fionread};
#[cfg(unix)]
use rustix::process::getpgrp;
#[cfg(unix)]
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, tcflush, tcgetattr, tcgetpgrp,
    tcgetwinsize, tcsetattr,
};

/// The size of a terminal, in cells and in pixels; 0 where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalSize {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Width in pixels.
    pub x_pixels: u16,
    /// Height in pixels.
    pub y_pixels: u16,
}

/// Returns the size of the terminal that standard output is; `None` where it is none.
#[cfg(unix)]
#[must_use]
pub fn size() -> Option<TerminalSize> {
    let size = tcgetwinsize(io::stdout()).ok()?;
    Some(TerminalSize {
        columns: size.ws_col,
        rows: size.ws_row,
        x_pixels: size.ws_xpixel,
        y_pixels: size.ws_ypixel,
    })
}

/// Calls `read` while the terminal of standard input shows nothing of what is typed.
///
/// # Errors
/// Returns the error of the terminal, or that of `read`.
#[cfg(unix)]
pub fn without_echo<T>(read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let input = io::stdin();
    let before = tcgetattr(&input)?;
    let mut hidden = before.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&input, OptionalActions::Flush, &hidden)?;
    let read = read();
    tcsetattr(&input, OptionalActions::Flush, &before)?;
    read
}

/// Writes questions to the terminal, and reads what it answers until `is_whole`, for so long at most.
///
/// `None` where there is no terminal, or this is not its foreground job.
#[cfg(unix)]
pub fn ask(
    questions: &[u8],
    patience: Duration,
    is_whole: impl Fn(&[u8]) -> bool,
) -> Option<Vec<u8>> {
    use std::io::{Read as _, Write as _};
    let mut terminal = File::options().read(true).write(true).open(DEVICE).ok()?;
    // Only the foreground job may set the terminal; another one would be stopped.
    if tcgetpgrp(&terminal).ok()? != getpgrp() {
        return None;
    }
    let before = tcgetattr(&terminal).ok()?;
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(&terminal, OptionalActions::Now, &raw).ok()?;
    let mut answered = Vec::new();
    let end = Instant::now() + patience;
    let asked = terminal.write_all(questions);
    while asked.is_ok() && !is_whole(&answered) {
        let Some(left) = end.checked_duration_since(Instant::now()) else {
            break;
        };
        let left = Timespec {
            tv_sec: i64::try_from(left.as_secs()).unwrap_or(1),
            tv_nsec: i64::from(left.subsec_nanos()),
        };
        let mut waits = [PollFd::new(&terminal, PollFlags::IN)];
        let is_ready = poll(&mut waits, Some(&left)).is_ok_and(|count| count > 0);
        let mut bytes = [0; 256];
        match terminal.read(if is_ready { &mut bytes } else { &mut [] }) {
            Ok(count) if count > 0 => answered.extend_from_slice(&bytes[..count]),
            _ => break,
        }
    }
    // What cannot be restored was changed by somebody else.
    let _ = tcsetattr(&terminal, OptionalActions::Flush, &before);
    Some(answered)
}

/// The controlling terminal.
#[cfg(unix)]
const DEVICE: &str = "/dev/tty";

/// The terminal that is read: standard input, or where that is a file the controlling terminal.
#[cfg(unix)]
#[derive(Debug)]
pub struct Terminal(OwnedFd);

#[cfg(unix)]
impl Terminal {
    /// Opens it.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        Ok(Self(if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            File::open(DEVICE)?.into()
        }))
    }

    /// Returns how many bytes the terminal holds; 0 once it is gone.
    #[must_use]
    pub fn unread(&self) -> u64 {
        ioctl_fionread(self).unwrap_or(0)
    }

    /// Reads what is there; 0 bytes where there is nothing, which [`Self::never_wait`] must allow.
    ///
    /// # Errors
    /// Returns the error of the terminal.
    pub fn read(&self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match rustix::io::read(self, &mut *bytes) {
                Err(Errno::INTR) => {}
                // Who shares the terminal may have set it so.
                Err(Errno::AGAIN) => return Ok(0),
                read => return Ok(read?),
            }
        }
    }

    /// Discards what is there, and what comes within so long.
    ///
    /// # Errors
    /// Returns the error of the terminal.
    pub fn discard(&self, patience: Duration) -> io::Result<()> {
        let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
        poll(&mut [PollFd::new(self, PollFlags::IN)], Some(&patience))?;
        Ok(tcflush(self, QueueSelector::IFlush)?)
    }

    /// Makes reads of the terminal return what is there, be it nothing.
    ///
    /// The thread that draws the screen reads, too, and must not wait for the second half of a key.
    ///
    /// # Errors
    /// Returns the error of the terminal.
    pub fn never_wait(&self) -> io::Result<()> {
        let mut modes = tcgetattr(self)?;
        modes.special_codes[SpecialCodeIndex::VMIN] = 0;
        tcsetattr(self, OptionalActions::Now, &modes)?;
        Ok(())
    }

    /// Returns whether the terminal hands over each key, shows none, and never makes a read wait.
    ///
    /// # Errors
    /// Returns the error of the terminal.
    pub fn is_raw(&self) -> io::Result<bool> {
        let modes = tcgetattr(self)?;
        let lines = LocalModes::ICANON | LocalModes::ECHO;
        let least = modes.special_codes[SpecialCodeIndex::VMIN];
        Ok(!modes.local_modes.intersects(lines) && least == 0)
    }
}

#[cfg(unix)]
impl AsFd for Terminal {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(unix)]
impl AsRawFd for Terminal {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

/// Returns that the composer cannot run here.
#[cfg(not(unix))]
pub fn missing() -> io::Error {
    io::Error::new(
        io::ErrorKind::Unsupported,
        "the composer cannot draw in the console of this system yet, the commands and --plain work",
    )
}

/// Returns the size of the terminal, which is not known here.
#[cfg(not(unix))]
#[must_use]
pub fn size() -> Option<TerminalSize> {
    None
}

/// Refuses to read: what is typed would be shown.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn without_echo<T>(_: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    Err(missing())
}

/// Asks nothing, since there is nothing to ask.
#[cfg(not(unix))]
pub fn ask(_: &[u8], _: Duration, _: impl Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    None
}

/// The terminal that is read: there is none.
#[cfg(not(unix))]
#[derive(Debug)]
pub enum Terminal {}

#[cfg(not(unix))]
impl Terminal {
    /// Says that the composer cannot run here.
    ///
    /// # Errors
    /// Always.
    pub fn open() -> io::Result<Self> {
        Err(missing())
    }

    /// Returns how many bytes the terminal holds.
    #[must_use]
    pub fn unread(&self) -> u64 {
        match *self {}
    }

    /// Reads what is there.
    ///
    /// # Errors
    /// None: there is no such terminal.
    pub fn read(&self, _: &mut [u8]) -> io::Result<usize> {
        match *self {}
    }

    /// Discards what is there.
    ///
    /// # Errors
    /// None: there is no such terminal.
    pub fn discard(&self, _: Duration) -> io::Result<()> {
        match *self {}
    }

    /// Makes reads of the terminal return what is there.
    ///
    /// # Errors
    /// None: there is no such terminal.
    pub fn never_wait(&self) -> io::Result<()> {
        match *self {}
    }

    /// Returns whether the terminal hands over each key.
    ///
    /// # Errors
    /// None: there is no such terminal.
    pub fn is_raw(&self) -> io::Result<bool> {
        match *self {}
    }
}
