//! Puts user-perceived characters into the cells of a row, from left to right.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::cells::cluster::{self, Cluster, SOUND_MARKS};

/// Gives all cells of an area a style. `Buffer::set_style` looks each cell up by its place, which takes half of
/// the time of a frame; here each row is looked up once.
pub fn fill(area: Rect, style: Style, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() || style == Style::new() {
        return;
    }
    for y in area.top()..area.bottom() {
        let start = buffer.index_of(area.x, y);
        let row = start..start + usize::from(area.width);
        for cell in &mut buffer.content[row] {
            cell.set_style(style);
        }
    }
}

/// A place in a row of cells that moves on with each cluster put there.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    start: Position,
    width: u16,
    column: u16,
}

impl<'a> Pen<'a> {
    /// A pen for `width` cells from `start` on.
    pub fn new(buffer: &'a mut Buffer, start: Position, width: u16) -> Self {
        Self {
            buffer,
            start,
            width,
            column: 0,
        }
    }

    /// Whether the row is full.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.column >= self.width
    }

    /// Puts all of `text`.
    pub fn write(&mut self, text: &str, style: Style) {
        for cluster in cluster::clusters(text, 0) {
            self.put(cluster, style);
        }
    }

    /// Puts one cluster, as much of it as fits; of a wide character that does not fit, an ellipsis.
    ///
    /// Clusters without width leave no trace, and no control character gets through.
    pub fn put(&mut self, cluster: Cluster<'_>, style: Style) {
        let (symbol, cells) = cluster::shown(cluster.text);
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
        for column in column..self.column.min(self.width) {
            let position = (self.start.x.saturating_add(column), self.start.y);
            let Some(cell) = self.buffer.cell_mut(position) else {
                break;
            };
            cell.set_symbol(symbol).set_style(style);
            let is_sounded = symbol.len() > 1 && symbol.ends_with(SOUND_MARKS);
            if let Some(width) = NonZeroU16::new(cells).filter(|_| is_sounded) {
                cell.set_diff_option(CellDiffOption::ForcedWidth(width));
            }
            // The cells a wide character covers stay blank: the terminal fills them itself.
            symbol = " ";
        }
    }

    /// Gives the next cell a style and leaves what it holds.
    pub fn style_next(&mut self, style: Style) {
        let x = self.start.x.saturating_add(self.column.min(self.width));
        if let Some(cell) = self.buffer.cell_mut((x, self.start.y)) {
            cell.set_style(style);
        }
    }
}
