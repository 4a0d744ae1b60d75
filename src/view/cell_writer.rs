//! Writes graphemes into the cells of a row, from left to right.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::cells::grapheme::{self, Cluster, SOUND_MARKS};

/// Sets the style of all cells of an area.
pub fn fill(area: Rect, style: Style, buffer: &mut Buffer) {
    if style == Style::new() {
        return;
    }
    for cell in rows(area, buffer).flatten() {
        cell.set_style(style);
    }
}

/// Makes all cells of an area blank, in one style.
pub fn clear(area: Rect, style: Style, buffer: &mut Buffer) {
    let mut blank = Cell::EMPTY;
    blank.set_style(style);
    for cell in rows(area, buffer).flatten() {
        // A clone of the blank, and `set_style` of each, take twice as long.
        cell.reset();
        (cell.fg, cell.bg) = (blank.fg, blank.bg);
        (cell.underline_color, cell.modifier) = (blank.underline_color, blank.modifier);
    }
}

/// Writes a symbol of one cell into all cells of an area.
pub fn repeat(symbol: &str, area: Rect, style: Style, buffer: &mut Buffer) {
    for cell in rows(area, buffer).flatten() {
        cell.set_symbol(symbol).set_style(style);
    }
}

/// Returns the cells of an area, row by row.
///
/// `Buffer` looks each cell up by its place, which takes half of the time of a frame.
fn rows(area: Rect, buffer: &mut Buffer) -> impl Iterator<Item = &mut [Cell]> {
    let area = area.intersection(buffer.area);
    let [left, right] = [area.left(), area.right()].map(|x| usize::from(x - buffer.area.x));
    let width = usize::from(buffer.area.width).max(1);
    let above = usize::from(area.y - buffer.area.y);
    let rows = buffer.content.chunks_mut(width);
    rows.skip(above)
        .take(area.height.into())
        .map(move |row| &mut row[left..right])
}

/// A position in a row of cells that advances with each grapheme written.
#[derive(Debug)]
pub struct CellWriter<'a> {
    /// The cells from the start to the end of the buffer's row.
    row: &'a mut [Cell],
    width: u16,
    column: u16,
}

impl<'a> CellWriter<'a> {
    /// Creates a writer of `width` cells from `start` on.
    pub fn new(buffer: &'a mut Buffer, start: Position, width: u16) -> Self {
        let area = buffer.area;
        let row = if area.contains(start) {
            let from = buffer.index_of(start.x, start.y);
            &mut buffer.content[from..from + usize::from(area.right() - start.x)]
        } else {
            &mut []
        };
        Self {
            row,
            width,
            column: 0,
        }
    }

    /// Returns how many cells the graphemes so far take, whether there was room for them or not.
    #[must_use]
    pub fn column(&self) -> u16 {
        self.column
    }

    /// Returns whether the row is full.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.column >= self.width
    }

    /// Writes all of `text`.
    pub fn write(&mut self, text: &str, style: Style) {
        // Most texts of the screen are of these, a cell each.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let end = self.row.len().min(self.width.into());
            let start = usize::from(self.column).min(end);
            for (cell, at) in self.row[start..end].iter_mut().zip(0..text.len()) {
                cell.set_symbol(&text[at..=at]).set_style(style);
            }
            let cells = u16::try_from(text.len()).unwrap_or(u16::MAX);
            self.column = self.column.saturating_add(cells);
            return;
        }
        for cluster in grapheme::clusters(text, 0) {
            self.put(cluster, style);
        }
    }

    /// Writes one grapheme, as much of it as fits; an ellipsis in place of a wide character that does not fit.
    ///
    /// Graphemes without width leave no trace, and no control character gets through.
    pub fn put(&mut self, cluster: Cluster<'_>, style: Style) {
        let (symbol, cells) = grapheme::shown(cluster.text);
        let cells = match cluster.text {
            "\t" => cluster.width(self.column),
            _ => cells,
        };
        let column = self.column;
        self.column = column.saturating_add(cells);
        let mut symbol = match symbol {
            " " => " ",
            _ if self.column > self.width => "…",
            _ => symbol,
        };
        let is_joined = cells > 1 && cluster.text.chars().nth(1).is_some();
        for (number, column) in (column..self.column.min(self.width)).enumerate() {
            let Some(cell) = self.row.get_mut(usize::from(column)) else {
                break;
            };
            cell.set_symbol(symbol).set_style(style);
            let is_sounded = symbol.len() > 1 && symbol.ends_with(SOUND_MARKS);
            if number > 0 && is_joined {
                // Never seen, since the terminal fills it; but it differs from the blank that comes after it.
                // Terminals that give each half of a flag a cell keep the second one otherwise.
                cell.modifier.insert(Modifier::HIDDEN);
            }
            if let Some(width) = NonZeroU16::new(cells).filter(|_| is_sounded) {
                cell.set_diff_option(CellDiffOption::ForcedWidth(width));
            }
            // The cells a wide character covers stay blank: the terminal fills them itself.
            symbol = " ";
        }
    }

    /// Sets the style of the next cell and leaves its content.
    pub fn style_next(&mut self, style: Style) {
        let column = self.column.min(self.width);
        if let Some(cell) = self.row.get_mut(usize::from(column)) {
            cell.set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joined_character_leaves_no_half_behind() {
        let area = Rect::new(0, 0, 4, 1);
        for text in ["🇳🇴", "👩🏽‍🚀", "❤️"] {
            let mut before = Buffer::empty(area);
            CellWriter::new(&mut before, Position::ORIGIN, 4).write(text, Style::new());
            let after = Buffer::empty(area);
            let told: Vec<u16> = before.diff(&after).iter().map(|(x, ..)| *x).collect();
            assert_eq!(told, [0, 1], "{text}");
        }
    }
}
