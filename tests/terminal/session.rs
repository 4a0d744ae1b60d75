//! A program in a pseudo terminal: sends keys, reads the screen, waits for conditions.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Parser, Screen};

use crate::restored;

/// Time limit for a condition.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Poll interval of a condition that no output announces.
const GLANCE: Duration = Duration::from_millis(10);

/// Keys as a plain xterm sends them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const DOWN: &str = "\x1b[B";
    pub const SEND: &str = "\x13";
    pub const QUIT: &str = "\x11";
    pub const COMMANDS: &str = "\x10";
    pub const DRAFTS: &str = "\x0f";
    pub const TEMPLATES: &str = "\x0e";
    /// The first of the templates is the empty message.
    pub const NEW_DRAFT: &str = "\x0e\r";
    pub const SAVE_TEMPLATE: &str = "\x1bt";
    pub const EDITOR: &str = "\x05";
    pub const UNDO: &str = "\x1a";
    pub const CARDS: &str = "\x1b3";
    pub const OPTIONS: &str = "\x1b4";
    pub const TEXT: &str = "\x1b2";
    pub const PREVIEW: &str = "\x1b5";
    pub const ACTIVITY: &str = "\x1ba";
    pub const COPY_NAME: &str = "\x1by";
    pub const CANCEL: &str = "\x1bc";
    pub const REPLY: &str = "\x1br";
}

/// Everything that the terminal received so far.
pub struct Tape {
    parser: Parser,
    /// Every byte, for what the screen does not show.
    pub bytes: Vec<u8>,
    is_closed: bool,
    is_unwatched: bool,
}

impl Tape {
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }
}

#[derive(Clone)]
struct Shared(Arc<(Mutex<Tape>, Condvar)>);

impl Shared {
    fn tape(&self) -> MutexGuard<'_, Tape> {
        self.0.0.lock().unwrap()
    }
}

/// Returns whether a terminal is in the line mode that it had before the program started.
type IsAsBefore = Box<dyn Fn(&dyn MasterPty) -> bool>;

/// A running program and its terminal; the program is killed when this is dropped.
pub struct Session {
    shared: Shared,
    master: Option<Box<dyn MasterPty + Send>>,
    typist: Option<Sender<Vec<u8>>>,
    child: Box<dyn Child + Send + Sync>,
    is_as_before: IsAsBefore,
}

fn cells(size: (u16, u16)) -> PtySize {
    PtySize {
        rows: size.1,
        cols: size.0,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn at_least_one(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}

/// Returns whether a process is stopped, according to the system.
pub fn is_stopped(id: u32) -> bool {
    if let Ok(text) = std::fs::read_to_string(format!("/proc/{id}/stat")) {
        let (_, state) = text.rsplit_once(") ").unwrap();
        return state.starts_with('T');
    }
    let id = id.to_string();
    let listed = Command::new("ps")
        .args(["-o", "state=", "-p", &id])
        .output();
    listed.unwrap().stdout.starts_with(b"T")
}

impl Session {
    /// Runs a command in a terminal of so many columns and rows.
    pub fn start(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(cells(size)).unwrap();
        let termios = pair.master.get_termios();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (columns, rows) = (at_least_one(size.0), at_least_one(size.1));
        let tape = Tape {
            parser: Parser::new(rows, columns, 0),
            bytes: Vec::new(),
            is_closed: false,
            is_unwatched: false,
        };
        let shared = Shared(Arc::new((Mutex::new(tape), Condvar::new())));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let recorder = shared.clone();
        thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            loop {
                let count = reader.read(&mut buffer).unwrap_or(0);
                let mut tape = recorder.tape();
                tape.parser.process(&buffer[..count]);
                tape.bytes.extend_from_slice(&buffer[..count]);
                tape.is_closed = count == 0;
                recorder.0.1.notify_all();
                if tape.is_closed || tape.is_unwatched {
                    return;
                }
            }
        });
        // A terminal takes what is typed only as fast as the program reads it.
        let (typist, typed) = channel::<Vec<u8>>();
        let mut writer = pair.master.take_writer().unwrap();
        thread::spawn(move || {
            for keys in typed {
                if writer
                    .write_all(&keys)
                    .and_then(|()| writer.flush())
                    .is_err()
                {
                    return;
                }
            }
        });
        Self {
            shared,
            typist: Some(typist),
            master: Some(pair.master),
            child,
            is_as_before: Box::new(move |master| master.get_termios() == termios),
        }
    }

    /// Types, or pastes without brackets.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let typist = self.typist.as_ref().unwrap();
        typist.send(keys.as_bytes().to_vec()).unwrap();
        self
    }

    /// Pastes as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.keys(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// Waits for a condition; a time-out prints the whole screen.
    #[track_caller]
    pub fn until(&self, what: &str, mut holds: impl FnMut(&Tape) -> bool) -> &Self {
        let end = Instant::now() + PATIENCE;
        let mut tape = self.shared.tape();
        while !holds(&tape) {
            if Instant::now() > end {
                let (row, column) = tape.screen().cursor_position();
                let closed = if tape.is_closed { ", closed" } else { "" };
                let text = tape.text();
                drop(tape);
                panic!("waited in vain for {what} (caret {row}:{column}{closed})\n{text}\n");
            }
            tape = self.shared.0.1.wait_timeout(tape, GLANCE).unwrap().0;
        }
        self
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(&format!("{text:?}"), |tape| tape.text().contains(text));
        self
    }

    /// Waits until a text is gone from the screen.
    #[track_caller]
    pub fn sees_no_more(&mut self, text: &str) -> &mut Self {
        let what = format!("{text:?} to go");
        self.until(&what, |tape| !tape.text().contains(text));
        self
    }

    /// Reads the output so far.
    pub fn look<T>(&self, look: impl FnOnce(&Tape) -> T) -> T {
        look(&self.shared.tape())
    }

    pub fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        let (columns, rows) = (at_least_one(size.0), at_least_one(size.1));
        let mut tape = self.shared.tape();
        tape.parser.screen_mut().set_size(rows, columns);
        self.master.as_ref().unwrap().resize(cells(size)).unwrap();
        drop(tape);
        self
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        let id = Pid::from_raw(i32::try_from(self.id()).unwrap()).unwrap();
        kill_process(id, signal).unwrap();
        self
    }

    /// Returns whether the terminal's line mode is what it was at the start.
    pub fn is_cooked(&self) -> bool {
        (self.is_as_before)(self.master.as_deref().unwrap())
    }

    /// Runs stty on the terminal; returns what it prints.
    pub fn stty(&self, what: &str) -> String {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let ended = Command::new("stty").arg("-F").arg(name).arg(what).output();
        let ended = ended.unwrap();
        assert!(ended.status.success());
        String::from_utf8(ended.stdout).unwrap()
    }

    /// Closes the terminal, as a closed window does, and waits for the end of the program.
    #[track_caller]
    pub fn close(&mut self) {
        self.shared.tape().is_unwatched = true;
        // A redraw ends the recording.
        self.resize((100, 30));
        self.typist = None;
        self.master = None;
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it lives on without a terminal");
            thread::park_timeout(GLANCE);
        }
    }

    /// Waits for a program that was killed, which restores nothing.
    #[track_caller]
    pub fn dies(&mut self) -> bool {
        self.until("the end", |tape| tape.is_closed);
        !self.child.wait().unwrap().success()
    }

    /// Waits for the end of the program, and until the terminal is restored.
    #[track_caller]
    pub fn ends(&mut self) -> ExitStatus {
        self.until("the end", |tape| tape.is_closed);
        let status = self.child.wait().unwrap();
        self.look(restored::assert_back);
        assert!(self.is_cooked(), "the terminal is still in raw mode");
        status
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
