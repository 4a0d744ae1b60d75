//! Draws the size report: a bar of the parts' sizes, the heaviest parts, and advice.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::number_format::thousands;
use crate::app::controllers::quick_fix;
use crate::app::dialogs::size_report::SizeReport;
use crate::app::model::App;
use crate::app::screen::footer;
use crate::input::keymap::Place;
use crate::message::size;
use crate::message::size_breakdown::SizeBreakdown;
use crate::view::border;
use crate::view::label;
use crate::view::theme::{StyleSpec, Theme};

/// The least height with room for the bar, in cells.
const ROOMY: u16 = 9;

/// The cells of a number of bytes and its share left of a part.
const NUMBERS: u16 = 16;

/// Draws the box; returns the first cell of the part under the cursor.
pub fn draw(
    app: &App,
    scale: &SizeReport,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = footer::closes(app.session.keymap(), Place::Size);
    let inside = border::draw_dialog("Size", &aside, area, theme, buffer);
    let mut rest = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let breakdown = scale.breakdown();
    let is_low = inside.height < ROOMY;
    rest = draw_sum(breakdown, theme, rest, buffer);
    if !is_low {
        rest = draw_bar(breakdown, theme, rest, buffer);
        rest = label::below(draw_escapes(breakdown, theme, rest, buffer), 1);
    }
    // The advice is visible on a low screen, too; of the parts as many as fit.
    let advice = u16::try_from(scale.advice().len()).unwrap_or(0) + 1;
    let room = rest.height.saturating_sub(advice).max(1.min(rest.height));
    let parts = u16::try_from(scale.parts().len()).unwrap_or(0).min(room);
    let current = draw_parts(
        scale,
        theme,
        Rect {
            height: parts,
            ..rest
        },
        buffer,
    );
    rest = label::below(rest, parts + 1);
    for words in scale.advice() {
        if rest.is_empty() {
            break;
        }
        label::draw("•", rest, theme.sign, buffer);
        let rows = label::draw_wrapped(words, label::beside(rest, 2), theme.text, buffer);
        rest = label::below(rest, rows);
    }
    current
}

fn draw_sum(breakdown: &SizeBreakdown, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let (words, look) = match breakdown.bytes.checked_sub(size::LIMIT) {
        Some(over @ 1..) => (format!("{} too many", thousands(over)), theme.gauge_over),
        _ => (format!("{} left", thousands(breakdown.left())), theme.value),
    };
    let sum = format!(
        "{} of {} bytes, {words}",
        thousands(breakdown.bytes),
        thousands(size::LIMIT)
    );
    label::draw(&sum, area, look, buffer);
    label::below(area, 1)
}

fn draw_escapes(breakdown: &SizeBreakdown, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    if breakdown.escapes == 0 {
        return area;
    }
    let more = thousands(breakdown.escapes);
    let words = format!("Line ends, quotes and backslashes take two bytes in JSON: {more} B more.");
    let rows = label::draw_wrapped(&words, area, theme.dim, buffer);
    label::below(area, rows)
}

/// Draws the bar, and below it the legend of its signs.
fn draw_bar(breakdown: &SizeBreakdown, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let segments: [(&str, &str, usize, StyleSpec); 4] = [
        ("█", "text", breakdown.text, theme.gauge),
        ("▓", "cards", breakdown.cards, theme.gauge_near),
        ("▒", "other fields and JSON", breakdown.rest(), theme.sign),
        ("░", "left", breakdown.left(), theme.gauge_track),
    ];
    let whole = breakdown.bytes.max(size::LIMIT);
    let cells = usize::from(area.width);
    let (mut bar, mut before) = (area, 0);
    for (sign, _, bytes, look) in segments {
        // Rounded on the whole bar, so that the segments fill it.
        let (start, end) = (before * cells / whole, (before + bytes) * cells / whole);
        before += bytes;
        let taken = label::draw(&sign.repeat(end - start), bar, look, buffer);
        bar = label::beside(bar, taken);
    }
    let mut rest = label::below(area, 1);
    let mut row = rest;
    for (sign, name, bytes, look) in segments {
        let words = format!("{name} {}", thousands(bytes));
        if label::width(&words) + 2 > row.width && row.width < area.width {
            rest = label::below(rest, 1);
            row = rest;
        }
        label::draw(sign, row, look, buffer);
        let taken = label::draw(&words, label::beside(row, 2), theme.text, buffer);
        row = label::beside(row, taken + 4);
    }
    label::below(rest, 1)
}

/// Draws the parts; returns the first cell of the one under the cursor.
fn draw_parts(
    scale: &SizeReport,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut current = None;
    let skipped = (scale.cursor() + 1).saturating_sub(area.height.into());
    let parts = scale.parts().iter().enumerate().skip(skipped);
    for ((number, part), row) in parts.zip(area.rows()) {
        let is_current = number == scale.cursor();
        let (look, dim) = if is_current {
            buffer.set_style(row, theme.current.0);
            current = Some(row.as_position());
            (theme.current, theme.current)
        } else {
            (theme.text, theme.dim)
        };
        let share = part.bytes * 100 / scale.breakdown().bytes.max(1);
        let numbers = format!("{:>7} B {share:>3} %", thousands(part.bytes));
        label::draw(&numbers, row, dim, buffer);
        let place = quick_fix::place_at(&part.path);
        label::draw(&place, label::beside(row, NUMBERS), look, buffer);
    }
    current
}
