//! What is told directly below the current row of a form: its faults, or its help.

use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::cards::layout::CardsLayout;
use crate::app::panes::cards::row_text;
use crate::app::state::findings::Counts;
use crate::cells::wrap;
use crate::document::form::Row;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;

/// What is told of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowHelp {
    /// The words, without the sign of the severity.
    pub words: String,
    /// The severity of a fault; `None` for help.
    pub severity: Option<Severity>,
}

/// Returns what is told of a row of the form: the gravest of its faults, else its help.
#[must_use]
pub fn help(app: &App, row: &Row<'_>) -> RowHelp {
    let draft = app.document.draft();
    let place = row.place();
    if let Some(finding) = place.as_deref().and_then(|place| worst(app, place)) {
        return RowHelp {
            words: finding.message.clone(),
            severity: Some(match finding.severity {
                Severity::Error => Severity::Error,
                _ => Severity::Warning,
            }),
        };
    }
    let is_hard_to_read = row_text::contrast(row, draft.request()).is_some_and(|(_, is)| is);
    RowHelp {
        words: row_text::help(row, draft.request()),
        severity: is_hard_to_read.then_some(Severity::Warning),
    }
}

/// Returns the gravest finding at a path or below it, except in parts that were just added.
#[must_use]
pub fn worst<'a>(app: &'a App, path: &str) -> Option<&'a Finding> {
    let fresh = app.panes.cards.fresh();
    if fresh.is_empty() {
        return app.findings.worst_at(path);
    }
    let draft = app.document.draft();
    let all = app.findings.at(path);
    all.filter(|finding| !fresh.holds(&finding.path, draft))
        .min_by_key(|finding| finding.severity)
}

/// Returns the counts of findings, except in parts that were just added and are being filled in.
#[must_use]
pub fn counts(app: &App) -> Counts {
    let mut counts = app.findings.counts();
    for finding in fresh_findings(app) {
        match finding.severity {
            Severity::Error => counts.errors -= 1,
            Severity::Warning => counts.warnings -= 1,
            Severity::Info => {}
        }
    }
    counts
}

/// Returns the findings in parts that were just added, while the cards are being filled in.
pub fn fresh_findings(app: &App) -> impl Iterator<Item = &Finding> {
    let (fresh, draft) = (app.panes.cards.fresh(), app.document.draft());
    let is_building = app.panes.focus() == Pane::Cards && !fresh.is_empty();
    let open = if is_building {
        app.findings.open()
    } else {
        &[]
    };
    open.iter()
        .filter(|finding| fresh.holds(&finding.path, draft))
}

/// Returns how many rows are told below the current row, which the rows after it make room for.
#[must_use]
pub fn rows(app: &App, parts: &CardsLayout) -> u16 {
    let pane = &app.panes.cards;
    if app.panes.focus() != Pane::Cards || !pane.is_in_form() || pane.types_lines() {
        return 0;
    }
    let rows = pane.rows(app.document.draft());
    let Some(row) = rows.get(pane.row_of(&rows)) else {
        return 0;
    };
    let width = parts.help.width.saturating_sub(1);
    let words = shown(row, &help(app, row), parts);
    let count = wrap::paragraph(&words, width).len();
    u16::try_from(count)
        .unwrap_or(u16::MAX)
        .min(parts.help.height)
}

/// Returns the words as they are drawn: with the sign of a fault, or with the name where that is cut.
#[must_use]
pub fn shown(row: &Row<'_>, help: &RowHelp, parts: &CardsLayout) -> String {
    match help.severity {
        Some(severity) => format!("{} {}", severity.sign(), help.words),
        None if parts.cuts(row) => format!("{}: {}", row_text::name(row), help.words),
        None => help.words.clone(),
    }
}
