//! The clipboard: by OSC 52, which works over ssh too, and by the system's own command where there is one.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of text that terminals accept at once; larger ones are cut or refused by many.
pub const LIMIT: usize = 74_994;

/// The most bytes that screen passes on in one string, those that open and close it included.
///
/// Before version 4.2.1 of 2014 it took 256.
const SCREEN: usize = 256;

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

/// The system's command that takes a text on its standard input, and its arguments.
type ClipboardCommand = (&'static str, &'static [&'static str]);

/// Returns the clipboard command of this desktop, if there is one.
///
/// Over ssh without a desktop there is none.
#[must_use]
pub fn system(
    variable: impl Fn(&str) -> Option<OsString>,
    is_there: impl Fn(&OsStr) -> bool,
) -> Option<ClipboardCommand> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let mut known: Vec<ClipboardCommand> = Vec::new();
    if cfg!(target_os = "macos") {
        known.push(("pbcopy", &[]));
    }
    if is_set("WAYLAND_DISPLAY") {
        known.push(("wl-copy", &[]));
    }
    if is_set("DISPLAY") {
        known.push(("xclip", &["-selection", "clipboard"]));
        known.push(("xsel", &["--clipboard", "--input"]));
    }
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    known.into_iter().find(|(name, _)| {
        let mut files = folders.iter().map(|folder| folder.join(name));
        files.any(|file| is_there(file.as_os_str()))
    })
}

/// Pipes a text to the system's command, on a thread of its own and for a short time only.
///
/// Nothing waits for it, and its result is for the log.
pub fn hand_over((name, arguments): ClipboardCommand, text: String) {
    let started = std::thread::Builder::new()
        .name("clipboard".into())
        .spawn(move || {
            if let Err(error) = run(name, arguments, &text) {
                tracing::warn!("{name} did not copy: {error}");
            }
        });
    if let Err(error) = started {
        tracing::warn!("{name} could not be run: {error}");
    }
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
    fn the_command_is_that_of_the_desktop() {
        for (variables, there, expected) in [
            (&[][..], &["/bin/xclip"][..], None),
            (
                &[("DISPLAY", ":0")],
                &["/bin/xsel", "/bin/xclip"],
                Some("xclip"),
            ),
            (&[("DISPLAY", ":0")], &["/usr/bin/xsel"], Some("xsel")),
            (&[("DISPLAY", ":0")], &["/bin/wl-copy"], None),
            (
                &[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")],
                &["/bin/wl-copy", "/bin/xsel"],
                Some("wl-copy"),
            ),
            (&[("DISPLAY", ":0")], &["/elsewhere/xclip"], None),
        ] {
            if cfg!(target_os = "macos") {
                return;
            }
            let path = [&[("PATH", "/bin:/usr/bin")], variables].concat();
            let found = system(among(&path), |file| there.iter().any(|own| file == *own));
            assert_eq!(
                found.map(|(name, _)| name),
                expected,
                "{variables:?} {there:?}"
            );
        }
    }

    #[test]
    fn a_command_is_given_the_text_and_little_time() {
        run("sh", &["-c", "test \"$(cat)\" = hi"], "hi").unwrap();
        assert!(run("a-command-that-is-not-there", &[], "hi").is_err());
    }

    fn among<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| OsString::from(value))
        }
    }
}
