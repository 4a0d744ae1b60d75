//! The Diff tab: what of the request is another than when it was sent last, or opened.

use serde_json::Value;

use crate::app::panes::preview::diff_lines::{Lines, Sign};
use crate::document::diff::diff;
use crate::editor::pager::Sheet;
use crate::message::sent::LastSent;

/// The cells before the lines: their sign, and a blank.
pub const GUTTER: u16 = 2;

/// Since when changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Since the draft was opened.
    Opened,
    /// Since it was sent last.
    Sent,
}

/// The state of the tab. Its lines are made by [`DiffTab::show`] and kept until something they
/// follow from is another.
#[derive(Clone, Debug, Default)]
pub struct DiffTab {
    opened: Value,
    /// What was opened, in words.
    beginning: String,
    /// When, RFC 3339; empty where that is not known.
    at: String,
    sent: Option<LastSent>,
    asked: Option<Since>,
    /// The revision the lines were made for.
    made: Option<u64>,
    lines: Lines,
    /// The lines as rows, without their signs.
    pub sheet: Sheet,
}

impl DiffTab {
    /// The tab of a draft that is open as this request, since this time (RFC 3339), and was sent
    /// last as that.
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

    /// What was opened came from elsewhere, and this is what it is called.
    pub fn begins_as(&mut self, name: &str) {
        self.beginning = format!("{name} was opened");
        self.made = None;
    }

    /// Takes in what was sent from the draft just now.
    pub fn sent(&mut self, sent: LastSent) {
        self.sent = Some(sent);
        self.made = None;
    }

    /// What was sent from the draft last.
    #[must_use]
    pub fn last_sent(&self) -> Option<&LastSent> {
        self.sent.as_ref()
    }

    /// Since when changes are told.
    #[must_use]
    pub fn since(&self) -> Since {
        match self.asked {
            _ if self.sent.is_none() => Since::Opened,
            Some(asked) => asked,
            None => Since::Sent,
        }
    }

    /// Changes to the other beginning. Returns whether there is one.
    pub fn toggle(&mut self) -> bool {
        self.asked = Some(match self.since() {
            Since::Opened => Since::Sent,
            Since::Sent => Since::Opened,
        });
        self.made = None;
        self.sheet.rewind();
        self.sent.is_some()
    }

    /// Takes in the request as it is, and whether nothing is written in it; `revision` changes with it.
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
        let mut lines = Lines::default();
        lines.push(Sign::Head, 0, &format!("Since {head}"));
        if let Some((day, minute)) = at.get(..16).and_then(|minute| minute.split_once('T')) {
            lines.push(Sign::Head, 0, &format!("on {day} at {minute}"));
        }
        lines.push(Sign::Head, 0, "");
        match diff(old, request) {
            None => drop(lines.push(Sign::Head, 0, "nothing has changed")),
            // Every line of the message that went would say no more.
            Some(_) if is_blank && self.since() == Since::Sent => {
                let emptied = "emptied for the next message";
                lines.push(Sign::Head, 0, emptied);
            }
            Some(change) => lines.change("", &change, 0),
        }
        self.sheet.set(lines.text.clone());
        self.lines = lines;
    }

    /// The lines, as they were made last.
    #[must_use]
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Fits the tab to a pane of `width` by `height` cells.
    pub fn settle(&mut self, width: u16, height: u16) {
        self.sheet.settle(width.saturating_sub(GUTTER), height);
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
            let lines: Vec<&str> = tab.sheet.text().lines().collect();
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
        assert!(tab.sheet.text().ends_with("emptied for the next message"));
        assert!(tab.toggle());
        tab.show(3, &json!({}), true);
        assert!(
            tab.sheet.text().ends_with("a: 1"),
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
