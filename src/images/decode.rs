//! Decodes image files; nothing is decoded before its size is known and allowed.

use std::io::Cursor;

use gif::{ColorOutput, MemoryLimit};
use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::chat::sanitize;
use crate::images::error::ImageError;
use crate::images::limits::{KEPT_SIDE, Limits};
use crate::images::orientation;
use crate::images::raster::Raster;

/// First bytes that identify each kind of file.
const KINDS: [(&[u8], Kind); 4] = [
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"\xff\xd8\xff", Kind::Jpeg),
    (b"GIF87a", Kind::Gif),
    (b"GIF89a", Kind::Gif),
];

#[derive(Clone, Copy)]
enum Kind {
    Png,
    Jpeg,
    Gif,
}

/// Decodes a PNG or JPEG file, as Chat takes them, or the first frame of a GIF.
///
/// The image is scaled so that no side is longer than the limit. The media type that the server gave is
/// ignored.
///
/// # Errors
/// Returns why the picture cannot be fetched or shown.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Raster, ImageError> {
    let kind = KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    let raster = match kind {
        Some((_, Kind::Png)) => png(bytes, limits)?,
        Some((_, Kind::Jpeg)) => jpeg(bytes, limits)?,
        Some((_, Kind::Gif)) => gif(bytes, limits)?,
        None => return Err(ImageError::NoImage(what(bytes))),
    };
    Ok(raster.within(KEPT_SIDE))
}

/// Returns what kind of file an unsupported one is, for the message.
fn what(bytes: &[u8]) -> &'static str {
    let start = bytes.trim_ascii_start();
    match start {
        [] => "an empty answer",
        [b'<', rest @ ..] if rest.starts_with(b"svg") || rest.starts_with(b"?xml") => "SVG or XML",
        [b'<', ..] => "a web page",
        [b'{' | b'[', ..] => "JSON",
        _ if start.starts_with(b"RIFF") => "WebP, which Chat does not accept",
        _ => "neither PNG nor JPEG",
    }
}

fn damaged(error: &dyn std::fmt::Display) -> ImageError {
    ImageError::Damaged(sanitize::name(&error.to_string()))
}

fn allowed(width: u32, height: u32, limits: &Limits) -> Result<(), ImageError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(ImageError::Damaged("it has no pixels".to_owned()));
    }
    if pixels > limits.pixels {
        return Err(ImageError::Pixels(width, height));
    }
    Ok(())
}

/// Returns the bytes a decoder may allocate for an image that is allowed: 16-bit colours, and as much again.
fn memory(limits: &Limits) -> usize {
    usize::try_from(limits.pixels.saturating_mul(16)).unwrap_or(usize::MAX)
}

fn png(bytes: &[u8], limits: &Limits) -> Result<Raster, ImageError> {
    let memory = png::Limits {
        bytes: memory(limits),
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), memory);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let (width, height) = decoder
        .read_header_info()
        .map(png::Info::size)
        .map_err(|error| damaged(&error))?;
    allowed(width, height, limits)?;
    let mut reader = decoder.read_info().map_err(|error| damaged(&error))?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or(0)];
    let frame = reader
        .next_frame(&mut pixels)
        .map_err(|error| damaged(&error))?;
    pixels.truncate(frame.buffer_size());
    // An animation's first frame may cover a part of the image; its own size is what was decoded.
    let channels = match frame.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        ColorType::Indexed => return Err(ImageError::Damaged("its palette is missing".to_owned())),
    };
    raster(frame.width, frame.height, pixels, channels)
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Raster, ImageError> {
    // The decoder's own limits are for either side; ours is for both together.
    let options = DecoderOptions::default()
        .set_max_width(u16::MAX.into())
        .set_max_height(u16::MAX.into())
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| damaged(&error))?;
    let info = decoder
        .info()
        .ok_or_else(|| ImageError::Damaged("it has no size".to_owned()))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    allowed(width, height, limits)?;
    let orientation = decoder.exif().map_or(1, |exif| orientation::read(exif));
    let pixels = decoder.decode().map_err(|error| damaged(&error))?;
    let kept = raster(width, height, pixels, 3)?.within(KEPT_SIDE);
    Ok(orientation::upright(kept, orientation))
}

fn gif(bytes: &[u8], limits: &Limits) -> Result<Raster, ImageError> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.check_frame_consistency(true);
    let memory = u64::try_from(memory(limits))
        .ok()
        .and_then(std::num::NonZeroU64::new);
    options.set_memory_limit(memory.map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes));
    let mut decoder = options
        .read_info(Cursor::new(bytes))
        .map_err(|error| damaged(&error))?;
    let (width, height) = (decoder.width(), decoder.height());
    allowed(width.into(), height.into(), limits)?;
    let frame = decoder
        .read_next_frame()
        .map_err(|error| damaged(&error))?
        .ok_or_else(|| ImageError::Damaged("it has no frame".to_owned()))?;
    // A frame covers a part of the image; the rest of it is transparent.
    let row = usize::from(width) * 4;
    let mut rgba = vec![0; row * usize::from(height)];
    let rows = rgba.chunks_exact_mut(row).skip(frame.top.into());
    let lines = frame
        .buffer
        .chunks_exact(usize::from(frame.width).max(1) * 4);
    for (to, from) in rows.zip(lines) {
        let to = &mut to[usize::from(frame.left) * 4..];
        let count = to.len().min(from.len());
        to[..count].copy_from_slice(&from[..count]);
    }
    raster(width.into(), height.into(), rgba, 4)
}

/// Converts pixels of grey, grey and alpha, RGB or RGBA into a raster.
fn raster(width: u32, height: u32, pixels: Vec<u8>, channels: usize) -> Result<Raster, ImageError> {
    let rgba: Vec<u8> = match channels {
        4 => pixels,
        3 => pixels
            .chunks_exact(3)
            .flat_map(|of| [of[0], of[1], of[2], 255])
            .collect(),
        2 => pixels
            .chunks_exact(2)
            .flat_map(|of| [of[0], of[0], of[0], of[1]])
            .collect(),
        _ => pixels.iter().flat_map(|of| [*of, *of, *of, 255]).collect(),
    };
    Raster::new(width, height, rgba)
        .ok_or_else(|| ImageError::Damaged("it has fewer pixels than it says".to_owned()))
}

#[cfg(test)]
mod tests;
