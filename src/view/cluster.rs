//! One user-perceived character put into the cells it takes.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::wrap::{self, Cluster};

/// The cells of one row, into which clusters are put from left to right.
#[derive(Clone, Copy, Debug)]
pub struct Strip {
    /// The first cell.
    pub start: Position,
    /// How many cells there are.
    pub width: u16,
}

/// Puts `cluster` at `column` of the strip and returns the column after it.
///
/// What does not fit is left out; a character wider than the whole strip shows as an ellipsis.
/// Clusters without width leave no trace, and no control character gets through.
pub fn put(
    cluster: Cluster<'_>,
    column: u16,
    strip: Strip,
    style: Style,
    buffer: &mut Buffer,
) -> u16 {
    let (symbol, cells) = wrap::shown(cluster.text);
    let cells = match cluster.text {
        "\t" => cluster.width(column),
        _ => cells,
    };
    let end = column.saturating_add(cells);
    if cells == 0 || column >= strip.width {
        return end;
    }
    let mut symbol = match symbol {
        " " => " ",
        _ if end > strip.width => "…",
        _ => symbol,
    };
    for column in column..end.min(strip.width) {
        let position = (strip.start.x.saturating_add(column), strip.start.y);
        let Some(cell) = buffer.cell_mut(position) else {
            break;
        };
        cell.set_symbol(symbol).set_style(style);
        // The cells a wide character covers stay blank: the terminal fills them itself.
        symbol = " ";
    }
    end
}
