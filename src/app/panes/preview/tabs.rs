//! The tabs of the preview pane, each a view of the message, and which of them is current.

use serde_json::Value;

use crate::app::panes::preview::card::CardTab;
use crate::app::panes::preview::checks::ChecksTab;
use crate::app::panes::preview::code::CodeTab;
use crate::app::panes::preview::diff::DiffTab;
use crate::app::panes::preview::json::JsonTab;
use crate::app::panes::preview::thread::ThreadTab;
use crate::message::sent::LastSent;

/// A tab of the preview pane.
///
/// What it is to the program, its title and its keys included, stands in a file of `app/controllers/tabs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The request as it is sent.
    #[default]
    Json,
    /// The message as Chat shows it.
    Card,
    /// The messages of the thread that is replied to.
    Thread,
    /// The program that sends the message.
    Code,
    /// What changed since the last send, or since the draft was opened.
    Diff,
    /// The findings of the message.
    Checks,
}

impl Tab {
    /// All tabs, from the left.
    pub const ALL: [Self; 6] = [
        Self::Json,
        Self::Card,
        Self::Thread,
        Self::Code,
        Self::Diff,
        Self::Checks,
    ];

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
    /// The messages of the thread that is replied to.
    pub thread: ThreadTab,
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

    #[test]
    fn tabs_go_round() {
        let last = Tab::ALL[Tab::ALL.len() - 1];
        assert_eq!(Tab::Json.stepped(-1), last);
        assert_eq!(last.stepped(1), Tab::Json);
    }
}
