//! Key hints: the keys that a row names, each with a word for its action.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::input::action::Action;
use crate::input::keymap::{Keymap, Place};
use crate::view::label;
use crate::view::theme::Theme;

/// The cells between two keys.
const GAP: u16 = 2;

/// A key and the word for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    key: String,
    word: String,
}

impl Hint {
    fn width(&self) -> u16 {
        label::width(&self.key) + 1 + label::width(&self.word)
    }
}

/// Returns the keys of a place that have a word, in the order of the table.
#[must_use]
pub fn hints(keymap: &Keymap, place: Place) -> Vec<Hint> {
    hints_for(keymap, place, |_| true)
}

/// Returns the same, of those actions only that are of use now.
#[must_use]
pub fn hints_for(keymap: &Keymap, place: Place, is_of_use: impl Fn(Action) -> bool) -> Vec<Hint> {
    let hint = |(key, word): (String, &str)| Hint {
        key,
        word: word.to_owned(),
    };
    let bindings = keymap.bindings(place).iter();
    bindings
        .filter(|binding| is_of_use(binding.action))
        .filter_map(|binding| {
            let key = binding.chords().first()?.short();
            Some(hint((key, binding.hint.as_deref()?)))
        })
        .collect()
}

/// Returns the key that closes a dialog, as text; empty where none does.
#[must_use]
pub fn closes(keymap: &Keymap, place: Place) -> String {
    let key = keymap.key_of(place, Action::Back);
    key.map_or(String::new(), |key| format!("{key} closes"))
}

/// Returns how many of the hints, from the first on, fit into so many cells, and the cells they take.
#[must_use]
pub fn fitting(hints: &[Hint], cells: u16) -> (usize, u16) {
    let mut taken = 0;
    for (count, hint) in hints.iter().enumerate() {
        let next = taken + hint.width() + if count == 0 { 0 } else { GAP };
        if next > cells {
            return (count, taken);
        }
        taken = next;
    }
    (hints.len(), taken)
}

/// Draws as many of the hints as fit into the first row of `area`.
pub fn draw(hints: &[Hint], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (count, _) = fitting(hints, area.width);
    let mut rest = area;
    for hint in &hints[..count] {
        let taken = label::draw(&hint.key, rest, theme.key, buffer) + 1;
        rest = label::beside(rest, taken);
        let taken = label::draw(&hint.word, rest, theme.dim, buffer) + GAP;
        rest = label::beside(rest, taken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_hints_are_shown() {
        let hint = |key: &str, word: &str| Hint {
            key: key.into(),
            word: word.into(),
        };
        let hints = [hint("^S", "send"), hint("F1", "help"), hint("↑", "上")];
        for (cells, expected) in [
            (6, (0, 0)),
            (7, (1, 7)),
            (15, (1, 7)),
            (16, (2, 16)),
            (21, (2, 16)),
            (22, (3, 22)),
            (90, (3, 22)),
        ] {
            assert_eq!(fitting(&hints, cells), expected, "{cells}");
        }
    }
}
