//! The modes and keys of vim, on a text that somebody else owns.

use std::ops::Range;

use crate::editor::change::Splice;
use crate::editor::motion::{Anchor, Motion};
use crate::editor::text_area::Text;
use crate::editor::vim_motion::{self as place, Find};

/// The mode that keys are read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Keys are commands.
    #[default]
    Normal,
    /// Keys are text.
    Insert,
    /// Motions extend the selection.
    Visual,
    /// Motions extend the selection by whole lines.
    VisualLine,
}

impl Mode {
    /// Returns its name, as the screen shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "NORMAL",
            Self::Insert => "INSERT",
            Self::Visual => "VISUAL",
            Self::VisualLine => "V-LINE",
        }
    }
}

/// A key of the keyboard, as far as vim knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VimKey {
    /// A character.
    Char(char),
    /// Escape.
    Esc,
    /// Return.
    Enter,
    /// Backspace.
    Backspace,
    /// The control key with `r`.
    Redo,
}

/// The owner of the text, which applies changes before the text area follows.
pub trait VimHost {
    /// Returns the text area.
    fn text(&mut self) -> &mut Text;
    /// Applies a change.
    fn apply(&mut self, splice: &Splice);
    /// Makes the changes that follow one undo step.
    fn begin_step(&mut self);
    /// Ends the undo step.
    fn end_step(&mut self);
    /// Undoes a step.
    fn undo(&mut self);
    /// Redoes a step.
    fn redo(&mut self);
    /// Fills the register.
    fn fill(&mut self, words: &str);
    /// Returns what the register holds.
    fn register(&self) -> String;
}

/// An operator, which waits for a motion or a text object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Delete,
    Change,
    Yank,
}

/// What the next character completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    /// A search within the line.
    Find { is_forward: bool, is_till: bool },
    /// `g`.
    Go,
    /// The character that replaces.
    Replacement,
    /// A text object; whether it is an inner one.
    Object(bool),
}

/// What a motion covers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    to: usize,
    /// Whether an operator takes the character at its end as well.
    is_inclusive: bool,
    /// Whether an operator takes whole lines.
    is_lines: bool,
}

/// The state between keys.
#[derive(Clone, Debug, Default)]
pub struct Vim {
    mode: Mode,
    count: usize,
    operator: Option<(Operator, usize)>,
    awaited: Option<Awaited>,
    found: Option<Find>,
    /// The register's text where it was filled by whole lines.
    lines: Option<String>,
    /// The keys of the last change, and of the one that is being made.
    last: Vec<VimKey>,
    recorded: Option<Vec<VimKey>>,
    repeats: bool,
    /// What is typed in insert mode, how often, and whether each time in a line of its own.
    inserted: Vec<VimKey>,
    times: usize,
    opens_lines: bool,
    /// Where a selection began.
    anchor: usize,
}

impl Vim {
    /// Returns the mode.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Returns whether a command is unfinished.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.operator.is_some() || self.awaited.is_some() || self.count > 0
    }

    /// Handles a key. Returns whether it was consumed: in insert mode only Escape is.
    pub fn key(&mut self, key: VimKey, host: &mut impl VimHost) -> bool {
        if self.mode == Mode::Insert {
            return self.in_insert(key, host);
        }
        host.begin_step();
        let is_consumed = self.in_command(key, host);
        if self.mode != Mode::Insert {
            host.end_step();
        }
        is_consumed
    }

    /// Handles a key outside of insert mode.
    fn in_command(&mut self, key: VimKey, host: &mut impl VimHost) -> bool {
        if self.recorded.is_none() {
            self.recorded = Some(Vec::new());
        }
        if let Some(keys) = &mut self.recorded {
            keys.push(key);
        }
        match key {
            VimKey::Esc if self.is_pending() || self.mode != Mode::Normal => self.leave(host),
            VimKey::Esc => {
                self.forget();
                return false;
            }
            VimKey::Redo => {
                host.redo();
                self.leave(host);
            }
            VimKey::Enter => {
                self.move_by(host, |text, at| place::first_word(text, below(text, at, 1)));
            }
            VimKey::Backspace => self.command('h', host),
            VimKey::Char(c) => self.character(c, host),
        }
        if self.mode == Mode::Normal && !self.is_pending() {
            Self::settle(host);
        }
        true
    }

    /// Notes a character that was typed in insert mode, for a repetition.
    pub fn typed(&mut self, key: VimKey) {
        self.inserted.push(key);
        if let Some(keys) = &mut self.recorded {
            keys.push(key);
        }
    }

    fn character(&mut self, c: char, host: &mut impl VimHost) {
        if let Some(awaited) = self.awaited.take() {
            self.complete(awaited, c, host);
            return;
        }
        if let Some(digit) = c.to_digit(10).filter(|digit| *digit > 0 || self.count > 0) {
            self.count = (self.count * 10 + usize::try_from(digit).unwrap_or_default()).min(9_999);
            return;
        }
        match (c, self.operator) {
            ('f' | 't' | 'F' | 'T', _) => {
                let (is_forward, is_till) = (c.is_lowercase(), c.eq_ignore_ascii_case(&'t'));
                self.awaited = Some(Awaited::Find {
                    is_forward,
                    is_till,
                });
            }
            ('g', _) => self.awaited = Some(Awaited::Go),
            ('i' | 'a', Some(_)) => self.awaited = Some(Awaited::Object(c == 'i')),
            ('i' | 'a', None) if self.mode != Mode::Normal => {
                self.awaited = Some(Awaited::Object(c == 'i'));
            }
            ('d' | 'c' | 'y', None) if self.mode == Mode::Normal => {
                self.operator = operator(c).map(|operator| (operator, self.count.max(1)));
                self.count = 0;
            }
            ('d' | 'c' | 'y', Some((known, _))) if operator(c) == Some(known) => {
                self.whole_lines(host);
            }
            (c, _) => self.command(c, host),
        }
    }

    fn complete(&mut self, awaited: Awaited, c: char, host: &mut impl VimHost) {
        match awaited {
            Awaited::Find {
                is_forward,
                is_till,
            } => {
                let find = Find {
                    wanted: c,
                    is_forward,
                    is_till,
                };
                self.found = Some(find);
                self.find(find, false, host);
            }
            Awaited::Go if c == 'g' => {
                let line = self.count.max(1) - 1;
                let words = host.text().text();
                let to = place::first_word(&words, place::nth_line(&words, line));
                self.go(
                    &Target {
                        to,
                        is_inclusive: false,
                        is_lines: true,
                    },
                    host,
                );
            }
            Awaited::Replacement => self.replace(c, host),
            Awaited::Object(is_inner) => {
                let at = host.text().caret_offset();
                let words = host.text().text();
                match place::object(&words, at, c, is_inner) {
                    Some(range) if self.operator.is_some() => self.operate(range, false, host),
                    Some(range) if self.mode != Mode::Normal => {
                        self.anchor = range.start;
                        let last = place::previous(&words, range.end).unwrap_or(range.start);
                        self.show_selection(last.max(range.start), host);
                    }
                    _ => self.forget(),
                }
            }
            Awaited::Go => self.forget(),
        }
    }

    /// Runs a command or a motion of one character.
    fn command(&mut self, c: char, host: &mut impl VimHost) {
        let words = host.text().text();
        let at = self.cursor(host);
        if let Some(target) = self.motion(c, &words, at) {
            self.go(&target, host);
            return;
        }
        if self.operator.is_some() {
            self.forget();
            return;
        }
        if self.mode != Mode::Normal {
            self.in_visual(c, host);
            return;
        }
        let times = self.count.max(1);
        match c {
            'j' | 'k' => {
                let motion = if c == 'j' { Motion::Down } else { Motion::Up };
                for _ in 0..times {
                    host.text().step(motion, Anchor::Drop);
                }
                self.forget();
            }
            'i' => self.start_insert(at, host),
            'a' => {
                let end = place::line_end(&words, at);
                self.start_insert(place::next(&words, at).map_or(end, |to| to.min(end)), host);
            }
            'I' => self.start_insert(place::first_word(&words, at), host),
            'A' => self.start_insert(place::line_end(&words, at), host),
            'o' => self.open_line(place::line_end(&words, at), false, host),
            'O' => self.open_line(place::line_start(&words, at), true, host),
            'x' => {
                let end = place::line_end(&words, at);
                let to =
                    (0..times).fold(at, |to, _| place::next(&words, to).unwrap_or(end).min(end));
                self.operator = Some((Operator::Delete, 1));
                self.operate(at..to, false, host);
            }
            'D' | 'C' => {
                self.operator = operator(c.to_ascii_lowercase()).map(|operator| (operator, 1));
                self.operate(at..place::line_end(&words, at), false, host);
            }
            'r' => self.awaited = Some(Awaited::Replacement),
            'J' => self.join(host),
            'p' | 'P' => self.put(c == 'p', host),
            'u' => {
                for _ in 0..times {
                    host.undo();
                }
                self.forget();
            }
            '.' => self.repeat(host),
            'v' | 'V' => {
                self.mode = if c == 'v' {
                    Mode::Visual
                } else {
                    Mode::VisualLine
                };
                self.anchor = at;
                self.show_selection(at, host);
                self.forget();
            }
            _ => self.forget(),
        }
    }

    /// Returns where a motion leads; `None` where the character is none.
    fn motion(&mut self, c: char, words: &str, at: usize) -> Option<Target> {
        let count = self.count.max(1);
        let total = count * self.operator.map_or(1, |(_, times)| times);
        let (start, end) = (place::line_start(words, at), place::line_end(words, at));
        let times =
            |from: usize, step: &dyn Fn(usize) -> usize| (0..total).fold(from, |to, _| step(to));
        let exclusive = |to| Target {
            to,
            is_inclusive: false,
            is_lines: false,
        };
        let is_change = matches!(self.operator, Some((Operator::Change, _)));
        Some(match c {
            'h' => exclusive(times(at, &|to| {
                place::previous(words, to).unwrap_or(0).max(start)
            })),
            'l' | ' ' => exclusive(times(at, &|to| {
                place::next(words, to).unwrap_or(end).min(end)
            })),
            'j' | 'k' if self.operator.is_some() || self.mode != Mode::Normal => {
                let by = isize::try_from(total).unwrap_or(isize::MAX);
                let to = below(words, at, if c == 'j' { by } else { -by });
                Target {
                    to,
                    is_inclusive: false,
                    is_lines: true,
                }
            }
            // What changes a word leaves the spaces behind it.
            'w' if is_change && !words[at..].starts_with(char::is_whitespace) => {
                let from = (1..total).fold(at, |to, _| place::word_forward(words, to));
                Target {
                    to: word_end_here(words, from),
                    is_inclusive: true,
                    is_lines: false,
                }
            }
            'w' => {
                let to = times(at, &|to| place::word_forward(words, to));
                let line = place::line_end(words, at);
                // An operator on the last word of a line stays in it.
                let is_last = self.operator.is_some() && total == 1 && to > line && line > at;
                exclusive(if is_last { line } else { to })
            }
            'b' => exclusive(times(at, &|to| place::word_back(words, to))),
            'e' => Target {
                to: times(at, &|to| place::word_end(words, to)),
                is_inclusive: true,
                is_lines: false,
            },
            '0' => exclusive(start),
            '^' => exclusive(place::first_word(words, at)),
            '$' => {
                let by = isize::try_from(total - 1).unwrap_or(0);
                let to = place::line_end(words, place::line_start(words, below(words, start, by)));
                exclusive(to)
            }
            'G' => {
                let line = if self.count == 0 {
                    usize::MAX - 1
                } else {
                    self.count - 1
                };
                let to = place::first_word(words, place::nth_line(words, line));
                Target {
                    to,
                    is_inclusive: false,
                    is_lines: true,
                }
            }
            ';' | ',' => {
                let found = self.found?;
                let turned = Find {
                    is_forward: found.is_forward == (c == ';'),
                    ..found
                };
                let to = place::find(words, at, turned, total, true)?;
                Target {
                    to,
                    is_inclusive: turned.is_forward,
                    is_lines: false,
                }
            }
            _ => return None,
        })
    }

    fn find(&mut self, find: Find, repeats: bool, host: &mut impl VimHost) {
        let words = host.text().text();
        let at = self.cursor(host);
        let total = self.count.max(1) * self.operator.map_or(1, |(_, times)| times);
        match place::find(&words, at, find, total, repeats) {
            Some(to) => self.go(
                &Target {
                    to,
                    is_inclusive: find.is_forward,
                    is_lines: false,
                },
                host,
            ),
            None => self.forget(),
        }
    }

    /// Moves to a target, or applies the operator that waits.
    fn go(&mut self, target: &Target, host: &mut impl VimHost) {
        let words = host.text().text();
        let at = self.cursor(host);
        if self.operator.is_none() {
            if self.mode == Mode::Normal {
                host.text().go_to(target.to);
            } else {
                self.show_selection(target.to, host);
            }
            self.forget();
            return;
        }
        let (from, to) = (at.min(target.to), at.max(target.to));
        if target.is_lines {
            self.operate_lines(from, to, host);
        } else {
            let after = place::next(&words, to).unwrap_or(words.len());
            let to = if target.is_inclusive { after } else { to };
            self.operate(from..to, false, host);
        }
    }

    fn move_by(&mut self, host: &mut impl VimHost, to: impl Fn(&str, usize) -> usize) {
        let words = host.text().text();
        let to = to(&words, self.cursor(host));
        self.go(
            &Target {
                to,
                is_inclusive: false,
                is_lines: true,
            },
            host,
        );
    }

    /// Returns the selected bytes: the character under the cursor belongs to them, and of lines all but the last end.
    fn selected(&self, host: &mut impl VimHost) -> Range<usize> {
        let words = host.text().text();
        let at = self.cursor(host);
        let (from, to) = (self.anchor.min(at), self.anchor.max(at));
        if self.mode == Mode::VisualLine {
            place::line_start(&words, from)..place::line_end(&words, to)
        } else {
            from..place::next(&words, to).unwrap_or(words.len())
        }
    }

    /// Returns the byte of the character under the cursor.
    fn cursor(&self, host: &mut impl VimHost) -> usize {
        let at = host.text().caret_offset();
        let Some(range) = host
            .text()
            .selected_range()
            .filter(|_| self.mode != Mode::Normal)
        else {
            return at;
        };
        // The text area's cursor stands behind the last character of a selection.
        let words = host.text().text();
        if at == range.end && self.anchor < range.end {
            place::previous(&words, at).unwrap_or(0).max(range.start)
        } else {
            at
        }
    }

    fn show_selection(&mut self, to: usize, host: &mut impl VimHost) {
        let words = host.text().text();
        let (from, last) = (self.anchor.min(to), self.anchor.max(to));
        let after = place::next(&words, last).unwrap_or(words.len());
        if to >= self.anchor {
            host.text().select(from..after);
        } else {
            host.text().select(after..from);
        }
    }

    fn start_insert(&mut self, at: usize, host: &mut impl VimHost) {
        host.text().go_to(at);
        self.mode = Mode::Insert;
        self.times = self.count.max(1);
        self.opens_lines = false;
        self.inserted.clear();
        self.clear();
    }

    /// Ends a command that changed nothing.
    fn forget(&mut self) {
        self.clear();
        if self.mode != Mode::Insert {
            self.recorded = None;
        }
    }

    fn clear(&mut self) {
        self.count = 0;
        self.operator = None;
        self.awaited = None;
    }

    /// Goes back to normal mode, without an unfinished command.
    fn leave(&mut self, host: &mut impl VimHost) {
        let at = self.cursor(host);
        if self.mode != Mode::Normal {
            host.text().go_to(at);
        }
        self.mode = Mode::Normal;
        self.forget();
    }

    /// Keeps the cursor on a character of its line, as normal mode has it.
    fn settle(host: &mut impl VimHost) {
        let at = host.text().caret_offset();
        let words = host.text().text();
        let (start, end) = (place::line_start(&words, at), place::line_end(&words, at));
        if at == end && start < end && host.text().selection().is_none() {
            host.text()
                .go_to(place::previous(&words, end).unwrap_or(start));
        }
    }
}

fn operator(c: char) -> Option<Operator> {
    match c {
        'd' => Some(Operator::Delete),
        'c' => Some(Operator::Change),
        'y' => Some(Operator::Yank),
        _ => None,
    }
}

/// Returns the byte so many lines below, at the same distance from the line's start where that line is long enough.
fn below(text: &str, at: usize, by: isize) -> usize {
    let start = place::line_start(text, at);
    let line = text[..start].matches('\n').count();
    let count = text.matches('\n').count();
    let to = place::nth_line(text, line.saturating_add_signed(by).min(count));
    let column = text[start..at].chars().count();
    let end = place::line_end(text, to);
    let bytes: usize = text[to..end].chars().take(column).map(char::len_utf8).sum();
    to + bytes
}

/// Returns the last character of the word at byte `at`.
fn word_end_here(text: &str, at: usize) -> usize {
    let range = place::object(text, at, 'w', true).unwrap_or(at..at);
    place::previous(text, range.end)
        .unwrap_or(at)
        .max(range.start)
}

mod changes;

#[cfg(test)]
mod tests;
