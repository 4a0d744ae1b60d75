//! Decoded image as RGBA pixels, and its scaling.

use std::fmt;

use crate::images::crop::{Crop, Part};

/// A decoded image: rows of RGBA pixels, each channel from 0 to 255.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Raster {
    /// Creates an image of these RGBA bytes; `None` if it has no pixels, or the length does not match.
    #[must_use]
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        let is_whole =
            pixels > 0 && rgba.len().is_multiple_of(4) && rgba.len() as u64 / 4 == pixels;
        is_whole.then_some(Self {
            width,
            height,
            rgba,
        })
    }

    /// Returns width and height, in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Returns all bytes, four for each pixel.
    #[must_use]
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// Returns a pixel as RGBA.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        let at = (y as usize * self.width as usize + x as usize) * 4;
        match self.rgba.get(at..at + 4) {
            Some(&[red, green, blue, solid]) => [red, green, blue, solid],
            _ => [0; 4],
        }
    }

    /// Scales a part to another size, each pixel the mean of those it covers.
    ///
    /// Transparent pixels have no colour that could bleed into it.
    #[must_use]
    pub fn scaled(&self, part: Part, width: u32, height: u32) -> Self {
        let columns: Vec<_> = (0..width)
            .map(|x| span(part.left, part.width, x, width))
            .collect();
        let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
        for y in 0..height {
            let (top, bottom) = span(part.top, part.height, y, height);
            for &(left, right) in &columns {
                rgba.extend(self.mean(left..right, top..bottom));
            }
        }
        Self {
            width,
            height,
            rgba,
        }
    }

    /// Scales the image down so that no side is longer than `side` pixels.
    #[must_use]
    pub fn within(self, side: u32) -> Self {
        let longest = self.width.max(self.height);
        if longest <= side {
            return self;
        }
        let short = |length: u32| {
            let scaled = u64::from(length) * u64::from(side) / u64::from(longest);
            u32::try_from(scaled).unwrap_or(side).max(1)
        };
        self.scaled(self.whole(), short(self.width), short(self.height))
    }

    /// Crops and scales the image; of a circle the corners become transparent.
    #[must_use]
    pub fn cropped(&self, crop: Crop, width: u32, height: u32) -> Self {
        let mut cropped = self.scaled(crop.part(self.size()), width, height);
        if crop == Crop::Circle {
            cropped.round();
        }
        cropped
    }

    /// Returns the part that is the whole image.
    #[must_use]
    pub fn whole(&self) -> Part {
        Part {
            left: 0,
            top: 0,
            width: self.width,
            height: self.height,
        }
    }

    /// Makes everything outside the inscribed ellipse transparent.
    fn round(&mut self) {
        // Twice the distance from the middle, so that it is whole, and the squares fit 64 bits.
        let away = |at: usize, length: u32| {
            let distance = (2 * at as u64 + 1).abs_diff(u64::from(length));
            distance * distance
        };
        let square = |length: u32| u64::from(length) * u64::from(length);
        let (across, down) = (square(self.width), square(self.height));
        let row = self.width as usize;
        for (at, pixel) in self.rgba.chunks_exact_mut(4).enumerate() {
            let (x, y) = (away(at % row, self.width), away(at / row, self.height));
            if x * down + y * across > across * down {
                pixel[3] = 0;
            }
        }
    }

    fn mean(&self, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> [u8; 4] {
        let (mut lights, mut solid, mut count) = ([0_u64; 3], 0_u64, 0_u64);
        for y in rows {
            let row = y as usize * self.width as usize;
            let range = (row + columns.start as usize) * 4..(row + columns.end as usize) * 4;
            for pixel in self.rgba[range].chunks_exact(4) {
                let weight = u64::from(pixel[3]);
                for (sum, light) in lights.iter_mut().zip(pixel) {
                    *sum += u64::from(*light) * weight;
                }
                solid += weight;
                count += 1;
            }
        }
        let byte = |sum: u64, of: u64| u8::try_from((sum + of / 2) / of.max(1)).unwrap_or(u8::MAX);
        let [red, green, blue] = lights.map(|sum| byte(sum, solid));
        [red, green, blue, byte(solid, count)]
    }
}

impl fmt::Debug for Raster {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Raster({} × {})", self.width, self.height)
    }
}

/// Returns the range of pixels that pixel `at` of `count` covers, of the `length` pixels from `start` on: one
/// at least.
fn span(start: u32, length: u32, at: u32, count: u32) -> (u32, u32) {
    let edge = |at: u32| {
        let edge = u64::from(at) * u64::from(length) / u64::from(count.max(1));
        u32::try_from(edge).unwrap_or(length)
    };
    let first = edge(at).min(length.saturating_sub(1));
    (start + first, start + edge(at + 1).max(first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates an image of greys.
    fn greys(rows: &[&[u8]]) -> Raster {
        let pixels = rows.iter().flat_map(|row| row.iter());
        let rgba = pixels.flat_map(|grey| [*grey, *grey, *grey, 255]).collect();
        let (width, height) = (rows[0].len(), rows.len());
        let side = |length| u32::try_from(length).unwrap();
        Raster::new(side(width), side(height), rgba).unwrap()
    }

    #[test]
    fn pixels_are_means_of_what_they_stand_for() {
        let raster = greys(&[&[0, 100, 200, 200], &[100, 200, 200, 200]]);
        for ((width, height), rows) in [
            ((2, 1), &[&[100, 200][..]][..]),
            ((4, 2), &[&[0, 100, 200, 200], &[100, 200, 200, 200]]),
            ((1, 1), &[&[150]]),
            (
                (4, 4),
                &[
                    &[0, 100, 200, 200],
                    &[0, 100, 200, 200],
                    &[100, 200, 200, 200],
                    &[100, 200, 200, 200],
                ],
            ),
            ((3, 1), &[&[50, 150, 200]]),
        ] {
            let scaled = raster.scaled(raster.whole(), width, height);
            assert_eq!(scaled.rgba(), greys(rows).rgba(), "{width} × {height}");
        }
    }

    #[test]
    fn what_is_clear_does_not_bleed() {
        let rgba = vec![255, 0, 0, 255, 0, 255, 0, 0];
        let raster = Raster::new(2, 1, rgba).unwrap();
        let scaled = raster.scaled(raster.whole(), 1, 1);
        assert_eq!(scaled.pixel(0, 0), [255, 0, 0, 128]);
        assert_eq!(scaled.pixel(7, 7), [0; 4]);
    }

    #[test]
    fn circles_have_clear_corners() {
        let raster = greys(&[&[9; 8][..]; 8]);
        let round = raster.cropped(Crop::Circle, 4, 4);
        let solid = |x, y| round.pixel(x, y)[3] > 0;
        let rows: Vec<String> = (0..4)
            .map(|y| {
                (0..4)
                    .map(|x| if solid(x, y) { '#' } else { '.' })
                    .collect()
            })
            .collect();
        assert_eq!(rows, [".##.", "####", "####", ".##."]);
    }

    #[test]
    fn pictures_are_what_they_say() {
        for (width, height, bytes) in [
            (0, 0, 0),
            (1, 1, 3),
            (1, 1, 5),
            (2, 2, 4),
            (u32::MAX, u32::MAX, 4),
        ] {
            assert_eq!(Raster::new(width, height, vec![0; bytes]), None);
        }
        for (size, side, expected) in [
            ((8, 4), 4, (4, 2)),
            ((8, 4), 8, (8, 4)),
            ((1000, 1), 10, (10, 1)),
            ((1, 999), 100, (1, 100)),
        ] {
            let (width, height) = size;
            let raster = Raster::new(width, height, vec![7; (width * height * 4) as usize]);
            assert_eq!(raster.unwrap().within(side).size(), expected);
        }
    }
}
