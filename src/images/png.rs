//! Encodes an image as a PNG file, for terminals that take files.

use png::{BitDepth, ColorType, Compression, Encoder};

use crate::images::raster::Raster;

/// Returns the file, or `None` if it cannot be encoded.
#[must_use]
pub fn file(raster: &Raster) -> Option<Vec<u8>> {
    let (width, height) = raster.size();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(raster.rgba()).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::decode::decode;
    use crate::images::limits::Limits;

    #[test]
    fn what_is_written_can_be_read() {
        let rgba = (0..6 * 4).map(|byte| byte * 9).collect();
        let raster = Raster::new(3, 2, rgba).unwrap();
        let file = file(&raster).unwrap();
        assert_eq!(decode(&file, &Limits::default()), Ok(raster));
    }
}
