//! Draws the border of a pane or dialog, with its title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Borders, Clear, Widget};

use crate::app::layout;
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
    let (border, kind, words) = match focus {
        Focus::Here => (theme.border_focused, BorderType::Thick, theme.title_focused),
        Focus::Elsewhere => (theme.border, BorderType::Plain, theme.title),
    };
    draw_border(kind, border.0, area, buffer);
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

/// Draws the border side by side.
///
/// A block around the whole area would look up each cell inside it, to give it no style: in sum each cell of
/// the screen, which takes a tenth of the time of a key.
fn draw_border(kind: BorderType, style: Style, area: Rect, buffer: &mut Buffer) {
    let (last_row, last_column) = (area.height.min(1), area.width.min(1));
    let top = Rect {
        height: last_row,
        ..area
    };
    let bottom = Rect {
        y: area.bottom() - last_row,
        ..top
    };
    let left = Rect {
        y: top.bottom(),
        width: last_column,
        height: area.height.saturating_sub(2),
        ..area
    };
    let right = Rect {
        x: area.right() - last_column,
        ..left
    };
    let ends = Borders::LEFT | Borders::RIGHT;
    for (side, borders) in [
        (left, Borders::LEFT),
        (right, Borders::RIGHT),
        (bottom, Borders::BOTTOM | ends),
        (top, Borders::TOP | ends),
    ] {
        Block::new()
            .borders(borders)
            .border_type(kind)
            .border_style(style)
            .render(side, buffer);
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
