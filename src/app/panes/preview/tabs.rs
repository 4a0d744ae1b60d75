//! The tabs of the preview pane, each a view of the message, and which of them is current.

use serde_json::Value;

use crate::app::panes::preview::card::CardTab;
use crate::app::panes::preview::checks::ChecksTab;
use crate::app::panes::preview::code::CodeTab;
use crate::app::panes::preview::diff::DiffTab;
use crate::app::panes::preview::json::JsonTab;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::sent::LastSent;

/// A tab of the preview pane.
///
/// # A further tab
/// Its state is a field of [`Preview`], or nothing where all of it is derived from the draft. It has a line
/// in each `match` of this file (its title, its keys, the action that shows it), of
/// `app/controllers/preview.rs` (its key handling, layout, the wheel, a click) and of
/// `view/panes/preview/tabs.rs` (its drawing). The action `show-…` is in `[everywhere]` of the table of
/// keys, so that the palette has it, and with its digit in `[preview]`; a place of its own holds the keys
/// that only it has. Only the current tab is laid out and drawn: whatever a hidden tab would compute must
/// wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The request as it is sent.
    #[default]
    Json,
    /// The message as Chat shows it.
    Card,
    /// The program that sends the message.
    Code,
    /// What changed since the last send, or since the draft was opened.
    Diff,
    /// The findings of the message.
    Checks,
}

impl Tab {
    /// All tabs, from the left.
    pub const ALL: [Self; 5] = [Self::Json, Self::Card, Self::Code, Self::Diff, Self::Checks];

    /// Returns the name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Card => "Card",
            Self::Code => "Code",
            Self::Diff => "Diff",
            Self::Checks => "Checks",
        }
    }

    /// Returns the place whose key bindings apply while it is current; it falls through to that of the whole
    /// pane.
    #[must_use]
    pub fn place(self) -> Place {
        match self {
            Self::Json => Place::Json,
            Self::Card => Place::Card,
            Self::Code => Place::Code,
            Self::Diff => Place::Diff,
            Self::Checks => Place::Checks,
        }
    }

    /// Returns the tab that an action shows.
    #[must_use]
    pub fn shown_by(action: Action) -> Option<Self> {
        Some(match action {
            Action::ShowJson => Self::Json,
            Action::ShowCard => Self::Card,
            Action::ShowCode => Self::Code,
            Action::ShowDiff => Self::Diff,
            Action::ShowChecks => Self::Checks,
            _ => return None,
        })
    }

    /// Returns its number, from the left.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0)
    }

    /// Returns the tab `steps` further along, around the end.
    #[must_use]
    pub fn stepped(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let at = self.number().wrapping_add_signed(steps);
        Self::ALL[at.wrapping_add(count) % count]
    }
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Preview {
    /// The current tab.
    pub tab: Tab,
    /// The request as it is sent.
    pub json: JsonTab,
    /// The message as Chat shows it.
    pub card: CardTab,
    /// The program that sends the message.
    pub code: CodeTab,
    /// The diff.
    pub diff: DiffTab,
    /// The findings of the message.
    pub checks: ChecksTab,
}

impl Preview {
    /// Resets all that belongs to a draft; the current tab and the language of its code stay.
    ///
    /// The new draft was opened as this request at this time (RFC 3339), and was sent last as that.
    pub fn reset(&mut self, opened: &Value, at: &str, sent: Option<LastSent>) {
        *self = Self {
            tab: self.tab,
            code: self.code.cleared(),
            diff: DiffTab::of(opened.clone(), at, sent),
            ..Self::default()
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::chord::{Chord, Key};
    use crate::input::keymap::Keymap;

    #[test]
    fn each_tab_has_its_keys() {
        let keymap = Keymap::builtin().unwrap();
        for (tab, digit) in Tab::ALL.into_iter().zip('1'..) {
            let place = tab.place();
            assert!(place.reach().contains(&Place::Preview), "{tab:?}");
            let asked = keymap.resolve(place, Chord::plain(Key::Char(digit)));
            let shown = asked.and_then(|(_, action)| Tab::shown_by(action));
            assert_eq!(shown, Some(tab), "{digit} in {place:?}");
            let everywhere = keymap.bindings(Place::Everywhere).iter();
            let shown: Vec<_> = everywhere.filter_map(|b| Tab::shown_by(b.action)).collect();
            assert!(shown.contains(&tab), "{tab:?} is not in the palette");
        }
    }

    #[test]
    fn tabs_go_round() {
        let last = Tab::ALL[Tab::ALL.len() - 1];
        assert_eq!(Tab::Json.stepped(-1), last);
        assert_eq!(last.stepped(1), Tab::Json);
    }
}
