//! Asks the terminal what it can do: its keys and its cursor.

use std::time::Duration;

use crate::platform::terminal;

/// What a terminal answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether it has the keyboard protocol of kitty.
    pub has_kitty_keys: bool,
    /// The shape of its cursor, as `DECSCUSR` numbers it; `None` where it cannot be read.
    pub cursor_shape: Option<u8>,
}

/// Asks for the flags of the keyboard protocol, the cursor's shape and, last, what every terminal answers.
const QUESTIONS: &str = "\x1b[?u\x1bP$q q\x1b\\\x1b[c";

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// Asks the terminal, for half a second at most; `None` where it does not answer.
#[must_use]
pub fn ask() -> Option<Answer> {
    parse(&terminal::ask(QUESTIONS.as_bytes(), PATIENCE, is_whole)?)
}

/// Returns whether the last answer is there: `CSI ? … c`.
fn is_whole(answered: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answered);
    text.rsplit_once("\x1b[?")
        .is_some_and(|(_, last)| last.ends_with('c'))
}

fn parse(answered: &[u8]) -> Option<Answer> {
    if !is_whole(answered) {
        return None;
    }
    let text = String::from_utf8_lossy(answered);
    let mut sequences = text.split("\x1b[?").skip(1);
    let is_flags = |sequence: &str| {
        let digits = sequence.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.starts_with('u')
    };
    let shape = text.split_once("\x1bP1$r").and_then(|(_, rest)| {
        let shape = rest.split(" q").next()?;
        shape.parse().ok()
    });
    Some(Answer {
        has_kitty_keys: sequences.any(is_flags),
        cursor_shape: shape,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_terminals_give_them() {
        for (answered, expected) in [
            (
                "\x1b[?0u\x1bP1$r2 q\x1b\\\x1b[?62;4c",
                Some((true, Some(2))),
            ),
            ("\x1bP1$r1 q\x1b\\\x1b[?1;2c", Some((false, Some(1)))),
            ("\x1bP0$r\x1b\\\x1b[?64;1;2c", Some((false, None))),
            ("\x1b[?1;2c", Some((false, None))),
            ("\x1b[?0u", None),
            ("", None),
        ] {
            let found = parse(answered.as_bytes());
            let found = found.map(|answer| (answer.has_kitty_keys, answer.cursor_shape));
            assert_eq!(found, expected, "{answered:?}");
        }
    }
}
