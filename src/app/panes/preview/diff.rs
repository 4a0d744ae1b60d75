//! The Diff tab: changes to the request since it was last sent or opened.

use serde_json::Value;

use crate::app::panes::preview::diff_lines::{DiffLines, Sign};
use crate::document::diff::diff;
use crate::editor::pager::Pager;
use crate::message::sent::LastSent;

/// The cells before the lines: their sign, and a blank.
pub const GUTTER: u16 = 2;

/// The base of the diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The request when the draft was opened.
    Opened,
    /// The request when it was last sent.
    Sent,
}

/// The state of the tab.
///
/// Its lines are computed by [`DiffTab::show`] and cached until one of their inputs changes.
#[derive(Clone, Debug, Default)]
pub struct DiffTab {
    opened: Value,
    /// The name of what was opened.
    beginning: String,
    /// The time it was opened, RFC 3339; empty where that is not known.
    at: String,
    sent: Option<LastSent>,
    asked: Option<Since>,
    /// The revision the lines were computed for.
    made: Option<u64>,
    lines: DiffLines,
    /// The lines in a pager, without their signs.
    pub pager: Pager,
}

impl DiffTab {
    /// Creates the tab of a draft that was opened as this request at this time (RFC 3339), and sent last as
    /// that.
    #[must_use]
    pub fn of(opened: Value, at: &str, sent: Option<LastSent>) -> Self {
        Self {
            opened,
            beginning: "the draft was opened".to_owned(),
            at: at.to_owned(),
            sent,
            ..Self::default()
        }
    }

    /// Names the import that the draft begins with.
    pub fn begins_as(&mut self, name: &str) {
        self.beginning = format!("{name} was opened");
        self.made = None;
    }

    /// Sets the base to what stands in Chat, which the draft is to change.
    pub fn compare_with(&mut self, message: Value) {
        let beginning = "the message was read from Chat".to_owned();
        *self = Self {
            opened: message,
            beginning,
            ..Self::default()
        };
    }

    /// Sets the base to what was sent from the draft just now.
    pub fn sent(&mut self, sent: LastSent) {
        self.sent = Some(sent);
        self.made = None;
    }

    /// Returns what was last sent from the draft.
    #[must_use]
    pub fn last_sent(&self) -> Option<&LastSent> {
        self.sent.as_ref()
    }

    /// Returns the base of the diff.
    #[must_use]
    pub fn since(&self) -> Since {
        match self.asked {
            _ if self.sent.is_none() => Since::Opened,
            Some(asked) => asked,
            None => Since::Sent,
        }
    }

    /// Switches to the other base. Returns whether there is one.
    pub fn toggle(&mut self) -> bool {
        self.asked = Some(match self.since() {
            Since::Opened => Since::Sent,
            Since::Sent => Since::Opened,
        });
        self.made = None;
        self.pager.rewind();
        self.sent.is_some()
    }

    /// Computes the diff of a request; `is_blank` says that it is empty, and `revision` changes with it.
    pub fn show(&mut self, revision: u64, request: &Value, is_blank: bool) {
        if self.made == Some(revision) {
            return;
        }
        self.made = Some(revision);
        let (old, head, at) = match self.sent.as_ref().filter(|_| self.since() == Since::Sent) {
            Some(sent) => {
                let LastSent { space, at, request } = sent;
                (request, format!("it was sent to {space}"), at)
            }
            None => (&self.opened, self.beginning.clone(), &self.at),
        };
        let mut lines = DiffLines::default();
        lines.push(Sign::Head, 0, &format!("Since {head}"));
        if let Some((day, minute)) = at.get(..16).and_then(|minute| minute.split_once('T')) {
            lines.push(Sign::Head, 0, &format!("on {day} at {minute}"));
        }
        lines.push(Sign::Head, 0, "");
        match diff(old, request) {
            None => drop(lines.push(Sign::Head, 0, "nothing has changed")),
            // Every line of the message that was sent would say no more.
            Some(_) if is_blank && self.since() == Since::Sent => {
                let emptied = "emptied for the next message";
                lines.push(Sign::Head, 0, emptied);
            }
            Some(change) => lines.change("", &change, 0),
        }
        self.pager.set(lines.text.clone());
        self.lines = lines;
    }

    /// Returns the lines, as computed last.
    #[must_use]
    pub fn lines(&self) -> &DiffLines {
        &self.lines
    }

    /// Lays out the tab for a pane of `width` by `height` cells.
    pub fn layout(&mut self, width: u16, height: u16) {
        self.pager.layout(width.saturating_sub(GUTTER), height);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_send_is_what_counts_unless_told_otherwise() {
        let sent = LastSent {
            space: "eng".into(),
            at: "2026-11-25T14:32:05+01:00".into(),
            request: json!({"a": 2}),
        };
        let request = json!({"a": 1});
        let mut tab = DiffTab::of(request.clone(), "2026-11-25T14:02:59Z", None);
        let first = |tab: &mut DiffTab| {
            tab.show(1, &request, false);
            let lines: Vec<&str> = tab.pager.text().lines().collect();
            let changes = lines.iter().position(|line| line.is_empty());
            lines[..changes.unwrap_or(lines.len() - 1)].join(" ")
        };
        let opened = "Since the draft was opened on 2026-11-25 at 14:02";
        assert_eq!(first(&mut tab), opened);
        assert!(!tab.toggle(), "there is nothing else");
        assert_eq!(first(&mut tab), opened);
        tab.sent(sent);
        let sent = "Since it was sent to eng on 2026-11-25 at 14:32";
        assert_eq!(first(&mut tab), sent);
        assert!(tab.toggle());
        assert_eq!(first(&mut tab), opened);
        assert!(tab.toggle());
        tab.show(2, &json!({}), true);
        assert!(tab.pager.text().ends_with("emptied for the next message"));
        assert!(tab.toggle());
        tab.show(3, &json!({}), true);
        assert!(
            tab.pager.text().ends_with("a: 1"),
            "when it was opened it was not"
        );
        tab.begins_as("release.json");
        assert_eq!(
            first(&mut tab),
            "Since release.json was opened on 2026-11-25 at 14:02"
        );
        assert!(tab.toggle());
        assert_eq!(first(&mut tab), sent);
    }
}
