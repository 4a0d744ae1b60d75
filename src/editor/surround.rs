//! Puts marks around words of a text, or takes them away.

use std::ops::Range;

use crate::editor::change::Splice;
use crate::editor::list_item;
use crate::editor::motion;
use crate::editor::text_area::Text;

/// A change that surrounds, and what is selected after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surround {
    /// The change.
    pub splice: Splice,
    /// The bytes of the text that are selected afterwards; an empty range is the cursor.
    pub selected: Range<usize>,
}

impl Text {
    /// Returns the change that puts `mark` on both sides of the selection, or of the word at the cursor.
    ///
    /// Marks hug the words of each line, behind the sign of a list item. Where they stand there already, they are
    /// taken away. At no word both marks are put in, the cursor between them.
    #[must_use]
    pub fn surround(&self, mark: &str) -> Surround {
        self.surrounded(mark, true)
    }

    /// Returns the change that puts `mark` on both sides of the selection, whatever stands there already.
    #[must_use]
    pub fn wrap(&self, mark: &str) -> Surround {
        self.surrounded(mark, false)
    }

    fn surrounded(&self, mark: &str, toggles: bool) -> Surround {
        let text = self.text();
        let range = self.selected_or_word();
        let range = trimmed(&text, range);
        let inside = &text[range.clone()];
        if let Some(outer) = marked_around(&text, &range, mark).filter(|_| toggles) {
            return replaced(&text, outer, inside.to_owned(), 0..inside.len());
        }
        let lines: Vec<&str> = inside.split('\n').collect();
        let words = |line: &&&str| !body(line).is_empty();
        let is_marked = |line: &&str| is_marked(&line[body(line)], mark);
        let takes_away = toggles
            && lines.iter().any(|line| !body(line).is_empty())
            && lines.iter().filter(words).all(is_marked);
        let turned = lines
            .iter()
            .map(|line| turned(line, mark, (toggles, takes_away)));
        let new = turned.collect::<Vec<_>>().join("\n");
        if inside.is_empty() {
            let at = range.start + mark.len();
            let new = [mark, mark].concat();
            return Surround {
                selected: at..at,
                ..replaced(&text, range, new, 0..0)
            };
        }
        let length = new.len();
        let hides = !takes_away && lines.len() == 1 && body(inside) == (0..inside.len());
        let selected = if hides {
            mark.len()..length - mark.len()
        } else {
            0..length
        };
        replaced(&text, range, new, selected)
    }

    /// Returns the change that makes a block of whole lines of the selection, between lines of `fence`.
    #[must_use]
    pub fn fence(&self, fence: &str) -> Surround {
        let text = self.text();
        let range = self.selected_range().unwrap_or_default();
        let is_at_start = range.start == 0 || text[..range.start].ends_with('\n');
        let is_at_end = range.end == text.len() || text[range.end..].starts_with('\n');
        let inside = text[range.clone()].trim_end_matches('\n');
        let before = if is_at_start { "" } else { "\n" };
        let after = if is_at_end && inside.len() == range.len() {
            ""
        } else {
            "\n"
        };
        let new = format!("{before}{fence}\n{inside}\n{fence}{after}");
        let start = before.len() + fence.len() + 1;
        let selected = start..start + inside.len();
        replaced(&text, range, new, selected)
    }

    /// Returns the change that puts `new` in place of the selection, or of the word at the cursor.
    ///
    /// `selected` are the bytes of `new` that are selected afterwards.
    #[must_use]
    pub fn replace_selected(&self, new: String, selected: Range<usize>) -> Surround {
        let text = self.text();
        let range = trimmed(&text, self.selected_or_word());
        replaced(&text, range, new, selected)
    }

    /// Returns the words that are selected, or the word at the cursor; without spaces around them.
    #[must_use]
    pub fn words_at_cursor(&self) -> String {
        let text = self.text();
        let range = trimmed(&text, self.selected_or_word());
        text[range].to_owned()
    }

    fn selected_or_word(&self) -> Range<usize> {
        if let Some(range) = self.selected_range() {
            return range;
        }
        let caret = self.caret();
        let line = self.lines().get(caret.line).map_or("", String::as_str);
        let word = motion::word_around(line, caret.byte);
        let start = self.caret_offset() - caret.byte;
        if let Some(tag) = tag_around(line, caret.byte) {
            return start + tag.start..start + tag.end;
        }
        let has_letters =
            |range: &Range<usize>| line[range.clone()].chars().any(char::is_alphanumeric);
        let before = motion::word_start(line, caret.byte)..caret.byte;
        let follows_word =
            has_letters(&before) && !line[before.clone()].ends_with(char::is_whitespace);
        let found = if has_letters(&word) {
            word
        } else if follows_word {
            before
        } else {
            caret.byte..caret.byte
        };
        start + found.start..start + found.end
    }
}

/// Returns the tag `<…>` of a mention or a link that a place of a line is in, or at the end of: marks within it would break
/// it.
fn tag_around(line: &str, place: usize) -> Option<Range<usize>> {
    let start = line[..place].rfind('<')?;
    let end = start + line[start..].find('>')? + 1;
    let inside = &line[start + 1..end - 1];
    let is_tag =
        inside.starts_with("users/") || inside.contains("://") || inside.starts_with("mailto:");
    (place <= end && is_tag && !inside.contains('<')).then_some(start..end)
}

fn replaced(text: &str, range: Range<usize>, new: String, selected: Range<usize>) -> Surround {
    let at = range.start;
    Surround {
        selected: at + selected.start..at + selected.end,
        splice: Splice {
            at,
            removed: text[range].to_owned(),
            inserted: new,
        },
    }
}

/// Returns the range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_start().len();
    let end = range.start + inside.trim_end().len();
    if start < end {
        start..end
    } else {
        range.end..range.end
    }
}

/// Returns the range with the marks right outside of it, if it has some.
///
/// One sign is no half of two: what is bold in Markdown is not italic.
fn marked_around(text: &str, range: &Range<usize>, mark: &str) -> Option<Range<usize>> {
    if range.is_empty() || text[range.clone()].contains('\n') {
        return None;
    }
    let sign = mark.chars().next()?;
    let run = |count: usize| {
        if mark.len() == 1 {
            count % 2 == 1
        } else {
            count >= mark.len()
        }
    };
    let before = text[..range.start]
        .chars()
        .rev()
        .take_while(|c| *c == sign)
        .count();
    let after = text[range.end..].chars().take_while(|c| *c == sign).count();
    (run(before) && run(after)).then(|| range.start - mark.len()..range.end + mark.len())
}

fn is_marked(words: &str, mark: &str) -> bool {
    let inside = words
        .strip_prefix(mark)
        .and_then(|rest| rest.strip_suffix(mark));
    let sign = mark.chars().next().unwrap_or_default();
    inside.is_some_and(|inside| {
        !inside.is_empty()
            && (mark.len() > 1 || !(inside.starts_with(sign) && inside.ends_with(sign)))
    })
}

/// Returns the bytes of a line that marks hug: without indent, sign of a list item, and spaces at its end.
fn body(line: &str) -> Range<usize> {
    let start = list_item::marker(line).map_or(0, str::len);
    let rest = &line[start..];
    let from = start + rest.len() - rest.trim_start().len();
    let to = start + rest.trim_end().len();
    from..to.max(from)
}

/// Returns a line with its marks: put in, or taken away; `toggles` is whether those that stand there are enough.
fn turned(line: &str, mark: &str, (toggles, takes_away): (bool, bool)) -> String {
    let range = body(line);
    let words = &line[range.clone()];
    if words.is_empty() {
        return line.to_owned();
    }
    let new = if takes_away {
        words[mark.len()..words.len() - mark.len()].to_owned()
    } else if toggles && is_marked(words, mark) {
        words.to_owned()
    } else {
        format!("{mark}{words}{mark}")
    };
    [&line[..range.start], &new, &line[range.end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies a change to a text with `[` and `]` around its selection, and shows what is selected then.
    fn surrounded(before: &str, change: impl Fn(&Text) -> Surround) -> String {
        let start = before.find('[').unwrap();
        let end = before.find(']').unwrap() - 1;
        let mut text = Text::new(&before.replace(['[', ']'], ""));
        text.select(start..end);
        let Surround { splice, selected } = change(&text);
        text.apply(&splice);
        text.select(selected.clone());
        let mut shown = text.text();
        shown.insert(selected.end, ']');
        shown.insert(selected.start, '[');
        shown
    }

    #[test]
    fn marks_hug_words_and_are_taken_away_again() {
        for (before, mark, after) in [
            ("a [word] b", "*", "a *[word]* b"),
            ("a *[word]* b", "*", "a [word] b"),
            ("a [*word*] b", "*", "a [word] b"),
            ("a [ word ]b", "*", "a  *[word]* b"),
            ("a wo[]rd b", "*", "a *[word]* b"),
            ("word[]", "_", "_[word]_"),
            ("a []", "`", "a `[]`"),
            ("**[word]**", "*", "***[word]***"),
            ("***[word]***", "*", "**[word]**"),
            ("**[word]**", "**", "[word]"),
            ("*[word]*", "**", "***[word]***"),
            ("[one\n\n  two ]x", "*", "[*one*\n\n  *two*] x"),
            ("[- one\n1. two]", "~~", "[- ~~one~~\n1. ~~two~~]"),
            ("[- *one*\n- *two*]", "*", "[- one\n- two]"),
            ("[*one*\ntwo]", "*", "[*one*\n*two*]"),
            ("你[好]", "*", "你*[好]*"),
        ] {
            assert_eq!(
                surrounded(before, |text| text.surround(mark)),
                after,
                "{before}"
            );
        }
    }

    #[test]
    fn a_block_of_code_takes_whole_lines() {
        for (before, after) in [
            ("[a\nb]", "```\n[a\nb]\n```"),
            ("x\n[a\nb\n]y", "x\n```\n[a\nb]\n```\ny"),
            ("x [a\nb] y", "x \n```\n[a\nb]\n```\n y"),
        ] {
            assert_eq!(
                surrounded(before, |text| text.fence("```")),
                after,
                "{before}"
            );
        }
    }
}
