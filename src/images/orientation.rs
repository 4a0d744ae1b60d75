//! Exif orientation: rotates a photograph upright.

use crate::images::raster::Raster;

/// Exif tag of the orientation, and the type of a 16-bit integer.
///
/// <https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E>
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// Returns the orientation in the Exif data of a photograph, from 1 to 8; 1, upright, if it has none.
#[must_use]
pub fn read(exif: &[u8]) -> u16 {
    find(exif).filter(|it| (1..=8).contains(it)).unwrap_or(1)
}

fn find(exif: &[u8]) -> Option<u16> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = <[u8; 2]>::try_from(exif.get(at..at.checked_add(2)?)?).ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if is_little {
            second << 16 | first
        } else {
            first << 16 | second
        })
    };
    let table = long(4)?;
    let entries = usize::from(short(table)?);
    let mut entries = (0..entries).map(|number| table + 2 + number * 12);
    let entry = entries.find(|at| short(*at) == Some(ORIENTATION))?;
    short(entry + 8).filter(|_| short(entry + 2) == Some(SHORT))
}

/// Returns the image rotated upright.
#[must_use]
pub fn upright(raster: Raster, orientation: u16) -> Raster {
    let (width, height) = raster.size();
    let (right, bottom) = (width - 1, height - 1);
    let from = |x: u32, y: u32| match orientation {
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (y, bottom - x),
        7 => (right - y, bottom - x),
        8 => (right - y, x),
        _ => (x, y),
    };
    let (across, down) = match orientation {
        2..=4 => (width, height),
        5..=8 => (height, width),
        _ => return raster,
    };
    let places = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
    let pixels = places.flat_map(|(x, y)| {
        let (x, y) = from(x, y);
        raster.pixel(x, y)
    });
    let turned = Raster::new(across, down, pixels.collect());
    turned.unwrap_or(raster)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns Exif data with an orientation, after another tag.
    pub fn exif(orientation: u16, is_little: bool) -> Vec<u8> {
        let shorts = [
            2,
            0x010f,
            2,
            0,
            4,
            0,
            0,
            ORIENTATION,
            SHORT,
            0,
            1,
            orientation,
            0,
        ];
        let mut bytes = if is_little {
            b"II*\0\x08\0\0\0".to_vec()
        } else {
            b"MM\0*\0\0\0\x08".to_vec()
        };
        for short in shorts {
            bytes.extend(if is_little {
                u16::to_le_bytes(short)
            } else {
                u16::to_be_bytes(short)
            });
        }
        bytes
    }

    #[test]
    fn orientations_are_read() {
        for orientation in 1..=8 {
            assert_eq!(read(&exif(orientation, true)), orientation);
            assert_eq!(read(&exif(orientation, false)), orientation);
        }
        let whole = exif(6, true);
        assert_eq!(
            [read(&exif(9, true)), read(&exif(0, false)), read(b"")],
            [1; 3]
        );
        for end in 0..whole.len() - 2 {
            assert_eq!(read(&whole[..end]), 1, "{end}");
        }
        let mut far = whole;
        far[4..8].copy_from_slice(&[0xff; 4]);
        assert_eq!(read(&far), 1);
    }

    #[test]
    fn photographs_stand_upright() {
        let rows = |raster: &Raster| -> Vec<String> {
            let (width, height) = raster.size();
            let letter = |x, y| char::from(raster.pixel(x, y)[0]);
            (0..height)
                .map(|y| (0..width).map(|x| letter(x, y)).collect())
                .collect()
        };
        for (orientation, upright_rows) in [
            (1, &["abc", "def"][..]),
            (2, &["cba", "fed"]),
            (3, &["fed", "cba"]),
            (4, &["def", "abc"]),
            (5, &["ad", "be", "cf"]),
            (6, &["da", "eb", "fc"]),
            (7, &["fc", "eb", "da"]),
            (8, &["cf", "be", "ad"]),
        ] {
            let pixels = b"abcdef".iter().flat_map(|letter| [*letter, 0, 0, 255]);
            let raster = Raster::new(3, 2, pixels.collect()).unwrap();
            let turned = upright(raster, orientation);
            assert_eq!(rows(&turned), upright_rows, "{orientation}");
        }
    }
}
