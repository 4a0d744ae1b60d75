//! The Checks tab: the findings as rows, the one under the cursor in full.

use crate::app::state::findings::Findings;
use crate::cells::wrap;
use crate::input::action::Action;
use crate::message::checks::finding::Finding;

/// The cells before the text of a row, for the sign.
pub const INDENT: u16 = 2;

/// The kind of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The sign and the message, or its start.
    Sentence,
    /// The rest of the message.
    More,
    /// The place of the finding, and the name of the rule.
    Place,
    /// What it means and what to do.
    Help,
    /// The source of the rule.
    Source,
    /// A key, and what it does.
    Key(Action),
    /// An empty row.
    Gap,
}

/// A row of the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The index of the finding it belongs to.
    pub finding: usize,
    /// Its kind.
    pub kind: Kind,
    /// Its text.
    pub words: String,
}

/// The texts about a finding that need more than the finding itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingNotes {
    /// Its place, in words.
    pub place: String,
    /// Which profiles could send it; empty where the sender is not the problem.
    pub able: String,
}

/// The state of the tab.
#[derive(Debug, Default)]
pub struct ChecksTab {
    cursor: usize,
    /// The finding under the cursor, by its rule and path.
    held: Option<(&'static str, String)>,
    laid: Option<(u64, u16, usize)>,
    rows: Vec<Row>,
    top: usize,
    height: usize,
    follows: bool,
}

impl ChecksTab {
    /// Returns the index of the finding under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor. Returns whether the action was a move.
    pub fn act(&mut self, action: Action, findings: &Findings) -> bool {
        let last = findings.all().len().saturating_sub(1);
        let cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::PageUp => self.cursor.saturating_sub(self.page()),
            Action::PageDown => (self.cursor + self.page()).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        self.put(cursor, findings);
        true
    }

    /// Returns about how many findings are visible.
    fn page(&self) -> usize {
        let in_sight = self.rows_in_sight();
        let count = in_sight
            .filter(|(row, _)| row.kind == Kind::Sentence)
            .count();
        count.saturating_sub(1).max(1)
    }

    /// Moves the cursor to a finding.
    pub fn put(&mut self, cursor: usize, findings: &Findings) {
        self.cursor = cursor;
        self.hold(findings.all());
        self.follows = true;
    }

    /// Keeps the cursor at its index in the list, whatever finding moves there.
    pub fn release(&mut self) {
        self.held = None;
    }

    fn hold(&mut self, all: &[Finding]) {
        let here = all.get(self.cursor);
        self.held = here.map(|finding| (finding.rule.id, finding.path.clone()));
    }

    /// Lays out the findings for a pane of `width` by `height` cells; `told` returns the texts about a finding.
    ///
    /// The cursor stays on its finding as long as there is one; that finding is scrolled into view when the
    /// cursor moved.
    pub fn layout(
        &mut self,
        findings: &Findings,
        (width, height): (u16, u16),
        told: impl Fn(&Finding) -> FindingNotes,
    ) {
        if width == 0 || height == 0 {
            return;
        }
        self.height = height.into();
        let all = findings.all();
        if self
            .laid
            .is_none_or(|(version, ..)| version != findings.version())
        {
            let is_held = |finding: &Finding| {
                let held = self.held.as_ref();
                held.is_some_and(|(rule, path)| *rule == finding.rule.id && *path == finding.path)
            };
            let found = all.get(self.cursor).is_some_and(is_held);
            if let Some(cursor) = all.iter().position(is_held).filter(|_| !found) {
                self.cursor = cursor;
            }
        }
        self.cursor = self.cursor.min(all.len().saturating_sub(1));
        self.hold(all);
        let wanted = (findings.version(), width, self.cursor);
        if self.laid != Some(wanted) {
            self.laid = Some(wanted);
            self.rows = rows(findings, self.cursor, width, told);
        }
        self.keep_in_sight();
    }

    fn keep_in_sight(&mut self) {
        let is_here = |row: &Row| row.finding == self.cursor;
        if std::mem::take(&mut self.follows)
            && let Some(first) = self.rows.iter().position(is_here)
        {
            let last = self.rows.iter().rposition(is_here).unwrap_or(first);
            let lowest = (last + 1).saturating_sub(self.height);
            self.top = self.top.clamp(lowest.min(first), first);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(self.height));
    }

    /// Scrolls by so many rows, up when negative.
    pub fn scroll(&mut self, rows: i32) {
        let by = isize::try_from(rows).unwrap_or(0);
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Moves the cursor to the finding at this row of the tab. Returns whether there is one.
    pub fn click(&mut self, row: u16, findings: &Findings) -> bool {
        let row = self.rows.get(self.top + usize::from(row));
        let Some(cursor) = row.map(|row| row.finding) else {
            return false;
        };
        self.put(cursor, findings);
        true
    }

    /// Returns the visible rows, each with whether it belongs to the finding under the cursor.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = (&Row, bool)> {
        let rows = self.rows.iter().skip(self.top).take(self.height);
        rows.map(|row| (row, row.finding == self.cursor))
    }

    /// Returns the index of the first visible row, and the number of all rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.rows.len())
    }
}

fn rows(
    findings: &Findings,
    cursor: usize,
    width: u16,
    told: impl Fn(&Finding) -> FindingNotes,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, finding) in findings.all().iter().enumerate() {
        let told = told(finding);
        let place = format!("{} · {}", told.place, finding.rule.id);
        let row = |kind, words: &str| Row {
            finding: number,
            kind,
            words: words.to_owned(),
        };
        if number == cursor {
            // The last column is the scrollbar's.
            let cells = width.saturating_sub(INDENT + 1).max(1);
            let details = details(findings, number, &told, &place);
            rows.extend(details.into_iter().flat_map(|(kind, words)| {
                let lines = wrap::paragraph(&words, cells).into_iter().enumerate();
                let lines = lines.map(|(at, line)| match kind {
                    Kind::Sentence if at > 0 => row(Kind::More, line),
                    Kind::Key(_) if at > 0 => row(Kind::Help, line),
                    kind => row(kind, line),
                });
                lines.collect::<Vec<_>>()
            }));
            rows.push(row(Kind::Gap, ""));
        } else {
            rows.push(row(Kind::Sentence, &finding.message));
            rows.push(row(Kind::Place, &place));
        }
    }
    if rows.last().is_some_and(|row| row.kind == Kind::Gap) {
        rows.pop();
    }
    rows
}

/// Returns all texts about a finding, a paragraph each.
fn details(
    findings: &Findings,
    number: usize,
    told: &FindingNotes,
    place: &str,
) -> Vec<(Kind, String)> {
    let finding = &findings.all()[number];
    let mut told_of = vec![
        (Kind::Sentence, finding.message.clone()),
        (Kind::Place, place.to_owned()),
        (Kind::Help, finding.rule.help.to_owned()),
    ];
    if !told.able.is_empty() {
        told_of.push((Kind::Help, told.able.clone()));
    }
    told_of.push((Kind::Source, finding.rule.source.to_owned()));
    if let Some(fix) = &finding.fix {
        told_of.push((Kind::Key(Action::Fix), fix.words.clone()));
    }
    let ignoring = if findings.is_ignored(number) {
        "Ignored for this draft; stop ignoring it"
    } else if !finding.may_be_ignored() {
        ""
    } else if finding.is_error() {
        "Ignore it and send it: Google may know it by now"
    } else {
        "Ignore it for this draft"
    };
    if !ignoring.is_empty() {
        told_of.push((Kind::Key(Action::Ignore), ignoring.to_owned()));
    }
    told_of
}

#[cfg(test)]
mod tests;
