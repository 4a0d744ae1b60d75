//! Formats a structural diff as lines.

use std::ops::Range;

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::diff::{Change, gaps};

/// The number of unchanged lines of a text that are shown around changed ones.
const AROUND: usize = 1;

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The heading: the base of the diff.
    Head,
    /// A path of a change, or an unchanged line near one.
    Same,
    /// A removed value or line.
    Removed,
    /// An added value or line.
    Added,
}

impl Sign {
    /// Returns the sign before the line, one cell wide.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Head | Self::Same => " ",
            Self::Removed => "-",
            Self::Added => "+",
        }
    }
}

/// Lines without their signs, indented by two blanks a level.
#[derive(Clone, Debug, Default)]
pub struct DiffLines {
    /// The lines, between line ends.
    pub text: String,
    /// The sign of each line, and the byte of the text at which the line begins.
    pub signs: Vec<(Sign, usize)>,
    /// The words of a line that are not in its counterpart, in bytes of the text, in order.
    pub others: Vec<Range<usize>>,
}

impl DiffLines {
    /// Returns all lines with their signs.
    #[must_use]
    pub fn signed(&self) -> String {
        let lines = self.text.split('\n').zip(&self.signs);
        let signed = lines.map(|(line, (sign, _))| match sign {
            Sign::Head => line.to_owned(),
            sign => format!("{} {line}", sign.symbol()),
        });
        signed.collect::<Vec<_>>().join("\n")
    }

    /// Adds a line. Returns the byte range of its text.
    pub fn push(&mut self, sign: Sign, depth: usize, words: &str) -> Range<usize> {
        if !self.signs.is_empty() {
            self.text.push('\n');
        }
        self.signs.push((sign, self.text.len()));
        self.text.extend(std::iter::repeat_n("  ", depth));
        let start = self.text.len();
        self.text.push_str(words);
        start..self.text.len()
    }

    /// Adds the change of the value at `path`, which is relative to the nearest line above.
    pub fn change(&mut self, path: &str, change: &Change<'_>, depth: usize) {
        match change {
            Change::Added(value) => drop(self.value(Sign::Added, path, value, depth)),
            Change::Removed(value) => drop(self.value(Sign::Removed, path, value, depth)),
            Change::Replaced(Value::String(old), Value::String(new))
                if old.contains('\n') || new.contains('\n') =>
            {
                self.push(Sign::Same, depth, path);
                self.lines_of_text(old, new, depth + 1);
            }
            Change::Replaced(old, new) => {
                let old = self.value(Sign::Removed, path, old, depth);
                let new = self.value(Sign::Added, path, new, depth);
                if let (Some(old), Some(new)) = (old, new) {
                    self.compare(vec![(old, new)]);
                }
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

    /// Adds all changes within the value at `path`; a single one extends its path.
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

    /// Adds a value that was added or removed, in full. Returns its byte range, if it is a text of one line.
    fn value(
        &mut self,
        sign: Sign,
        path: &str,
        value: &Value,
        depth: usize,
    ) -> Option<Range<usize>> {
        let pretty = format!("{value:#}");
        let mut words = None;
        for (at, line) in pretty.split('\n').enumerate() {
            if at == 0 && !path.is_empty() {
                let all = self.push(sign, depth, &format!("{path}: {line}"));
                words = Some(all.end - line.len()..all.end);
            } else {
                words = Some(self.push(sign, depth, line));
            }
        }
        words.filter(|_| value.is_string())
    }

    /// Adds the changed lines of a text, and the unchanged ones around them.
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
            let mut all = |sign, lines: &[&str]| -> Vec<Range<usize>> {
                let lines = lines.iter();
                lines
                    .map(|line| self.push(sign, depth, &quoted(line)))
                    .collect()
            };
            let gone = all(Sign::Removed, &old[gap.old]);
            let here = all(Sign::Added, &new[gap.new.clone()]);
            if gone.len() == here.len() {
                self.compare(gone.into_iter().zip(here).collect());
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

    /// Records which words of lines differ from their counterparts, unless most do.
    fn compare(&mut self, pairs: Vec<(Range<usize>, Range<usize>)>) {
        let (mut gone, mut here) = (Vec::new(), Vec::new());
        for (old, new) in pairs {
            let words = |at: &Range<usize>| -> Vec<(usize, &str)> {
                self.text[at.clone()].split_word_bound_indices().collect()
            };
            let (was, is) = (words(&old), words(&new));
            let gaps = gaps(&plain(&was), &plain(&is));
            // From the first word of a gap to the end of its last.
            let cells = |words: &[(usize, &str)], gap: &Range<usize>, line: &Range<usize>| {
                let start = words.get(gap.start).map_or(line.len(), |(at, _)| *at);
                let end = words.get(gap.end).map_or(line.len(), |(at, _)| *at);
                line.start + start..line.start + end
            };
            let old_cells: Vec<_> = gaps.iter().map(|gap| cells(&was, &gap.old, &old)).collect();
            let new_cells: Vec<_> = gaps.iter().map(|gap| cells(&is, &gap.new, &new)).collect();
            let changed: usize = old_cells.iter().chain(&new_cells).map(Range::len).sum();
            if changed * 3 <= (old.len() + new.len()) * 2 {
                gone.extend(old_cells);
                here.extend(new_cells);
            }
        }
        let others = gone.into_iter().chain(here);
        self.others.extend(others.filter(|cells| !cells.is_empty()));
    }
}

fn plain<'a>(words: &[(usize, &'a str)]) -> Vec<&'a str> {
    words.iter().map(|(_, word)| *word).collect()
}

/// Returns a member as a step of a path; a name that is no plain word is quoted.
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
    use crate::document::diff::diff;

    fn told(old: &Value, new: &Value) -> DiffLines {
        let mut lines = DiffLines::default();
        lines.change("", &diff(old, new).unwrap(), 0);
        lines
    }

    #[test]
    fn changes_are_told_by_their_paths() {
        for (old, new, expected) in [
            (
                json!({"message": {"text": "a"}}),
                json!({"parent": "spaces/A", "message": {"text": "b"}}),
                &[
                    "+ parent: \"spaces/A\"",
                    "- message.text: \"a\"",
                    "+ message.text: \"b\"",
                ][..],
            ),
            (
                json!({"message": {"text": "a", "x": 1, "cardsV2": [{"card": {"header": {"title": "t"}}}]}}),
                json!({"message": {"text": "a", "cardsV2": [{"card": {"header": {"title": "u"}}}, {"cardId": "c"}]}}),
                &[
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
                &["+ [\"a-b\"][1]: {}"],
            ),
            (json!({}), json!([]), &["- {}", "+ []"]),
        ] {
            let lines = told(&old, &new).signed();
            assert_eq!(lines.lines().collect::<Vec<_>>(), expected, "{old} {new}");
        }
    }

    #[test]
    fn the_words_that_are_others_are_noted() {
        for (old, new, others) in [
            ("Lunch at 11?", "Lunch at 12?", &["11", "12"][..]),
            ("one two three", "one three", &["two "]),
            ("one three", "one two three", &["two "]),
            ("all of it", "nothing", &[]),
            ("你好世界 👩🏽‍🚀", "你好世界 👩🏽‍🚀!", &["!"]),
            ("a\nsome words\nc", "a\nsome other words\nc", &["other "]),
            (
                "a b c d e\nb c d e f",
                "a b X d e\nb c d Y f",
                &["c", "e", "X", "Y"],
            ),
        ] {
            let lines = told(&json!({"text": old}), &json!({"text": new}));
            let noted = lines.others.iter().map(|at| &lines.text[at.clone()]);
            assert_eq!(noted.collect::<Vec<_>>(), others, "{old} {new}");
        }
        let lines = told(&json!({"a": 1}), &json!({"a": 2}));
        assert!(lines.others.is_empty(), "numbers are told whole");
    }
}
