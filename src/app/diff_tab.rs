//! The Diff tab: what of the request is another than when it was sent last, or opened.

use serde_json::Value;

use super::sheet::Sheet;
use crate::document::diff::{Change, diff, gaps};
use crate::message::sent::LastSent;

/// How many lines of a text that stayed are shown around those that did not.
const AROUND: usize = 1;

/// What a line of the tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Since when.
    Head,
    /// Where something changed, or what stands beside it.
    Same,
    /// It went.
    Removed,
    /// It came.
    Added,
}

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
    signs: Vec<Sign>,
    /// The lines as rows.
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

    /// Takes in the request as it is; `revision` changes with it.
    pub fn show(&mut self, revision: u64, request: &Value) {
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
        match diff(old, request) {
            None => lines.push(Sign::Head, 0, "nothing has changed"),
            Some(change) => {
                lines.push(Sign::Head, 0, "");
                lines.change("", &change, 0);
            }
        }
        self.signs = lines.signs;
        self.sheet.set(lines.text);
    }

    /// What line number `line` says.
    #[must_use]
    pub fn sign(&self, line: usize) -> Sign {
        self.signs.get(line).copied().unwrap_or(Sign::Same)
    }
}

/// The lines being made: a sign, a blank, and two blanks a step.
#[derive(Default)]
struct Lines {
    text: String,
    signs: Vec<Sign>,
}

impl Lines {
    fn push(&mut self, sign: Sign, depth: usize, words: &str) {
        if !self.signs.is_empty() {
            self.text.push('\n');
        }
        self.signs.push(sign);
        self.text.push_str(match sign {
            Sign::Head => "",
            Sign::Same => "  ",
            Sign::Removed => "- ",
            Sign::Added => "+ ",
        });
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(words);
    }

    /// What became of the value at `path`, which is told from the nearest line above on.
    fn change(&mut self, path: &str, change: &Change<'_>, depth: usize) {
        match change {
            Change::Added(value) => self.value(Sign::Added, path, value, depth),
            Change::Removed(value) => self.value(Sign::Removed, path, value, depth),
            Change::Replaced(Value::String(old), Value::String(new))
                if old.contains('\n') || new.contains('\n') =>
            {
                self.push(Sign::Same, depth, path);
                self.lines_of_text(old, new, depth + 1);
            }
            Change::Replaced(old, new) => {
                self.value(Sign::Removed, path, old, depth);
                self.value(Sign::Added, path, new, depth);
            }
            Change::Members(changes) => {
                let named = changes.iter().map(|(name, change)| (dotted(name), change));
                self.all(path, named.collect(), depth);
            }
            Change::Elements(changes) => {
                let numbered = changes.iter().map(|(place, change)| {
                    let at = match change {
                        Change::Removed(_) => place.old,
                        _ => place.new,
                    };
                    (format!("[{at}]"), change)
                });
                self.all(path, numbered.collect(), depth);
            }
        }
    }

    /// All changes within the value at `path`: a single one goes on with its path.
    fn all(&mut self, path: &str, changes: Vec<(String, &Change<'_>)>, depth: usize) {
        let is_single = changes.len() == 1 || path.is_empty();
        if !is_single {
            self.push(Sign::Same, depth, path);
        }
        for (step, change) in changes {
            if is_single {
                let path = format!("{path}{step}");
                self.change(path.trim_start_matches('.'), change, depth);
            } else {
                self.change(step.trim_start_matches('.'), change, depth + 1);
            }
        }
    }

    /// A value that came or went, whole.
    fn value(&mut self, sign: Sign, path: &str, value: &Value, depth: usize) {
        let pretty = format!("{value:#}");
        for (at, line) in pretty.split('\n').enumerate() {
            match (at, path) {
                (0, "") => self.push(sign, depth, line),
                (0, path) => self.push(sign, depth, &format!("{path}: {line}")),
                _ => self.push(sign, depth, line),
            }
        }
    }

    /// The lines of a text that came or went, and those beside them.
    fn lines_of_text(&mut self, old: &str, new: &str, depth: usize) {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let new: Vec<&str> = new.split_inclusive('\n').collect();
        let quoted = |line: &&str| Value::from(*line).to_string();
        let mut told = 0;
        for gap in gaps(&old, &new) {
            let before = gap.new.start.saturating_sub(AROUND).max(told);
            if before > told {
                self.push(Sign::Same, depth, "⋯");
            }
            for line in &new[before..gap.new.start] {
                self.push(Sign::Same, depth, &quoted(line));
            }
            for line in &old[gap.old] {
                self.push(Sign::Removed, depth, &quoted(line));
            }
            for line in &new[gap.new.clone()] {
                self.push(Sign::Added, depth, &quoted(line));
            }
            told = (gap.new.end + AROUND).min(new.len());
            for line in &new[gap.new.end..told] {
                self.push(Sign::Same, depth, &quoted(line));
            }
        }
        if told < new.len() {
            self.push(Sign::Same, depth, "⋯");
        }
    }
}

/// A member as a step of a path; a name that is no plain word in quotes.
fn dotted(name: &str) -> String {
    let is_plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        format!(".{name}")
    } else {
        format!("[{}]", Value::from(name))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        let mut tab = DiffTab::of(old.clone(), "", None);
        tab.show(1, new);
        tab.sheet
            .text()
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn changes_are_told_by_their_paths() {
        for (old, new, expected) in [
            (
                json!({"a": 1}),
                json!({"a": 1}),
                &["nothing has changed"][..],
            ),
            (
                json!({"message": {"text": "a"}}),
                json!({"parent": "spaces/A", "message": {"text": "b"}}),
                &[
                    "",
                    "+ parent: \"spaces/A\"",
                    "- message.text: \"a\"",
                    "+ message.text: \"b\"",
                ],
            ),
            (
                json!({"message": {"text": "a", "x": 1, "cardsV2": [{"card": {"header": {"title": "t"}}}]}}),
                json!({"message": {"text": "a", "cardsV2": [{"card": {"header": {"title": "u"}}}, {"cardId": "c"}]}}),
                &[
                    "",
                    "  message",
                    "-   x: 1",
                    "    cardsV2",
                    "-     [0].card.header.title: \"t\"",
                    "+     [0].card.header.title: \"u\"",
                    "+     [1]: {",
                    "+       \"cardId\": \"c\"",
                    "+     }",
                ],
            ),
            (
                json!({"text": "a\nb\nc\nd\ne\nf\n"}),
                json!({"text": "a\nb\nc\nX\ne\nf\n"}),
                &[
                    "",
                    "  text",
                    "    ⋯",
                    "    \"c\\n\"",
                    "-   \"d\\n\"",
                    "+   \"X\\n\"",
                    "    \"e\\n\"",
                    "    ⋯",
                ],
            ),
            (
                json!({"a-b": [1]}),
                json!({"a-b": [1, {}]}),
                &["", "+ [\"a-b\"][1]: {}"],
            ),
            (json!({}), json!([]), &["", "- {}", "+ []"]),
        ] {
            assert_eq!(lines(&old, &new), expected, "{old} {new}");
        }
    }

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
            tab.show(1, &request);
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
        tab.begins_as("release.json");
        assert_eq!(
            first(&mut tab),
            "Since release.json was opened on 2026-11-25 at 14:02"
        );
        assert!(tab.toggle());
        assert_eq!(first(&mut tab), sent);
    }
}
