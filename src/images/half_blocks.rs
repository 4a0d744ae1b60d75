//! Draws an image as half blocks: each cell has one colour above and one below.

use crate::images::crop::Crop;
use crate::images::raster::Raster;

/// Upper and lower colour of a cell; `None` where the image is transparent.
pub type Half = [Option<[u8; 3]>; 2];

/// Minimum alpha of a pixel that counts as opaque.
const SOLID: u8 = 128;

/// Returns an image in `columns` × `rows` cells, row by row.
#[must_use]
pub fn halves(raster: &Raster, crop: Crop, columns: u16, rows: u16) -> Vec<Half> {
    let (width, height) = (u32::from(columns), u32::from(rows) * 2);
    let small = raster.cropped(crop, width, height);
    let colour = |x, y| {
        let [red, green, blue, solid] = small.pixel(x, y);
        (solid >= SOLID).then_some([red, green, blue])
    };
    (0..height)
        .step_by(2)
        .flat_map(|y| (0..width).map(move |x| [colour(x, y), colour(x, y + 1)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pixels_make_a_cell() {
        let [a, b, c] = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
        let pixel = |[red, green, blue]: [u8; 3], solid| [red, green, blue, solid];
        let rows = [pixel(a, 255), pixel(b, 200), pixel(c, 128), pixel(a, 127)];
        let raster = Raster::new(2, 2, rows.concat()).unwrap();
        let cells = halves(&raster, Crop::Whole, 2, 1);
        assert_eq!(cells, [[Some(a), Some(c)], [Some(b), None]]);
        assert_eq!(halves(&raster, Crop::Whole, 4, 3).len(), 12);
    }
}
