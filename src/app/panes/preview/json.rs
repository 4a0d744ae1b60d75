//! The JSON tab: the address of the request, its body as JSON, and the scroll position.

use std::ops::Range;

use serde_json::Value;

use crate::app::panes::preview::json_printer::{Form, PrintedJson, Token};
use crate::cells::wrap::{Change, Policy, spaces_before};
use crate::document::parse::source_map::Source;
use crate::editor::common_affixes::CommonAffixes;
use crate::editor::motion::Motion;
use crate::editor::soft_wrap::{Row, Rows, Side};
use crate::message::checks::rule::Severity;

/// The width at which rows are wrapped until the first [`JsonTab::layout`].
const FIRST_WIDTH: u16 = 80;

/// A row of the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisibleRow<'a> {
    /// Part of the lines above the body.
    Head {
        /// The text of the row.
        text: &'a str,
        /// The cells before it.
        indent: u16,
        /// The severity of the gravest finding about this line, at its first row.
        finding: Option<Severity>,
    },
    /// Part of the body.
    Body {
        /// The text of the row.
        text: &'a str,
        /// The cells before it.
        indent: u16,
        /// Its first byte in the whole body.
        start: usize,
        /// Whether it belongs to the part marked with [`JsonTab::reveal`].
        is_marked: bool,
        /// The severity of the gravest finding whose place begins in this row.
        finding: Option<Severity>,
    },
}

/// The state of the tab. Its text is printed by [`JsonTab::show`] and cached until the draft has another
/// revision.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonTab {
    revision: Option<u64>,
    form: Form,
    pointer: Option<String>,
    revealed: Option<Range<usize>>,
    noted: Option<u64>,
    findings: Vec<Noted>,
    /// Whether marks and findings are yet to be located in the text.
    seeks: bool,
    head: Vec<String>,
    body: PrintedJson,
    rows: Rows,
    spare: PrintedJson,
    top: usize,
    height: u16,
    reveals: bool,
}

/// The place of a finding.
#[derive(Clone, Debug, PartialEq)]
struct Noted {
    /// A JSON Pointer into the body, or `?` and the name of a parameter of the address.
    path: String,
    severity: Severity,
    /// The first byte of that place; of the whole body where it is not within it.
    start: usize,
}

impl Default for JsonTab {
    fn default() -> Self {
        let mut body = PrintedJson::default();
        body.lines.push(0);
        Self {
            revision: None,
            form: Form::Pretty,
            pointer: None,
            revealed: None,
            noted: None,
            findings: Vec::new(),
            seeks: false,
            head: Vec::new(),
            body,
            rows: Rows::new(std::iter::once(""), FIRST_WIDTH, Policy::Json),
            spare: PrintedJson::default(),
            top: 0,
            height: 1,
            reveals: false,
        }
    }
}

impl JsonTab {
    /// Returns the revision of the draft that was printed last; `None` where all is to be printed again.
    #[must_use]
    pub fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// Prints a request; `head` are plain lines above the body.
    ///
    /// Nothing is printed when `revision` and `head` are those shown already, so the revision must change with
    /// `body`. `only` is a pointer into the body to the one scalar that differs from the revision that was
    /// printed last.
    pub fn show(&mut self, revision: u64, head: &[String], body: &Value, only: Option<&str>) {
        if self.revision != Some(revision) || self.head != head {
            let only = only.filter(|_| self.revision.is_some() && self.head == head);
            if !only.is_some_and(|path| self.put(body, path)) {
                self.print(head, body);
                self.seeks = true;
            }
            self.revision = Some(revision);
        }
        if std::mem::take(&mut self.seeks) {
            let revealed = self.pointer.as_deref();
            self.revealed = revealed.and_then(|path| self.body.find(body, path));
            for noted in &mut self.findings {
                let place = self.body.find(body, &noted.path);
                noted.start = place.map_or(0, |place| place.start);
            }
        }
    }

    /// Reprints one scalar, and moves what is behind it. Returns whether that could be done.
    fn put(&mut self, body: &Value, path: &str) -> bool {
        let Some(put) = self.body.put(body, path) else {
            return false;
        };
        let line = body_line(&self.body, put.line);
        self.rows
            .change(self.head.len() + put.line, line, put.change);
        for noted in &mut self.findings {
            noted.start = put.moved(noted.start);
        }
        if let Some(revealed) = &mut self.revealed {
            *revealed = put.moved(revealed.start)..put.moved(revealed.end);
        }
        true
    }

    fn print(&mut self, head: &[String], body: &Value) {
        if self.head != head {
            let lines = head.iter().map(String::as_str);
            self.rows.replace(0..self.head.len(), lines);
            self.head = head.to_vec();
        }
        std::mem::swap(&mut self.body, &mut self.spare);
        self.body.print(body, self.form);
        self.rewrap_changed();
    }

    /// Lays out the rows for a pane of `width` by `height` cells, and scrolls the part to reveal into view.
    ///
    /// The last column is left to the scrollbar. A pane without cells, because it is hidden, leaves everything
    /// as it is.
    pub fn layout(&mut self, width: u16, height: u16) {
        if width == 0 || height == 0 {
            return;
        }
        self.height = height;
        let cells = width.saturating_sub(1).max(1);
        if cells != self.rows.width() {
            let first = self.rows.row(self.top);
            self.rows = Rows::new(self.lines(), cells, Policy::Json);
            self.top = self.rows.at(first.line, first.start, Side::After);
        }
        if self.reveals && self.revision.is_some() {
            self.reveals = false;
            if let Some(marked) = &self.revealed {
                let first = self.row_at(marked.start);
                let last = self.row_at(marked.end.saturating_sub(1));
                let lowest = (last + 1).saturating_sub(self.height.into());
                self.top = self.top.clamp(lowest.min(first), first);
            }
        }
        self.top = self.top.min(self.last_top());
    }

    /// Returns the JSON Pointer from the body's root for this row of the pane; `None` above and below the body.
    #[must_use]
    pub fn pointer_at(&self, row: usize) -> Option<String> {
        let index = self.top + row;
        if index >= self.rows.count() {
            return None;
        }
        let row = self.rows.row(index);
        let line = row.line.checked_sub(self.head.len())?;
        let start = self.body.lines.get(line)? + row.start;
        let text = &self.body.text[start..];
        let byte = start + (text.len() - text.trim_start().len());
        Some(Source::read(&self.body.text).ok()?.path_at(byte))
    }

    /// Returns the marked part, as a JSON Pointer from the body's root.
    #[must_use]
    pub fn marked(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// Marks the member that a JSON Pointer from the body's root leads to, or the nearest around it, and
    /// scrolls to it.
    ///
    /// Without a pointer the mark is cleared. Takes effect with the next [`JsonTab::show`] and
    /// [`JsonTab::layout`].
    pub fn reveal(&mut self, pointer: Option<&str>) {
        if self.pointer.as_deref() != pointer {
            self.pointer = pointer.map(str::to_owned);
            self.seeks = true;
        }
        self.reveals = pointer.is_some();
    }

    /// Sets the places of findings, computed only where `version` differs from the last.
    ///
    /// They are JSON Pointers into the body, or `?` and the name of a parameter of the address. They are shown
    /// with the next [`JsonTab::show`].
    pub fn note(&mut self, version: u64, findings: impl FnOnce() -> Vec<(String, Severity)>) {
        if self.noted == Some(version) {
            return;
        }
        self.noted = Some(version);
        self.seeks = true;
        let findings = findings().into_iter();
        self.findings = findings
            .map(|(path, severity)| Noted {
                path,
                severity,
                start: 0,
            })
            .collect();
    }

    /// Switches between pretty-printed and compact JSON, with the next [`JsonTab::show`].
    pub fn toggle(&mut self) {
        self.form = match self.form {
            Form::Pretty => Form::Compact,
            Form::Compact => Form::Pretty,
        };
        self.revision = None;
        self.reveals = self.pointer.is_some();
    }

    /// Returns how the body is laid out.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// Returns the body as it is sent, byte for byte, for the clipboard.
    #[must_use]
    pub fn copy(&self) -> String {
        self.body.compact()
    }

    /// Scrolls by a row, a page, or to an end; motions sideways do nothing.
    pub fn step(&mut self, motion: Motion) {
        let page = i32::from(self.height);
        match motion {
            Motion::Up => self.scroll(-1),
            Motion::Down => self.scroll(1),
            Motion::PageUp => self.scroll(-page),
            Motion::PageDown => self.scroll(page),
            Motion::First | Motion::LineStart | Motion::RowStart => self.scroll(i32::MIN),
            Motion::Last | Motion::LineEnd | Motion::RowEnd => self.scroll(i32::MAX),
            Motion::Left | Motion::Right | Motion::WordLeft | Motion::WordRight => {}
        }
    }

    /// Scrolls by so many rows, up when negative.
    pub fn scroll(&mut self, rows: i32) {
        let by = usize::try_from(rows.unsigned_abs()).unwrap_or(0);
        self.top = if rows < 0 {
            self.top.saturating_sub(by)
        } else {
            self.top.saturating_add(by).min(self.last_top())
        };
    }

    /// Returns the visible rows of a pane of the height that was laid out, from its top.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = VisibleRow<'_>> {
        let end = self.rows.count().min(self.top + usize::from(self.height));
        (self.top..end).map(|index| self.shown(self.rows.row(index)))
    }

    /// Returns the tokens of the body, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.body.tokens
    }

    /// Returns the index of the first visible row, and the number of all rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.rows.count())
    }

    fn shown(&self, row: Row) -> VisibleRow<'_> {
        // The spaces before the first row are drawn as its indent.
        let spaces = |line: &str| match row.start {
            0 => spaces_before(line).min(row.end),
            _ => 0,
        };
        let indent = |line: &str| match row.start {
            0 => Policy::Json.lead(line, self.rows.width()),
            _ => Policy::Json.indent(line, self.rows.width()),
        };
        let Some(line) = row.line.checked_sub(self.head.len()) else {
            let line = &self.head[row.line];
            return VisibleRow::Head {
                text: &line[row.start + spaces(line)..row.end],
                indent: indent(line),
                finding: (row.start == 0).then(|| self.finding_about(line)).flatten(),
            };
        };
        let offset = self.body.lines.get(line).copied().unwrap_or(0);
        let part = offset + row.start..offset + row.end;
        // An empty row holds the place before its line end.
        let reach = part.start..part.end.max(part.start + 1);
        let line = body_line(&self.body, line);
        let start = part.start + spaces(line);
        VisibleRow::Body {
            start,
            is_marked: self
                .revealed
                .as_ref()
                .is_some_and(|marked| marked.start < reach.end && reach.start < marked.end),
            finding: self.finding_in(&reach),
            indent: indent(line),
            text: &self.body.text[start..part.end],
        }
    }

    /// Returns the gravest finding whose place begins in a part of the body; one about all of it, at its start.
    fn finding_in(&self, part: &Range<usize>) -> Option<Severity> {
        let found = self
            .findings
            .iter()
            .filter(|noted| part.contains(&noted.start) && !noted.path.starts_with('?'));
        found.map(|noted| noted.severity).min()
    }

    /// Returns the gravest finding about the parameter in a line of the address.
    fn finding_about(&self, line: &str) -> Option<Severity> {
        let parameter = line.trim_start().strip_prefix(['?', '&'])?;
        let is_it = |path: &str| {
            let name = path.strip_prefix('?');
            match parameter.split_once('=') {
                Some((told, _)) => name == Some(told),
                // The line was broken within the name.
                None => name.is_some_and(|name| name.starts_with(parameter)),
            }
        };
        let found = self.findings.iter().filter(|noted| is_it(&noted.path));
        found.map(|noted| noted.severity).min()
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        let body = 0..self.body.lines.len();
        let head = self.head.iter().map(String::as_str);
        head.chain(body.map(|line| body_line(&self.body, line)))
    }

    fn row_at(&self, offset: usize) -> usize {
        let line = self.body.lines.partition_point(|start| *start <= offset);
        let line = line.saturating_sub(1);
        let start = self.body.lines.get(line).copied().unwrap_or(0);
        self.rows
            .at(self.head.len() + line, offset - start, Side::After)
    }

    fn last_top(&self) -> usize {
        self.rows.count().saturating_sub(self.height.into())
    }

    /// Rewraps the lines of the body that differ from those before, which are in `spare`.
    fn rewrap_changed(&mut self) {
        let (new, old) = (&self.body, &self.spare);
        let same = CommonAffixes::of(&old.text, &new.text);
        let head = new.lines.partition_point(|start| *start <= same.head) - 1;
        let tail = |body: &PrintedJson| {
            let from = body.text.len() - same.tail;
            body.lines.len() - body.lines.partition_point(|start| *start <= from)
        };
        let old_lines = head..old.lines.len().max(1) - tail(old);
        let new_lines = head..new.lines.len() - tail(new);
        let above = self.head.len();
        if old_lines.len() == 1 && new_lines.len() == 1 && !old.lines.is_empty() {
            let change = Change {
                at: same.head - new.lines[head],
                removed: old.text.len() - same.head - same.tail,
                inserted: new.text.len() - same.head - same.tail,
            };
            let line = body_line(new, head);
            self.rows.change(above + head, line, change);
        } else {
            let shifted = above + old_lines.start..above + old_lines.end;
            let lines = new_lines.map(|line| body_line(new, line));
            self.rows.replace(shifted, lines);
        }
    }
}

fn body_line(body: &PrintedJson, line: usize) -> &str {
    let range = line_range(body, line);
    &body.text[range]
}

fn line_range(body: &PrintedJson, line: usize) -> Range<usize> {
    let start = body.lines.get(line).copied().unwrap_or(0);
    let end = body.lines.get(line + 1).map(|next| next - 1);
    start..end.unwrap_or(body.text.len())
}

#[cfg(test)]
mod tests;
