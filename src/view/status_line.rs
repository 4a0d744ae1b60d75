//! Draws the status line: how many bytes of 32,000, how many errors and warnings, and global key hints.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::model::App;
use crate::app::screen::footer;
use crate::app::screen::status_line::{self, BAR, Segment, SegmentKind};
use crate::message::size;
use crate::view::key_hints;
use crate::view::label;
use crate::view::severity;
use crate::view::theme::{StyleSpec, Theme};

/// The size from which on the bar warns, in bytes: Google does not say how exactly it counts.
const NEAR: usize = 30_000;

/// The size of an empty message, `{}`, in bytes.
const EMPTY: usize = 2;

/// Draws the status line.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let pieces = status_line::segments(app);
    for piece in &pieces {
        let row = Rect {
            width: area.width.saturating_sub(piece.columns.start + 1),
            ..label::beside(area, piece.columns.start)
        };
        draw_piece(app, piece, theme, row, buffer);
    }
    let (shown, columns) = footer::of_status_line(app, area.width);
    let right = Rect {
        x: area.x + columns.start,
        width: columns.end - columns.start,
        ..area
    };
    key_hints::draw(shown, right, theme, buffer);
}

fn draw_piece(app: &App, piece: &Segment, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let look = match piece.kind {
        SegmentKind::Bar => {
            let (filled, left) = bar(app.document.draft().bytes());
            let taken = label::draw(
                &filled,
                area,
                fullness(app.document.draft().bytes(), theme),
                buffer,
            );
            let rest = label::beside(area, taken);
            label::draw(&left, rest, theme.gauge_track, buffer);
            return;
        }
        SegmentKind::Bytes if app.document.draft().bytes() > NEAR => {
            fullness(app.document.draft().bytes(), theme)
        }
        SegmentKind::Bytes => theme.text,
        SegmentKind::Clean => theme.success,
        SegmentKind::Found(severity) => severity::sign_and_look(severity, theme).1,
    };
    label::draw(&piece.words, area, look, buffer);
}

fn fullness(bytes: usize, theme: &Theme) -> StyleSpec {
    match bytes {
        bytes if bytes > size::LIMIT => theme.gauge_over,
        bytes if bytes > NEAR => theme.gauge_near,
        _ => theme.gauge,
    }
}

/// Returns the filled part of the bar, and the rest.
///
/// It is full only where the message is, and empty only where that is.
fn bar(bytes: usize) -> (String, String) {
    let cells = usize::from(BAR);
    let least = usize::from(bytes > EMPTY);
    let filled = (bytes * cells / size::LIMIT).clamp(least, cells);
    ("▓".repeat(filled), "░".repeat(cells - filled))
}
