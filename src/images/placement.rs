//! Prepares an image for a place on the screen: as half blocks, and in the terminal's graphics protocol.

use std::fmt;
use std::sync::Arc;

use crate::images::crop::Crop;
use crate::images::half_blocks::{Half, halves};
use crate::images::iterm2;
use crate::images::kitty;
use crate::images::png;
use crate::images::protocol::Protocol;
use crate::images::raster::Raster;
use crate::images::sixel;

/// Size of a cell in pixels: width and height.
pub type CellSize = (u16, u16);

/// Default size of a cell if the terminal does not report it.
///
/// It is narrower than most, so that nothing is drawn beyond its place.
pub const CELL: CellSize = (8, 16);

/// An image, and the cells it takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Placement {
    /// URL of the image.
    pub url: Arc<str>,
    /// Part of it that is shown.
    pub crop: Crop,
    /// Width, in cells.
    pub columns: u16,
    /// Height, in cells.
    pub rows: u16,
}

impl Placement {
    /// Fits an image of these pixels into at most so many columns and rows, keeping its aspect ratio.
    #[must_use]
    pub fn of(
        (url, crop): (&str, Crop),
        pixels: (u32, u32),
        (columns, rows): (u16, u16),
        cell: CellSize,
    ) -> Self {
        let (across, down) = crop.shape(pixels);
        let (wide, high) = (u64::from(cell.0), u64::from(cell.1));
        let scaled = |length: u16, by: u64, over: u64| {
            let over = over.max(1);
            let scaled = (u64::from(length) * by + over / 2) / over;
            u16::try_from(scaled).unwrap_or(u16::MAX).max(1)
        };
        let (across, down) = (u64::from(across) * high, u64::from(down) * wide);
        let needed = scaled(columns, down, across);
        let (columns, rows) = if needed <= rows {
            (columns, needed)
        } else {
            (scaled(rows, across, down).min(columns), rows)
        };
        Self {
            url: url.into(),
            crop,
            columns,
            rows,
        }
    }
}

/// Order to prepare an image.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageJob {
    /// Place it is prepared for.
    pub fit: Placement,
    /// The decoded image.
    pub raster: Arc<Raster>,
    /// Protocol of the terminal.
    pub protocol: Protocol,
    /// Size of the terminal's cells, in pixels.
    pub cell: CellSize,
    /// Image ID of 24 bits for the terminal.
    pub id: u32,
}

/// An image prepared for its place.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedImage {
    /// Its cells as half blocks, row by row.
    pub halves: Vec<Half>,
    /// Image ID for the terminal.
    pub id: u32,
    /// Escape sequence: for kitty written once, for the others wherever the image is drawn.
    ///
    /// Empty if half blocks are all there is.
    pub sequence: String,
}

impl ImageJob {
    /// Prepares the image.
    #[must_use]
    pub fn make(&self) -> PreparedImage {
        let Placement {
            crop,
            columns,
            rows,
            ..
        } = self.fit;
        let cells = (columns, rows);
        let (width, height) = (
            u32::from(columns) * u32::from(self.cell.0.max(1)),
            u32::from(rows) * u32::from(self.cell.1.max(1)),
        );
        // The terminal enlarges a file as well as we could.
        let file = || {
            let part = crop.part(self.raster.size());
            let raster = if part.width < width && part.height < height && crop != Crop::Circle {
                self.raster.cropped(crop, part.width, part.height)
            } else {
                self.raster.cropped(crop, width, height)
            };
            png::file(&raster).unwrap_or_default()
        };
        let sequence = match self.protocol {
            Protocol::HalfBlocks => String::new(),
            Protocol::Kitty { is_in_tmux } => kitty::hand_over(self.id, &file(), cells, is_in_tmux),
            Protocol::Iterm2 => iterm2::draw(&file(), cells),
            Protocol::Sixel => sixel::draw(&self.raster.cropped(crop, width, height)),
        };
        PreparedImage {
            halves: halves(&self.raster, crop, columns, rows),
            id: self.id,
            sequence,
        }
    }
}

impl fmt::Debug for ImageJob {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Order({:?}, {:?})", self.fit, self.protocol)
    }
}

impl fmt::Debug for PreparedImage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "Ready({} cells, {} B)",
            self.halves.len(),
            self.sequence.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_their_shape() {
        for (pixels, crop, most, cell, expected) in [
            ((800, 400), Crop::Whole, (40, 30), (10, 20), (40, 10)),
            ((400, 400), Crop::Whole, (40, 30), (10, 20), (40, 20)),
            ((400, 800), Crop::Whole, (40, 30), (10, 20), (30, 30)),
            ((1, 1000), Crop::Whole, (40, 30), (10, 20), (1, 30)),
            ((1000, 1), Crop::Whole, (40, 30), (10, 20), (40, 1)),
            ((800, 400), Crop::SQUARE, (20, 30), (10, 20), (20, 10)),
            ((800, 400), Crop::Circle, (4, 2), (10, 20), (4, 2)),
            (
                (800, 400),
                Crop::of_ratio(4.0 / 3.0),
                (20, 30),
                (10, 20),
                (20, 8),
            ),
            ((400, 400), Crop::Whole, (40, 30), (10, 10), (30, 30)),
            ((400, 400), Crop::Whole, (40, 30), (0, 0), (40, 1)),
        ] {
            let fit = Placement::of(("u", crop), pixels, most, cell);
            assert_eq!((fit.columns, fit.rows), expected, "{pixels:?} {crop:?}");
        }
    }

    #[test]
    fn each_protocol_gets_its_sequence() {
        let raster = Arc::new(Raster::new(4, 4, vec![200; 64]).unwrap());
        for (protocol, start) in [
            (Protocol::HalfBlocks, ""),
            (
                Protocol::Kitty { is_in_tmux: false },
                "\u{1b}_Ga=T,U=1,q=2,f=100,i=7,c=4,r=2,m=0;iVBORw0KGgo",
            ),
            (Protocol::Iterm2, "\u{1b}]1337;File=inline=1;size="),
            (Protocol::Sixel, "\u{1b}P0;1;0q\"1;1;32;32#"),
        ] {
            let order = ImageJob {
                fit: Placement::of(("u", Crop::Whole), (4, 4), (4, 9), CELL),
                raster: Arc::clone(&raster),
                protocol,
                cell: CELL,
                id: 7,
            };
            let ready = order.make();
            assert_eq!(ready.halves.len(), 8);
            assert!(ready.sequence.starts_with(start), "{:?}", ready.sequence);
            assert_eq!(ready.sequence.is_empty(), start.is_empty());
        }
    }
}
