//! The desktop's commands that take a copy, and give one back.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::platform::desktop;

/// A command of the desktop's clipboard, and its arguments.
pub type ClipboardCommand = (&'static str, &'static [&'static str]);

/// What a command does with the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It takes a text on its standard input.
    Copy,
    /// It writes the text to its standard output.
    Paste,
}

/// The commands of a desktop that sets this variable: the one that copies, and the one that pastes.
const KNOWN: [(&str, ClipboardCommand, ClipboardCommand); 3] = [
    (
        "WAYLAND_DISPLAY",
        ("wl-copy", &[]),
        ("wl-paste", &["--no-newline", "--type", "text"]),
    ),
    (
        "DISPLAY",
        ("xclip", &["-selection", "clipboard"]),
        ("xclip", &["-selection", "clipboard", "-out"]),
    ),
    (
        "DISPLAY",
        ("xsel", &["--clipboard", "--input"]),
        ("xsel", &["--clipboard", "--output"]),
    ),
];

/// Returns the clipboard command of this desktop, if there is one.
///
/// Over ssh without a desktop there is none.
#[must_use]
pub fn find(
    direction: Direction,
    variable: impl Fn(&str) -> Option<OsString>,
    is_there: impl Fn(&OsStr) -> bool,
) -> Option<ClipboardCommand> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let of = |copy: ClipboardCommand, paste: ClipboardCommand| match direction {
        Direction::Copy => copy,
        Direction::Paste => paste,
    };
    let own = desktop::clipboard().map(|(copy, paste)| of((copy, &[]), (paste, &[])));
    let known = KNOWN.iter().filter(|(name, _, _)| is_set(name));
    let known = known.map(|(_, copy, paste)| of(*copy, *paste));
    let mut known = own.into_iter().chain(known);
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    known.find(|(name, _)| {
        let mut files = folders.iter().map(|folder| folder.join(name));
        files.any(|file| is_there(file.as_os_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        |name| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| OsString::from(value))
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
            let found = find(Direction::Copy, among(&path), |file| {
                there.iter().any(|own| file == *own)
            });
            assert_eq!(
                found.map(|(name, _)| name),
                expected,
                "{variables:?} {there:?}"
            );
        }
    }

    #[test]
    fn what_pastes_is_the_counterpart_of_what_copies() {
        for (copy, paste) in [
            ("wl-copy", "wl-paste"),
            ("xclip", "xclip"),
            ("xsel", "xsel"),
        ] {
            let all = [
                ("PATH", "/bin"),
                ("WAYLAND_DISPLAY", "w"),
                ("DISPLAY", ":0"),
            ];
            for (direction, expected) in [(Direction::Copy, copy), (Direction::Paste, paste)] {
                let is_there = |file: &OsStr| {
                    let name = file.to_string_lossy().into_owned();
                    name == format!("/bin/{copy}") || name == format!("/bin/{paste}")
                };
                let found = find(direction, among(&all), is_there);
                if !cfg!(target_os = "macos") {
                    assert_eq!(found.map(|(name, _)| name), Some(expected));
                }
            }
        }
    }
}
