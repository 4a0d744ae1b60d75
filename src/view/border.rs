//! Draws the border of a pane or dialog, with its title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Clear, Widget};

use crate::app::layout;
use crate::view::cell_writer;
use crate::view::label;
use crate::view::theme::Theme;

/// Whether a pane is focused.
///
/// The border's weight shows it as well as the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The pane is focused.
    Here,
    /// Another one is focused.
    Elsewhere,
}

/// Draws a border with a title at its left and a note at its right; returns the inside.
pub fn draw(
    title: &str,
    aside: &str,
    area: Rect,
    focus: Focus,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Rect {
    let (look, lines, words) = match focus {
        Focus::Here => (theme.border_focused, border::THICK, theme.title_focused),
        Focus::Elsewhere => (theme.border, border::PLAIN, theme.title),
    };
    draw_border(&lines, look.0, area, buffer);
    let row = layout::title(area);
    if !title.is_empty() && row.height > 0 && row.width > 2 {
        let taken = label::draw(&format!(" {title} "), row, words, buffer);
        let rest = Rect {
            x: row.x + taken,
            width: row.width.saturating_sub(taken),
            ..row
        };
        if !aside.is_empty() {
            label::draw_right(&format!(" {aside} "), rest, theme.dim, buffer);
        }
    }
    layout::inside(area)
}

/// Draws the lines around an area.
///
/// ratatui's block looks each cell up twice, which takes a fifth of the time of a frame.
fn draw_border(lines: &border::Set<'_>, style: Style, area: Rect, buffer: &mut Buffer) {
    let [left, right] = [area.x, area.right().saturating_sub(1)];
    let [top, bottom] = [area.y, area.bottom().saturating_sub(1)];
    for y in area.top()..area.bottom() {
        let (ends, between) = if y == top {
            ([lines.top_left, lines.top_right], lines.horizontal_top)
        } else if y == bottom {
            let ends = [lines.bottom_left, lines.bottom_right];
            (ends, lines.horizontal_bottom)
        } else {
            ([lines.vertical_left, lines.vertical_right], "")
        };
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        if !between.is_empty() {
            cell_writer::repeat(between, row, style, buffer);
        }
        for (x, end) in [left, right].into_iter().zip(ends) {
            cell_writer::repeat(end, Rect { x, width: 1, ..row }, style, buffer);
        }
    }
}

/// Draws the box of a dialog over whatever is below it, with a gap at both sides; returns the inside.
pub fn draw_dialog(
    title: &str,
    aside: &str,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Rect {
    let gap = Rect {
        x: area.x.saturating_sub(1),
        width: area.width.saturating_add(2),
        ..area
    };
    let gap = gap.intersection(buffer.area);
    Clear.render(gap, buffer);
    buffer.set_style(gap, theme.text.0);
    cut_wide(gap, buffer);
    draw(title, aside, area, Focus::Here, theme, buffer)
}

/// Clears the wide characters that would reach from the left into `area`.
///
/// A terminal draws both their halves, or none.
fn cut_wide(area: Rect, buffer: &mut Buffer) {
    let Some(x) = area.x.checked_sub(1) else {
        return;
    };
    for y in area.top()..area.bottom() {
        if let Some(cell) = buffer.cell_mut((x, y))
            && label::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}
