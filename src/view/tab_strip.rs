//! Draws titles in a row, the current one highlighted, with signs where there are more than fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::editor::tab_strip::TabStrip;
use crate::view::label;
use crate::view::theme::StyleSpec;

/// Draws the titles into a row; the first style is that of the current one, the second of the others.
pub fn draw(
    strip: &TabStrip,
    titles: &[impl AsRef<str>],
    chosen: usize,
    (lit, look): (StyleSpec, StyleSpec),
    row: Rect,
    buffer: &mut Buffer,
) {
    if strip.is_cut_before {
        label::draw("‹", row, look, buffer);
    }
    for (number, columns) in &strip.titles {
        let look = if *number == chosen { lit } else { look };
        let area = Rect {
            width: columns.end - columns.start,
            ..label::beside(row, columns.start)
        };
        let words = titles.get(*number).map_or("", AsRef::as_ref);
        // Where it is tight, each title has a blank before it only.
        let after = if area.width > label::width(words) + 1 {
            " "
        } else {
            ""
        };
        let words = format!(" {words}{after}");
        label::draw(&words, area.intersection(row), look, buffer);
    }
    if strip.is_cut_after {
        let end = strip.width().saturating_sub(1);
        label::draw("›", label::beside(row, end), look, buffer);
    }
}
