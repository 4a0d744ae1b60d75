//! The segments of the status line and their columns: the bytes, the errors and warnings.

use std::ops::Range;

use crate::app::controllers::attach;
use crate::app::controllers::card_help;
use crate::app::controllers::number_format::thousands;
use crate::app::model::App;
use crate::app::state::findings::Counts;
use crate::cells::grapheme;
use crate::input::action::Action;
use crate::message::checks::format_value;
use crate::message::checks::rule::Severity;
use crate::message::size;

/// The width of the bar, in cells.
pub const BAR: u16 = 10;

/// The cells between the segments and the key hints.
const GAP: u16 = 3;

/// The least width at which the line has a bar, in cells.
const ROOMY: u16 = 60;

/// The least width at which findings are counted in words, in cells.
const WORDY: u16 = 80;

/// The kind of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// A bar of how full the message is.
    Bar,
    /// The size of the message, in bytes.
    Bytes,
    /// That no error was found.
    Clean,
    /// The number of findings of a severity.
    Found(Severity),
}

/// A segment of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its kind.
    pub kind: SegmentKind,
    /// Its text; the bar has none.
    pub words: String,
    /// Its columns on the screen.
    pub columns: Range<u16>,
}

/// Returns the segments of the line, from the left.
#[must_use]
pub fn segments(app: &App) -> Vec<Segment> {
    let mut segments = Vec::new();
    // The line begins with a blank, as all lines without a border do.
    let mut x = 1;
    if app.ui.size().width >= ROOMY + 2 {
        segments.push(Segment {
            kind: SegmentKind::Bar,
            words: String::new(),
            columns: x..x + BAR,
        });
        x += BAR + 1;
    }
    let mut push = |tells, words: String, gap: u16| {
        let end = x + grapheme::column_of(&words, words.len());
        segments.push(Segment {
            kind: tells,
            words,
            columns: x..end,
        });
        x = end + gap;
    };
    push(
        SegmentKind::Bytes,
        counted(app.document.draft().bytes(), app.findings.parts()),
        GAP,
    );
    let files = attach::count(app);
    if !files.is_empty() {
        push(SegmentKind::Bytes, files, GAP);
    }
    for (tells, words) in found(app) {
        push(tells, words, 2);
    }
    segments
}

/// Returns the column after the segments, from which on key hints may be drawn.
#[must_use]
pub fn end(segments: &[Segment]) -> u16 {
    segments.last().map_or(1, |last| last.columns.end + GAP)
}

/// Returns the action of a click at a column of the line.
#[must_use]
pub fn action_at(app: &App, column: u16) -> Option<Action> {
    let segments = segments(app);
    let hit = segments
        .iter()
        .find(|piece| piece.columns.contains(&column))?;
    Some(match hit.kind {
        SegmentKind::Bar | SegmentKind::Bytes => Action::ShowSize,
        SegmentKind::Clean | SegmentKind::Found(_) => Action::ShowChecks,
    })
}

fn counted(bytes: usize, parts: Option<usize>) -> String {
    let count = format!("{} / {} B", thousands(bytes), thousands(size::LIMIT));
    match (bytes.saturating_sub(size::LIMIT), parts) {
        (0, _) => count,
        (_, Some(parts)) => format!("{count}  {parts} parts"),
        (over, None) => format!("{count}  {} too many", thousands(over)),
    }
}

/// Returns the counts of errors and warnings, in words where there is room.
///
/// A message that is not begun has no counts.
fn found(app: &App) -> Vec<(SegmentKind, String)> {
    let Counts { errors, warnings } = card_help::counts(app);
    let is_roomy = app.ui.size().width >= WORDY;
    let mut told = Vec::new();
    match errors {
        0 if app.document.draft().is_blank() => {}
        0 => told.push((
            SegmentKind::Clean,
            if is_roomy { "✔ 0 errors" } else { "✔" }.to_owned(),
        )),
        count => {
            let sign = Severity::Error.sign();
            let words = if is_roomy {
                format!("{sign} {}", format_value::count(count, "error"))
            } else {
                format!("{sign} {count}")
            };
            told.push((SegmentKind::Found(Severity::Error), words));
        }
    }
    if warnings > 0 {
        let words = if is_roomy {
            format_value::count(warnings, "warning")
        } else {
            format!("{} {warnings}", Severity::Warning.sign())
        };
        told.push((SegmentKind::Found(Severity::Warning), words));
    }
    told
}
