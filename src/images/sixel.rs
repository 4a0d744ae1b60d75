//! Sixel graphics: bands of six rows, each colour of a band drawn in turn.
//!
//! <https://vt100.net/docs/vt3xx-gp/chapter14.html>

use std::fmt::Write as _;

use crate::images::raster::Raster;

/// Number of levels of red, green and blue.
///
/// The eye sees green best, and terminals have 256 colours.
const STEPS: [u16; 3] = [6, 7, 6];

/// Ordered-dither matrix: in which order the pixels of a square of four by four take the level above.
///
/// A colour between two levels becomes a pattern of both.
const ORDER: [[u16; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];

/// Number of thresholds in the dither matrix.
const LEVELS: u16 = 16;

/// Minimum alpha of a pixel that is drawn.
const SOLID: u8 = 128;

/// Returns the sequence that draws an image pixel by pixel from the cursor on; transparent pixels are left as
/// they are.
#[must_use]
pub fn draw(raster: &Raster) -> String {
    let (width, height) = raster.size();
    let pixels = indexed(raster);
    let mut out = format!("\u{1b}P0;1;0q\"1;1;{width};{height}");
    let mut is_used = [false; 256];
    pixels
        .iter()
        .flatten()
        .for_each(|&colour| is_used[usize::from(colour)] = true);
    for colour in used(&is_used) {
        let [red, green, blue] = percents(colour);
        // Writing to a string cannot fail.
        let _ = write!(out, "#{colour};2;{red};{green};{blue}");
    }
    for band in pixels.chunks(width as usize * 6) {
        draw_band(band, width as usize, &mut out);
        out.push('-');
    }
    out += "\u{1b}\\";
    out
}

fn draw_band(band: &[Option<u8>], width: usize, out: &mut String) {
    let mut is_used = [false; 256];
    band.iter()
        .flatten()
        .for_each(|&colour| is_used[usize::from(colour)] = true);
    for (number, colour) in used(&is_used).enumerate() {
        if number > 0 {
            out.push('$');
        }
        let _ = write!(out, "#{colour}");
        let sixel = |x: usize| {
            let rows = band[x..].iter().step_by(width).enumerate();
            rows.fold(0_u8, |bits, (row, pixel)| {
                bits | u8::from(*pixel == Some(colour)) << row
            })
        };
        let mut x = 0;
        while x < width {
            let bits = sixel(x);
            let count = (x..width).take_while(|&x| sixel(x) == bits).count();
            x += count;
            // Nothing needs to be written after the last pixel of a colour.
            if bits == 0 && x == width {
                break;
            }
            let sign = char::from(b'?' + bits);
            if count > 3 {
                let _ = write!(out, "!{count}{sign}");
            } else {
                out.extend(std::iter::repeat_n(sign, count));
            }
        }
    }
}

fn used(is_used: &[bool; 256]) -> impl Iterator<Item = u8> {
    (0..=u8::MAX).filter(|&colour| is_used[usize::from(colour)])
}

/// Returns the palette index of each pixel; `None` where the image is transparent.
fn indexed(raster: &Raster) -> Vec<Option<u8>> {
    let row = raster.size().0 as usize;
    let pixels = raster.rgba().chunks_exact(4).enumerate();
    let index = |(at, pixel): (usize, &[u8])| {
        let order = ORDER[at / row % 4][at % row % 4];
        let step = |channel: usize| {
            let last = STEPS[channel] - 1;
            let level = u16::from(pixel[channel]) * last * LEVELS / 255;
            (level + order).min(last * LEVELS) / LEVELS
        };
        let index = (step(0) * STEPS[1] + step(1)) * STEPS[2] + step(2);
        u8::try_from(index).ok().filter(|_| pixel[3] >= SOLID)
    };
    pixels.map(index).collect()
}

/// Returns a palette colour in percent of red, green and blue.
fn percents(colour: u8) -> [u16; 3] {
    let colour = u16::from(colour);
    let steps = [
        colour / STEPS[2] / STEPS[1],
        colour / STEPS[2] % STEPS[1],
        colour % STEPS[2],
    ];
    let mut percents = [0; 3];
    for (channel, percent) in percents.iter_mut().enumerate() {
        *percent = steps[channel] * 100 / (STEPS[channel] - 1);
    }
    percents
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(width: u32, pixels: &[[u8; 4]]) -> Raster {
        let height = u32::try_from(pixels.len()).unwrap() / width;
        Raster::new(width, height, pixels.concat()).unwrap()
    }

    const RED: [u8; 4] = [255, 0, 0, 255];
    const WHITE: [u8; 4] = [255; 4];
    const CLEAR: [u8; 4] = [9, 9, 9, 0];

    #[test]
    fn pictures_are_drawn_in_bands() {
        for (width, pixels, drawn) in [
            (1, vec![RED], "\"1;1;1;1#210;2;100;0;0#210@-"),
            (5, vec![RED; 35], "\"1;1;5;7#210;2;100;0;0#210!5~-#210!5@-"),
            (
                3,
                vec![CLEAR, RED, WHITE, RED, CLEAR, CLEAR],
                "\"1;1;3;2#210;2;100;0;0#251;2;100;100;100#210A@$#251??@-",
            ),
            (2, vec![CLEAR; 2], "\"1;1;2;1-"),
        ] {
            let expected = format!("\u{1b}P0;1;0q{drawn}\u{1b}\\");
            assert_eq!(draw(&raster(width, &pixels)), expected);
        }
    }

    #[test]
    fn what_lies_between_two_steps_is_a_pattern_of_both() {
        let grey = raster(4, &[[0, 21, 0, 255]; 16]);
        let pixels = indexed(&grey);
        let lit = pixels.iter().filter(|pixel| **pixel == Some(6)).count();
        assert_eq!(pixels.iter().flatten().count(), 16);
        assert!((7..=9).contains(&lit), "{lit} of 16 are lit for a half");
    }
}
