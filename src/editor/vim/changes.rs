//! The changes that the keys of vim make: operators, replacing, joining, putting, repeating.

use std::ops::Range;

use super::{Awaited, Mode, Operator, Vim, VimHost, VimKey, below, operator};
use crate::editor::change::Splice;
use crate::editor::motion::Motion;
use crate::editor::vim_motion as place;

/// The most times that what was typed is inserted.
const MOST_TIMES: usize = 999;

impl Vim {
    pub(super) fn in_insert(&mut self, key: VimKey, host: &mut impl VimHost) -> bool {
        if self.repeats && key != VimKey::Esc {
            self.inserted.push(key);
            Self::insert(key, host);
            return true;
        }
        if key != VimKey::Esc {
            return false;
        }
        for _ in 1..std::mem::take(&mut self.times).min(MOST_TIMES) {
            if self.opens_lines {
                let end = place::line_end(&host.text().text(), host.text().caret_offset());
                host.text().go_to(end);
                Self::insert(VimKey::Enter, host);
            }
            for key in self.inserted.clone() {
                Self::insert(key, host);
            }
        }
        self.mode = Mode::Normal;
        if let Some(mut keys) = self.recorded.take() {
            keys.push(VimKey::Esc);
            self.last = keys;
        }
        host.end_step();
        let at = host.text().caret_offset();
        let words = host.text().text();
        if place::line_start(&words, at) < at {
            host.text().go_to(place::previous(&words, at).unwrap_or(0));
        }
        true
    }

    /// Types a key of a change that is repeated.
    pub(super) fn insert(key: VimKey, host: &mut impl VimHost) {
        let splice = match key {
            VimKey::Char(c) => host.text().insert(c),
            VimKey::Enter => Some(host.text().newline()),
            VimKey::Backspace => host.text().delete(Motion::Left),
            VimKey::Esc | VimKey::Redo => None,
        };
        if let Some(splice) = splice {
            host.apply(&splice);
        }
    }

    /// Applies a doubled operator, such as `dd`.
    pub(super) fn whole_lines(&mut self, host: &mut impl VimHost) {
        let words = host.text().text();
        let at = host.text().caret_offset();
        let total = self.count.max(1) * self.operator.map_or(1, |(_, times)| times);
        let by = isize::try_from(total - 1).unwrap_or(0);
        let to = below(&words, at, by);
        self.operate_lines(at, to, host);
    }

    pub(super) fn operate_lines(&mut self, from: usize, to: usize, host: &mut impl VimHost) {
        let words = host.text().text();
        let (start, end) = (place::line_start(&words, from), place::line_end(&words, to));
        self.operate(start..end, true, host);
    }

    /// Applies the operator to a range; of whole lines it takes a line end with them.
    pub(super) fn operate(&mut self, range: Range<usize>, is_lines: bool, host: &mut impl VimHost) {
        let Some((operator, _)) = self.operator.take() else {
            return;
        };
        let words = host.text().text();
        let taken = words[range.clone()].to_owned();
        if !taken.is_empty() || is_lines {
            host.fill(&taken);
            self.lines = is_lines.then(|| taken.clone());
        }
        let (start, end) = match operator {
            Operator::Yank => {
                let at = host.text().caret_offset();
                host.text().go_to(if is_lines {
                    at.min(range.start)
                } else {
                    range.start
                });
                self.forget();
                return;
            }
            Operator::Delete if is_lines && range.end < words.len() => (range.start, range.end + 1),
            Operator::Delete if is_lines && range.start > 0 => (range.start - 1, range.end),
            Operator::Delete | Operator::Change => (range.start, range.end),
        };
        Self::splice(start..end, "", host);
        if operator == Operator::Change {
            // The count was the operator's.
            self.count = 0;
            self.start_insert(start, host);
            return;
        }
        let words = host.text().text();
        let at = start.min(words.len());
        host.text().go_to(if is_lines {
            place::first_word(&words, at)
        } else {
            at
        });
        self.changed();
    }

    pub(super) fn in_visual(&mut self, c: char, host: &mut impl VimHost) {
        let is_lines = self.mode == Mode::VisualLine;
        let range = self.selected(host);
        match c {
            'd' | 'x' | 'c' | 'y' => {
                let operator = if c == 'x' {
                    Operator::Delete
                } else {
                    operator(c).unwrap_or(Operator::Yank)
                };
                self.mode = Mode::Normal;
                host.text().go_to(range.start);
                self.operator = Some((operator, 1));
                self.operate(range, is_lines, host);
            }
            'r' => self.awaited = Some(Awaited::Replacement),
            'p' | 'P' => {
                let register = host.register();
                self.mode = Mode::Normal;
                let taken = host.text().text()[range.clone()].to_owned();
                Self::splice(range.clone(), &register, host);
                host.fill(&taken);
                self.lines = is_lines.then_some(taken);
                host.text().go_to(range.start);
                self.changed();
            }
            'v' | 'V' => {
                let mode = if c == 'v' {
                    Mode::Visual
                } else {
                    Mode::VisualLine
                };
                if self.mode == mode {
                    self.leave(host);
                } else {
                    self.mode = mode;
                    let at = self.cursor(host);
                    self.show_selection(at, host);
                }
                self.forget();
            }
            _ => self.forget(),
        }
    }

    pub(super) fn open_line(&mut self, at: usize, is_above: bool, host: &mut impl VimHost) {
        Self::splice(at..at, "\n", host);
        self.start_insert(if is_above { at } else { at + 1 }, host);
        self.opens_lines = true;
    }

    pub(super) fn replace(&mut self, c: char, host: &mut impl VimHost) {
        let words = host.text().text();
        let at = host.text().caret_offset();
        let range = if self.mode == Mode::Normal {
            let end = place::line_end(&words, at);
            let times = self.count.max(1);
            let to =
                (0..times).try_fold(at, |to, _| place::next(&words, to).filter(|to| *to <= end));
            let Some(to) = to else {
                self.forget();
                return;
            };
            at..to
        } else {
            self.selected(host)
        };
        let mut new = String::new();
        let mut from = range.start;
        while from < range.end {
            let to = place::next(&words, from).unwrap_or(range.end);
            new.push(if words[from..to].starts_with('\n') {
                '\n'
            } else {
                c
            });
            from = to;
        }
        let last = new.len().saturating_sub(c.len_utf8());
        let to = if self.mode == Mode::Normal {
            range.start + last
        } else {
            range.start
        };
        self.mode = Mode::Normal;
        Self::splice(range, &new, host);
        host.text().go_to(to);
        self.changed();
    }

    /// Joins the line with the next, with one space between them.
    pub(super) fn join(&mut self, host: &mut impl VimHost) {
        for _ in 1..self.count.max(2) {
            let words = host.text().text();
            let end = place::line_end(&words, host.text().caret_offset());
            if end == words.len() {
                break;
            }
            let next = place::first_word(&words, end + 1);
            let is_bare = words[next..].starts_with('\n')
                || next == words.len()
                || words[..end].ends_with(' ');
            Self::splice(end..next, if is_bare { "" } else { " " }, host);
            host.text().go_to(end);
        }
        self.changed();
    }

    pub(super) fn put(&mut self, is_after: bool, host: &mut impl VimHost) {
        let register = host.register();
        let words = host.text().text();
        let at = host.text().caret_offset();
        if register.is_empty() {
            self.forget();
            return;
        }
        let is_lines = self.lines.as_ref() == Some(&register);
        let new = if is_lines {
            register.clone()
        } else {
            register.repeat(self.count.max(1))
        };
        if is_lines {
            let block = vec![new.as_str(); self.count.max(1)].join("\n");
            let (place, text, to) = if is_after {
                let end = place::line_end(&words, at);
                (end, format!("\n{block}"), end + 1)
            } else {
                let start = place::line_start(&words, at);
                (start, format!("{block}\n"), start)
            };
            Self::splice(place..place, &text, host);
            let words = host.text().text();
            host.text().go_to(place::first_word(&words, to));
        } else {
            let end = place::line_end(&words, at);
            let to = if is_after {
                place::next(&words, at).map_or(end, |to| to.min(end))
            } else {
                at
            };
            Self::splice(to..to, &new, host);
            let last = place::previous(&new, new.len()).unwrap_or(0);
            host.text().go_to(to + last);
        }
        self.changed();
    }

    /// Makes the last change again; a count takes the place of its own.
    pub(super) fn repeat(&mut self, host: &mut impl VimHost) {
        let mut keys = self.last.clone();
        if self.count > 0 && !keys.is_empty() {
            let is_operator = |key: &VimKey| matches!(key, VimKey::Char('d' | 'c' | 'y'));
            let is_digit = |key: &VimKey| matches!(key, VimKey::Char('0'..='9'));
            let count = keys.iter().take_while(|key| is_digit(key)).count();
            keys.drain(..count);
            if keys.first().is_some_and(is_operator) {
                let count = keys[1..].iter().take_while(|key| is_digit(key)).count();
                keys.drain(1..=count);
            }
            let digits = self.count.to_string();
            keys.splice(..0, digits.chars().map(VimKey::Char));
        }
        self.forget();
        if self.repeats {
            return;
        }
        self.repeats = true;
        for key in &keys {
            self.key(*key, host);
        }
        self.repeats = false;
        self.last = keys;
        self.recorded = None;
    }

    pub(super) fn splice(range: Range<usize>, new: &str, host: &mut impl VimHost) {
        let words = host.text().text();
        let splice = Splice {
            at: range.start,
            removed: words[range].to_owned(),
            inserted: new.to_owned(),
        };
        if splice.removed != splice.inserted {
            host.apply(&splice);
        }
    }

    /// Ends a change, which can be repeated from now on.
    pub(super) fn changed(&mut self) {
        self.clear();
        if let Some(keys) = self.recorded.take() {
            self.last = keys;
        }
    }
}
