//! Footer: the keys that the last rows of the screen name, each with a word for its action.

use std::ops::Range;

use crate::app::controllers::dialogs::table;
use crate::app::controllers::preview;
use crate::app::model::App;
use crate::app::screen::{message_line, status_line};
use crate::cells::grapheme;
use crate::input::action::Action;
use crate::input::keymap::{Keymap, Place};

/// The cells between two keys.
pub const GAP: u16 = 2;

/// The most global keys that the status line names.
const KEYS: usize = 4;

/// A key and the word for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key, in its short form.
    pub key: String,
    /// The word for the action.
    pub word: &'a str,
    /// What the key triggers.
    pub action: Action,
}

impl Hint<'_> {
    /// Returns how many cells it takes.
    #[must_use]
    pub fn width(&self) -> u16 {
        cells(&self.key) + 1 + cells(self.word)
    }
}

fn cells(text: &str) -> u16 {
    grapheme::column_of(text, text.len())
}

/// Returns the keys of a place that have a word, in the order of the table.
///
/// Each is written when it is asked for: every frame asks, and most have no room for all.
pub fn hints(keymap: &Keymap, place: Place) -> impl Iterator<Item = Hint<'_>> {
    hints_for(keymap, place, |_| true)
}

/// Returns the same, of those actions only that are of use now.
pub fn hints_for(
    keymap: &Keymap,
    place: Place,
    is_of_use: impl Fn(Action) -> bool,
) -> impl Iterator<Item = Hint<'_>> {
    let bindings = keymap.bindings(place).iter();
    bindings.filter_map(move |binding| {
        let (word, chord) = (binding.hint?, binding.usual_chord()?);
        is_of_use(binding.action).then(|| Hint {
            key: chord.short(),
            word,
            action: binding.action,
        })
    })
}

/// Returns the key that closes a dialog, as text; empty where none does.
#[must_use]
pub fn closes(keymap: &Keymap, place: Place) -> String {
    let key = keymap.key_of(place, Action::Back);
    key.map_or(String::new(), |key| format!("{key} closes"))
}

/// Returns the hints, from the first on, that fit into so many cells, and the cells they take.
pub fn fitting<'a>(hints: impl IntoIterator<Item = Hint<'a>>, cells: u16) -> (Vec<Hint<'a>>, u16) {
    let (mut shown, mut taken) = (Vec::new(), 0);
    for hint in hints {
        let next = taken + hint.width() + if shown.is_empty() { 0 } else { GAP };
        if next > cells {
            break;
        }
        taken = next;
        shown.push(hint);
    }
    (shown, taken)
}

/// Returns the keys of the message line: those of the focused place, then the global ones that the status line has no
/// room for.
pub fn of_message_line(app: &App) -> impl Iterator<Item = Hint<'_>> {
    let controller = table::controller(app);
    let is_of_use = move |action| match controller {
        Some(controller) => controller.shows_hint(app, action),
        None => preview::is_of_use(app, action),
    };
    let keymap = app.session.keymap();
    let own = app.place().own();
    let own = own.flat_map(move |place| hints_for(keymap, place, is_of_use));
    // Counted only where there is room for more.
    let global = controller.is_none().then_some(Place::Everywhere);
    let everywhere = global.into_iter().flat_map(move |place| {
        let shown = of_status_line(app, app.ui.size().width).0.len();
        hints(keymap, place).skip(shown)
    });
    own.chain(everywhere)
}

/// Returns the global keys that a status line of so many cells has room for, and the columns they take: at its right
/// end, whose last column stays blank.
#[must_use]
pub fn of_status_line(app: &App, width: u16) -> (Vec<Hint<'_>>, Range<u16>) {
    let start = status_line::end(&status_line::segments(app)).min(width);
    let room = (width - start).saturating_sub(1);
    let hints = hints(app.session.keymap(), Place::Everywhere);
    let (shown, taken) = fitting(hints.take(KEYS), room);
    let end = start + room;
    (shown, end - taken..end)
}

/// Returns the action of the hint at a column, counted from the first hint.
fn action_at<'a>(hints: impl IntoIterator<Item = Hint<'a>>, column: u16) -> Option<Action> {
    let mut start = 0;
    for hint in hints {
        let end = start + hint.width();
        if (start..end).contains(&column) {
            return Some(hint.action);
        }
        start = end + GAP;
    }
    None
}

/// Returns the action of a click on a key that the footer names.
#[must_use]
pub fn clicked(app: &App, column: u16, row: u16) -> Option<Action> {
    let regions = app.regions();
    if row == regions.bottom.y {
        let (hints, columns) = of_status_line(app, regions.bottom.width);
        return action_at(hints, column.checked_sub(columns.start)?);
    }
    let has_hints =
        message_line::current_message(app).is_none() || message_line::has_hints_below(app);
    if !has_hints || row + 1 != regions.notice.bottom() {
        return None;
    }
    let room = regions.notice.width.saturating_sub(2);
    let (hints, _) = fitting(of_message_line(app), room);
    action_at(hints, column.checked_sub(regions.notice.x + 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(key: &str, word: &'static str, action: Action) -> Hint<'static> {
        Hint {
            key: key.into(),
            word,
            action,
        }
    }

    #[test]
    fn only_whole_hints_are_shown() {
        let hints = [
            hint("^S", "send", Action::Send),
            hint("F1", "help", Action::ShowHelp),
            hint("↑", "上", Action::Up),
        ];
        for (cells, expected) in [
            (6, (0, 0)),
            (7, (1, 7)),
            (15, (1, 7)),
            (16, (2, 16)),
            (21, (2, 16)),
            (22, (3, 22)),
            (90, (3, 22)),
        ] {
            let (shown, taken) = fitting(hints.clone(), cells);
            assert_eq!((shown.len(), taken), expected, "{cells}");
        }
        for (column, expected) in [
            (0, Some(Action::Send)),
            (6, Some(Action::Send)),
            (7, None),
            (9, Some(Action::ShowHelp)),
            (30, None),
        ] {
            assert_eq!(action_at(hints.clone(), column), expected, "{column}");
        }
    }
}
