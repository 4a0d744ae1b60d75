//! The clipboard: by OSC 52, which works over ssh too, and by the system's own command where there is one.

use std::ffi::OsString;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::clipboard_command::ClipboardCommand;

/// The most bytes of text that terminals accept at once; larger ones are cut or refused by many.
pub const LIMIT: usize = 74_994;

/// The most bytes that screen passes on in one string, those that open and close it included.
///
/// Before version 4.2.1 of 2014 it took 256.
const SCREEN: usize = 256;

/// The most bytes that are read of a clipboard; a text that is longer is refused by whoever takes it.
const READ_LIMIT: u64 = 1 << 20;

/// How long the system's command may take to give its text, since keys wait for it.
const READ_TIMEOUT: Duration = Duration::from_millis(700);

/// How long the system's command may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(2);

/// The multiplexer between the program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// None.
    Nothing,
    /// tmux, which takes a copy itself or passes on what is wrapped.
    Tmux,
    /// GNU screen, which passes on what is wrapped, in short pieces.
    Screen,
}

impl Multiplexer {
    /// Detects the multiplexer from environment variables.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        if is_set("TMUX") {
            return Self::Tmux;
        }
        let term = variable("TERM").unwrap_or_default();
        if is_set("STY") || term.to_string_lossy().starts_with("screen") {
            return Self::Screen;
        }
        Self::Nothing
    }
}

/// Returns the escape sequence that copies a text.
#[must_use]
pub fn sequence(text: &str, between: Multiplexer) -> String {
    let copy = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match between {
        Multiplexer::Nothing => copy,
        // The plain form is for tmux's own buffer (set-clipboard), the wrapped one for the terminal
        // around it (allow-passthrough); each may be switched off.
        Multiplexer::Tmux => {
            let passed = copy.replace('\x1b', "\x1b\x1b");
            format!("{copy}\x1bPtmux;{passed}\x1b\\")
        }
        Multiplexer::Screen => {
            let mut wrapped = String::with_capacity(copy.len() * 2);
            // All of it is ASCII, so a piece may end anywhere.
            for piece in copy.as_bytes().chunks(SCREEN - 4) {
                wrapped.push_str("\x1bP");
                wrapped.push_str(&String::from_utf8_lossy(piece));
                wrapped.push_str("\x1b\\");
            }
            wrapped
        }
    }
}

/// Pipes a text to the system's command, on a thread of its own and for a short time only.
///
/// `done` is called with what came of it, on that thread.
pub fn hand_over(
    (name, arguments): ClipboardCommand,
    text: String,
    done: impl FnOnce(Result<(), Diagnostic>) + Send + 'static,
) {
    let failed = move |error: &std::io::Error| {
        tracing::warn!("{name} did not copy: {error}");
        let title = format!("{name} did not take the copy: {error}");
        Diagnostic::new(title, "Check that the desktop's clipboard can be reached.")
    };
    let started = std::thread::Builder::new()
        .name("clipboard".into())
        .spawn(move || done(run(name, arguments, &text).map_err(|error| failed(&error))));
    if let Err(error) = started {
        tracing::warn!("{name} could not be run: {error}");
    }
}

/// Reads the clipboard by the desktop's command, on a thread of its own and for a short time only.
///
/// `done` is called with the text, on that thread or on this one; with `None` where there is none, or it came too late.
pub fn read(
    command: Option<ClipboardCommand>,
    done: impl Fn(Option<String>) + Send + Clone + 'static,
) {
    let Some((name, arguments)) = command else {
        return done(None);
    };
    let answer = done.clone();
    let started = std::thread::Builder::new()
        .name("clipboard".into())
        .spawn(move || {
            let read = output(name, arguments);
            if let Err(error) = &read {
                tracing::warn!("{name} did not paste: {error}");
            }
            answer(read.ok().filter(|text| !text.is_empty()));
        });
    if let Err(error) = started {
        tracing::warn!("{name} could not be run: {error}");
        done(None);
    }
}

/// Returns what a command writes to its standard output, as text.
fn output(name: &str, arguments: &[&str]) -> std::io::Result<String> {
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let stdout = child.stdout.take();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stdout) = stdout {
            let _ = stdout.take(READ_LIMIT).read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    })?;
    let read = receiver.recv_timeout(READ_TIMEOUT);
    let _ = child.kill();
    child.wait()?;
    let bytes = read.map_err(|_| std::io::Error::other("it did not end"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn run(name: &str, arguments: &[&str], text: &str) -> std::io::Result<()> {
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let stdin = child.stdin.take();
    // A command that reads nothing must not block this thread: another one writes.
    let bytes = text.as_bytes().to_vec();
    std::thread::Builder::new().spawn(move || {
        if let Some(mut stdin) = stdin {
            let _ = stdin.write_all(&bytes);
        }
    })?;
    let end = Instant::now() + COMMAND_TIMEOUT;
    while child.try_wait()?.is_none() {
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            return Err(std::io::Error::other("it did not end"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_one_sequence() {
        for (between, expected) in [
            (Multiplexer::Nothing, "\x1b]52;c;aGk=\x07"),
            (
                Multiplexer::Tmux,
                "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\",
            ),
            (Multiplexer::Screen, "\x1bP\x1b]52;c;aGk=\x07\x1b\\"),
        ] {
            assert_eq!(sequence("hi", between), expected);
        }
    }

    #[test]
    fn screen_gets_pieces_that_it_passes_on() {
        let text = "你好".repeat(500);
        let wrapped = sequence(&text, Multiplexer::Screen);
        let pieces: Vec<&str> = wrapped.split_inclusive("\x1b\\").collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN));
        let joined: String = pieces
            .iter()
            .map(|piece| piece.strip_prefix("\x1bP").unwrap())
            .map(|piece| piece.strip_suffix("\x1b\\").unwrap())
            .collect();
        assert_eq!(joined, sequence(&text, Multiplexer::Nothing));
    }

    #[test]
    fn what_lies_between_is_read_from_the_environment() {
        for (variables, expected) in [
            (&[("TERM", "xterm-256color")][..], Multiplexer::Nothing),
            (
                &[("TERM", "tmux-256color"), ("TMUX", "/tmp/x,1,0")],
                Multiplexer::Tmux,
            ),
            (
                &[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")],
                Multiplexer::Tmux,
            ),
            (
                &[("TERM", "screen.xterm"), ("STY", "1.pts")],
                Multiplexer::Screen,
            ),
            (&[("TERM", "screen")], Multiplexer::Screen),
            (&[("TERM", "xterm"), ("TMUX", "")], Multiplexer::Nothing),
        ] {
            assert_eq!(Multiplexer::of(among(variables)), expected, "{variables:?}");
        }
    }

    #[test]
    fn a_command_is_given_the_text_and_little_time() {
        run("sh", &["-c", "test \"$(cat)\" = hi"], "hi").unwrap();
        assert!(run("a-command-that-is-not-there", &[], "hi").is_err());
    }

    #[test]
    fn a_command_is_read_and_given_little_time() {
        assert_eq!(output("sh", &["-c", "printf '你好'"]).unwrap(), "你好");
        assert!(output("a-command-that-is-not-there", &[]).is_err());
        assert!(output("sleep", &["60"]).is_err());
    }

    fn among<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| OsString::from(value))
        }
    }
}
