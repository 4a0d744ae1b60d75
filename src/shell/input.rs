//! The thread that reads the terminal, one key after the other, and can be told to leave it alone.

use std::fs::File;
use std::io::{self, IsTerminal as _, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use crossterm::event::{self as terminal};
use rustix::event::{PollFd, PollFlags, poll};
use tokio::sync::mpsc::UnboundedSender;

use crate::app::event::Event;
use crate::shell::keys::{Clicks, translate};

/// How long the terminal is asked for more once it has nothing to read: with less than a moment
/// crossterm does not even look at the keys that it has read already. Below a millisecond it does
/// not sleep, so the moment is short.
const MOMENT: Duration = Duration::from_micros(4);

/// What the thread says.
#[derive(Debug)]
pub enum Typed {
    /// The person did this.
    Event(Event),
    /// The terminal is gone, or cannot be read any more.
    Gone,
}

/// The thread. It waits without waking up; it ends with the process.
///
/// The terminal's own stream is not used: it keeps a thread inside a read that cannot be called off,
/// spins for ever once the terminal has hung up, and leaves the end of a flood of keys unread.
pub struct Input {
    gate: PipeWriter,
    paused: Receiver<()>,
    resume: SyncSender<()>,
}

struct Reader {
    source: OwnedFd,
    gate: PipeReader,
    paused: Sender<()>,
    resume: Receiver<()>,
    typed: UnboundedSender<Typed>,
    clicks: Clicks,
}

impl Input {
    /// Starts to read the terminal.
    pub fn start(typed: UnboundedSender<Typed>) -> io::Result<Self> {
        let (gate, opened) = io::pipe()?;
        let (told, paused) = channel();
        let (resume, resumed) = sync_channel(1);
        let stdin = io::stdin();
        let source = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            File::open("/dev/tty")?.into()
        };
        let reader = Reader {
            source,
            gate,
            paused: told,
            resume: resumed,
            typed,
            clicks: Clicks::default(),
        };
        std::thread::Builder::new()
            .name("input".into())
            .spawn(move || reader.read())?;
        Ok(Self {
            gate: opened,
            paused,
            resume,
        })
    }

    /// Leaves the terminal to another program for as long as `away` runs.
    pub fn pause<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
        self.gate.write_all(&[0])?;
        // A thread that ended has left the terminal alone already.
        let is_paused = self.paused.recv().is_ok();
        let result = away();
        if is_paused {
            let _ = self.resume.send(());
        }
        Ok(result)
    }
}

impl Reader {
    fn read(mut self) {
        loop {
            match self.wait() {
                Ok(Ready::Keys) if self.hand_on().is_ok() => {}
                Ok(Ready::Gate) if self.stand_aside().is_ok() => {}
                _ => break,
            }
        }
        let _ = self.typed.send(Typed::Gone);
    }

    fn wait(&self) -> io::Result<Ready> {
        let source: BorrowedFd<'_> = self.source.as_fd();
        let mut waiting = [
            PollFd::new(&source, PollFlags::IN),
            PollFd::new(&self.gate, PollFlags::IN),
        ];
        loop {
            match poll(&mut waiting, None) {
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
                Ok(_) => break,
            }
        }
        let [keys, gate] = waiting.map(|ready| ready.revents());
        if gate.contains(PollFlags::IN) {
            return Ok(Ready::Gate);
        }
        // A terminal that hung up is readable for ever, with nothing to read.
        let is_gone = keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        let is_left = || rustix::io::ioctl_fionread(source).is_ok_and(|bytes| bytes > 0);
        Ok(if is_gone && !is_left() {
            Ready::Gone
        } else {
            Ready::Keys
        })
    }

    /// Hands on all that was typed.
    fn hand_on(&mut self) -> io::Result<()> {
        while is_more()? {
            if let Some(event) = translate(terminal::read()?, &mut self.clicks) {
                self.typed
                    .send(Typed::Event(event))
                    .map_err(io::Error::other)?;
            }
        }
        Ok(())
    }

    fn stand_aside(&mut self) -> io::Result<()> {
        self.gate.read_exact(&mut [0])?;
        self.paused.send(()).map_err(io::Error::other)?;
        self.resume.recv().map_err(io::Error::other)
    }
}

/// Whether a key waits to be read. Asked twice, since a thread that is put aside in the middle of its
/// moment would take the end of the moment for the end of the keys.
fn is_more() -> io::Result<bool> {
    Ok(terminal::poll(MOMENT)? || terminal::poll(MOMENT)?)
}

/// What there is to do.
enum Ready {
    Keys,
    Gate,
    Gone,
}
