//! Images that the terminal itself draws: at placeholders in the cells, or over reserved cells.

use std::sync::Arc;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::app::panes::preview::images::MessageImages;
use crate::app::panes::preview::tabs::Tab;
use crate::app::update::reconcile;
use crate::images::kitty;
use crate::images::placement::PreparedImage;
use crate::images::protocol::Protocol;
use crate::render::line::{Line, Slice};

/// An image that is drawn over cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The image.
    pub ready: Arc<PreparedImage>,
    /// The cells.
    pub area: Rect,
}

/// Writes image placeholders into the cells of a line that is drawn at `row`, without its first `pan` cells.
///
/// Nothing is written where the terminal does not draw images at placeholders.
pub fn hold(line: &Line, pan: u16, images: &MessageImages, row: Rect, buffer: &mut Buffer) {
    if !matches!(images.protocol, Ok(Protocol::Kitty { .. })) {
        return;
    }
    for slice in line.slices() {
        let Some(ready) = images.pictures.ready(&slice.fit) else {
            continue;
        };
        let [red, green, blue] = kitty::colour(ready.id);
        for column in 0..slice.fit.columns {
            let Some(x) = (slice.start + column).checked_sub(pan) else {
                continue;
            };
            let at = (row.x.saturating_add(x), row.y);
            if x < row.width
                && let Some(cell) = buffer.cell_mut(at)
            {
                cell.set_symbol(&kitty::placeholder(slice.row, column));
                cell.modifier = Modifier::empty();
                cell.fg = Color::Rgb(red, green, blue);
                cell.bg = Color::Reset;
            }
        }
    }
}

/// Reserves the cells that an image is drawn over, so that nothing is written into them.
///
/// What is drawn there again once it is gone differs from that, so that no pixel stays behind.
pub fn keep_free(app: &App, buffer: &mut Buffer) {
    for placed in placed(app) {
        for position in placed.area.positions() {
            if let Some(cell) = buffer.cell_mut(position) {
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
    }
}

/// Returns the images that the terminal draws over cells: those that are fully visible, with nothing over them.
///
/// Others are drawn as half blocks.
#[must_use]
pub fn placed(app: &App) -> Vec<Placed> {
    let is_drawn = matches!(app.images.protocol, Ok(Protocol::Iterm2 | Protocol::Sixel));
    if !is_drawn || app.panes.preview.tab != Tab::Card {
        return Vec::new();
    }
    let Some(area) = app.regions().preview else {
        return Vec::new();
    };
    let card = &app.panes.preview.card;
    let (lines, pan) = (card.lines_in_sight(), card.pan());
    let mut content = layout::content(Pane::Preview, area);
    // The last column is the scrollbar's.
    content.width = content.width.saturating_sub(1);
    let dialog = reconcile::dialog_area(app).unwrap_or_default();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for slice in line.slices().iter().filter(|slice| slice.row == 0) {
            let Some(ready) = app.images.pictures.ready(&slice.fit) else {
                continue;
            };
            let (Some(left), Ok(down)) = (slice.start.checked_sub(pan), u16::try_from(at)) else {
                continue;
            };
            let area = Rect {
                x: content.x.saturating_add(left),
                y: content.y.saturating_add(down),
                width: slice.fit.columns,
                height: slice.fit.rows,
            };
            let is_seen = content.intersection(area) == area && !dialog.intersects(area);
            if is_seen && is_whole(slice, &lines[at..]) && !ready.sequence.is_empty() {
                found.push(Placed {
                    ready: Arc::clone(ready),
                    area,
                });
            }
        }
    }
    found
}

/// Returns whether the lines hold all rows of an image from this one on, at the same place.
fn is_whole(first: &Slice, lines: &[Line]) -> bool {
    (0..first.fit.rows)
        .zip(lines.iter().map(Some).chain(std::iter::repeat(None)))
        .all(|(row, line)| {
            let wanted = Slice {
                row,
                ..first.clone()
            };
            line.is_some_and(|line| line.slices().contains(&wanted))
        })
}
