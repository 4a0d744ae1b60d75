//! A program in a pseudo terminal, with the time at which each piece of its output was read.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Parser, Screen};

/// Cells of the terminal.
const ROWS: NonZeroU16 = NonZeroU16::new(40).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).unwrap();
/// The end of a synchronized update, and so of a frame.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// Time limit for a frame. A program that takes longer is broken, not slow.
const PATIENCE: Duration = Duration::from_secs(10);

struct Chunk {
    bytes: Vec<u8>,
    at: Instant,
}

/// A running program and its screen; the program is killed when this is dropped.
pub struct Terminal {
    chunks: Receiver<Chunk>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    parser: Parser,
    /// The last bytes of the previous piece, for a frame end that arrives in two pieces.
    tail: Vec<u8>,
    started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program without this machine's settings, with `home` as its home.
    pub fn start(program: &Path, arguments: &[&str], home: &Path) -> Result<Self> {
        let pair = native_pty_system().openpty(PtySize {
            rows: ROWS.get(),
            cols: COLUMNS.get(),
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("CHATQUILL_HOME", home);
        command.env("TERM", "xterm-256color");
        command.cwd(home);
        let mut reader = pair.master.try_clone_reader()?;
        let writer = pair.master.take_writer()?;
        let (chunk, chunks) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            // An error is the end, too: the program's side is closed.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let at = Instant::now();
                let bytes = buffer[..count].to_vec();
                if chunk.send(Chunk { bytes, at }).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            chunks,
            writer,
            child,
            parser: Parser::new(ROWS, COLUMNS, 0),
            tail: Vec::new(),
            started,
            _master: pair.master,
        })
    }

    pub fn id(&self) -> Result<u32> {
        self.child.process_id().context("the program has no id")
    }

    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Returns the time from the start of the process to the end of its first frame.
    pub fn first_frame(&mut self) -> Result<Duration> {
        self.frame(self.started, |_| true)
    }

    /// Returns the time from the start of the process to the end of the first frame that shows all these words.
    pub fn first_showing(&mut self, words: &[&str]) -> Result<Duration> {
        self.frame(self.started, |screen| {
            let text = screen.contents();
            words.iter().all(|word| text.contains(word))
        })
    }

    /// Returns the time from the keys to the end of the first frame that shows their effect.
    pub fn press(&mut self, keys: &str, holds: impl Fn(&Screen) -> bool) -> Result<Duration> {
        let pressed = Instant::now();
        self.type_in(keys)?;
        self.frame(pressed, holds)
    }

    /// Returns the time from the keys to the last change of the screen's text, where none follows for `quiet`.
    pub fn press_and_settle(
        &mut self,
        keys: &str,
        quiet: Duration,
        holds: impl Fn(&Screen) -> bool,
    ) -> Result<Duration> {
        let pressed = Instant::now();
        self.type_in(keys)?;
        let mut settled = self.frame(pressed, holds)?;
        let mut text = self.text();
        while let Some((at, _)) = self.take(quiet)? {
            let now = self.text();
            if now != text {
                settled = at - pressed;
                text = now;
            }
        }
        Ok(settled)
    }

    pub fn type_in(&mut self, keys: &str) -> Result<()> {
        self.writer.write_all(keys.as_bytes())?;
        self.writer.flush()?;
        Ok(())
    }

    /// Waits until nothing was drawn for so long.
    pub fn rest(&mut self, quiet: Duration) -> Result<()> {
        while self.take(quiet)?.is_some() {}
        Ok(())
    }

    fn frame(&mut self, from: Instant, holds: impl Fn(&Screen) -> bool) -> Result<Duration> {
        let end = Instant::now() + PATIENCE;
        while let Some((at, is_frame)) = self.take(end.saturating_duration_since(Instant::now()))? {
            if is_frame && holds(self.parser.screen()) {
                return Ok(at - from);
            }
        }
        bail!(
            "a frame was waited for in vain; the screen:\n{}",
            self.text()
        )
    }

    /// Returns the next piece of output: when it came, and whether a frame ends in it; `None` on a time-out.
    fn take(&mut self, patience: Duration) -> Result<Option<(Instant, bool)>> {
        let chunk = match self.chunks.recv_timeout(patience) {
            Ok(chunk) => chunk,
            Err(RecvTimeoutError::Timeout) => return Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the program ended by itself; its screen:\n{}", self.text())
            }
        };
        self.parser.process(&chunk.bytes);
        self.tail.extend_from_slice(&chunk.bytes);
        let is_frame = self
            .tail
            .windows(FRAME_END.len())
            .any(|window| window == FRAME_END);
        let kept = self.tail.len().saturating_sub(FRAME_END.len() - 1);
        self.tail.drain(..kept);
        Ok(Some((chunk.at, is_frame)))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let id = self
            .child
            .process_id()
            .and_then(|id| i32::try_from(id).ok());
        if let Some(id) = id.and_then(Pid::from_raw) {
            // It may have ended already.
            let _ = kill_process(id, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
