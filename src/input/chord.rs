//! A key with its modifiers, as a person writes it: `ctrl+s`, `alt+up`, `f1`, `?`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// One key of the keyboard, free of any terminal's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key that types a character; letters are what was typed, so `A` carries its shift.
    Char(char),
    /// A function key, 1 to 12 and beyond.
    F(u8),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator; with `shift` it goes back.
    Tab,
    /// Deletes before the cursor.
    Backspace,
    /// Deletes after the cursor.
    Delete,
    /// Insert.
    Insert,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Start of a line.
    Home,
    /// End of a line.
    End,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
}

/// The keys with a name of their own, and how each is written and shown.
const NAMED: &[(&str, Key, &str)] = &[
    ("enter", Key::Enter, "Enter"),
    ("esc", Key::Esc, "Esc"),
    ("tab", Key::Tab, "Tab"),
    ("backspace", Key::Backspace, "Backspace"),
    ("delete", Key::Delete, "Del"),
    ("insert", Key::Insert, "Ins"),
    ("left", Key::Left, "←"),
    ("right", Key::Right, "→"),
    ("up", Key::Up, "↑"),
    ("down", Key::Down, "↓"),
    ("home", Key::Home, "Home"),
    ("end", Key::End, "End"),
    ("pageup", Key::PageUp, "PgUp"),
    ("pagedown", Key::PageDown, "PgDn"),
    ("space", Key::Char(' '), "Space"),
    ("plus", Key::Char('+'), "+"),
];

/// A key pressed together with modifiers.
///
/// ```
/// use chatquill::input::chord::Chord;
///
/// let send: Chord = "ctrl+s".parse()?;
/// assert_eq!((send.to_string(), send.short()), ("Ctrl+S".into(), "^S".into()));
/// # Ok::<(), chatquill::input::chord::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key itself.
    pub key: Key,
    /// Control is held.
    pub ctrl: bool,
    /// Alt (Option, Meta) is held.
    pub alt: bool,
    /// Shift is held; never set together with a [`Key::Char`], whose character says it already.
    pub shift: bool,
}

impl Chord {
    /// Returns a key without modifiers.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Returns the character this chord types into a text, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// Returns the short form for a footer: `^S` for Ctrl+S.
    #[must_use]
    pub fn short(self) -> String {
        match (self.key, self.ctrl, self.alt) {
            (Key::Char(c), true, false) if c != ' ' => format!("^{}", c.to_uppercase()),
            _ => self.to_string(),
        }
    }
}

/// Why a text is not a chord.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// The part before a `+` is no modifier.
    #[error("\"{0}\" is not a modifier; the modifiers are ctrl, alt and shift")]
    Modifier(String),
    /// A character implies its shift, and terminals report none except with ctrl or alt.
    #[error(
        "\"{0}\" is never typed: shift goes with named keys only; write J for shift+j, ctrl+s for ctrl+shift+s"
    )]
    Shift(String),
    /// The last part is no key.
    #[error(
        "\"{0}\" is not a key; write one character, f1 to f24, or a name such as enter, up, pagedown"
    )]
    Key(String),
}

impl FromStr for Chord {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // All of the built-in keymap is in lower case, and the first frame waits for it.
        let is_lower = text
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let lower = if is_lower {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.to_lowercase())
        };
        let (modifiers, name) = match lower.rfind('+') {
            Some(at) if at + 1 < lower.len() => (&lower[..at], &lower[at + 1..]),
            _ => ("", &*lower),
        };
        let mut chord = Self::plain(key_named(name).ok_or_else(|| Error::Key(name.to_owned()))?);
        for modifier in modifiers.split('+').filter(|part| !part.is_empty()) {
            match modifier {
                "ctrl" => chord.ctrl = true,
                "alt" => chord.alt = true,
                "shift" => chord.shift = true,
                other => return Err(Error::Modifier(other.to_owned())),
            }
        }
        if chord.shift && matches!(chord.key, Key::Char(_)) {
            return Err(Error::Shift(text.to_owned()));
        }
        // A lone letter keeps the case it was written in: `J` is not `j`.
        if modifiers.is_empty() && text.chars().count() == 1 {
            chord.key = Key::Char(text.chars().next().unwrap_or(' '));
        }
        Ok(chord)
    }
}

fn key_named(name: &str) -> Option<Key> {
    if let Some((_, key, _)) = NAMED.iter().find(|(word, _, _)| *word == name) {
        return Some(*key);
    }
    let mut chars = name.chars();
    match (chars.next(), chars.as_str()) {
        (Some(c), "") => Some(Key::Char(c)),
        (Some('f'), digits) => digits
            .parse()
            .ok()
            .filter(|n| (1..=24).contains(n))
            .map(Key::F),
        _ => None,
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((_, _, shown)) = NAMED.iter().find(|(_, key, _)| *key == self.key) {
            return f.write_str(shown);
        }
        match self.key {
            Key::F(n) => write!(f, "F{n}"),
            Key::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_uppercase()),
            Key::Char(c) => write!(f, "{c}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_and_shown() {
        for (written, shown, short) in [
            ("ctrl+s", "Ctrl+S", "^S"),
            ("alt+up", "Alt+↑", "Alt+↑"),
            ("shift+tab", "Shift+Tab", "Shift+Tab"),
            ("f1", "F1", "F1"),
            ("?", "?", "?"),
            ("J", "J", "J"),
            ("j", "j", "j"),
            ("ctrl+space", "Ctrl+Space", "Ctrl+Space"),
            ("alt+plus", "Alt++", "Alt++"),
            ("+", "+", "+"),
            ("ctrl+shift+left", "Ctrl+Shift+←", "Ctrl+Shift+←"),
        ] {
            let chord: Chord = written.parse().unwrap();
            assert_eq!(
                (chord.to_string().as_str(), chord.short().as_str()),
                (shown, short),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_chord_is_refused() {
        assert_eq!(
            "hyper+x".parse::<Chord>(),
            Err(Error::Modifier("hyper".into()))
        );
        assert_eq!(
            "ctrl+enterr".parse::<Chord>(),
            Err(Error::Key("enterr".into()))
        );
        for never in ["ctrl+shift+s", "shift+j", "shift+space"] {
            assert_eq!(never.parse::<Chord>(), Err(Error::Shift(never.into())));
        }
        assert_eq!("f99".parse::<Chord>(), Err(Error::Key("f99".into())));
        assert_eq!("".parse::<Chord>(), Err(Error::Key(String::new())));
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!("é".parse::<Chord>().unwrap().typed(), Some('é'));
        assert_eq!("ctrl+a".parse::<Chord>().unwrap().typed(), None);
        assert_eq!("enter".parse::<Chord>().unwrap().typed(), None);
    }
}
