//! Files of every kind, damaged files, and malicious files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::time::Instant;

use super::*;

/// 16 × 8: the left half red, the right half blue; as a scan of rows, and as scans that get finer.
const BASELINE: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAQX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAABgQH/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AhoTAnTNX/9k=";
const PROGRESSIVE: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAWAQEBAQAAAAAAAAAAAAAAAAAFAwb/2gAMAwEAAhADEAAAAYYMHc1//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABBQI//8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAwEBPwE//8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAgEBPwE//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQAGPwI//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPyE//9oADAMBAAIAAwAAABAT/8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAwEBPxA//8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAgEBPxA//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPxA//9k=";
/// 8 × 8 of a middle grey, without colours.
const GREY: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z";

fn jpeg_file(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

fn png_file(
    width: u32,
    height: u32,
    colour: ColorType,
    depth: png::BitDepth,
    data: &[u8],
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if colour == ColorType::Indexed {
        encoder.set_palette(vec![10, 20, 30, 200, 100, 50]);
        encoder.set_trns(vec![255, 0]);
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Returns the start of a PNG file that claims to be so large; one chunk of data follows.
fn promised(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = png::Encoder::new(&mut bytes, width, height);
    let writer = encoder.write_header().unwrap();
    std::mem::forget(writer);
    bytes
}

fn near(pixel: [u8; 4], wanted: [u8; 4]) -> bool {
    pixel
        .iter()
        .zip(wanted)
        .all(|(is, wanted)| is.abs_diff(wanted) < 12)
}

#[test]
fn all_kinds_of_png_are_read() {
    use png::BitDepth::{Eight, One, Sixteen};
    for (colour, depth, data, expected) in [
        (
            ColorType::Grayscale,
            Eight,
            &[7, 9][..],
            [[7, 7, 7, 255], [9, 9, 9, 255]],
        ),
        (
            ColorType::Grayscale,
            One,
            &[0b0100_0000],
            [[0, 0, 0, 255], [255; 4]],
        ),
        (
            ColorType::GrayscaleAlpha,
            Eight,
            &[7, 1, 9, 2],
            [[7, 7, 7, 1], [9, 9, 9, 2]],
        ),
        (
            ColorType::Rgb,
            Eight,
            &[1, 2, 3, 4, 5, 6],
            [[1, 2, 3, 255], [4, 5, 6, 255]],
        ),
        (
            ColorType::Rgba,
            Eight,
            &[1, 2, 3, 4, 5, 6, 7, 8],
            [[1, 2, 3, 4], [5, 6, 7, 8]],
        ),
        (
            ColorType::Rgb,
            Sixteen,
            &[1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0],
            [[1, 2, 3, 255], [4, 5, 6, 255]],
        ),
        (
            ColorType::Indexed,
            Eight,
            &[0, 1],
            [[10, 20, 30, 255], [200, 100, 50, 0]],
        ),
        (
            ColorType::Indexed,
            One,
            &[0b0100_0000],
            [[10, 20, 30, 255], [200, 100, 50, 0]],
        ),
    ] {
        let file = png_file(2, 1, colour, depth, data);
        let raster = decode(&file, &Limits::default()).unwrap();
        assert_eq!(
            [raster.pixel(0, 0), raster.pixel(1, 0)],
            expected,
            "{colour:?} {depth:?}"
        );
    }
}

#[test]
fn jpegs_are_read() {
    for text in [BASELINE, PROGRESSIVE] {
        let raster = decode(&jpeg_file(text), &Limits::default()).unwrap();
        assert_eq!(raster.size(), (16, 8));
        assert!(
            near(raster.pixel(3, 4), [200, 30, 40, 255]),
            "{:?}",
            raster.pixel(3, 4)
        );
        assert!(
            near(raster.pixel(12, 4), [20, 90, 220, 255]),
            "{:?}",
            raster.pixel(12, 4)
        );
    }
    let grey = decode(&jpeg_file(GREY), &Limits::default()).unwrap();
    assert!(near(grey.pixel(4, 4), [128, 128, 128, 255]));
}

#[test]
fn photographs_are_turned_upright() {
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(orientation::tests::exif(6, false));
    let length = u16::try_from(exif.len() + 2).unwrap();
    let segment = [&[0xff, 0xe1][..], &length.to_be_bytes(), &exif].concat();
    let mut file = jpeg_file(BASELINE);
    file.splice(2..2, segment);
    let raster = decode(&file, &Limits::default()).unwrap();
    assert_eq!(raster.size(), (8, 16));
    assert!(near(raster.pixel(4, 3), [200, 30, 40, 255]));
    assert!(near(raster.pixel(4, 12), [20, 90, 220, 255]));
}

#[test]
fn the_first_frame_of_a_gif_is_read() {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 3, 2, &[]).unwrap();
    let frame = |left, palette| gif::Frame {
        left,
        top: 1,
        width: 2,
        height: 1,
        palette: Some(palette),
        buffer: vec![0, 1].into(),
        ..gif::Frame::default()
    };
    encoder
        .write_frame(&frame(1, vec![1, 2, 3, 4, 5, 6]))
        .unwrap();
    encoder.write_frame(&frame(0, vec![9; 6])).unwrap();
    drop(encoder);
    let raster = decode(&bytes, &Limits::default()).unwrap();
    let pixels: Vec<[u8; 4]> = (0..6).map(|at| raster.pixel(at % 3, at / 3)).collect();
    let clear = [0; 4];
    assert_eq!(
        pixels,
        [clear, clear, clear, clear, [1, 2, 3, 255], [4, 5, 6, 255]]
    );
}

#[test]
fn what_is_no_picture_is_told() {
    for (bytes, what) in [
        (&b""[..], "an empty answer"),
        (b"<!doctype html><title>Log in</title>", "a web page"),
        (
            b"\n <svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG or XML",
        ),
        (b"{\"error\": 404}", "JSON"),
        (b"RIFF....WEBPVP8 ", "WebP, which Chat does not accept"),
        (b"BM......", "neither PNG nor JPEG"),
    ] {
        assert_eq!(
            decode(bytes, &Limits::default()),
            Err(ImageError::NoImage(what))
        );
    }
}

#[test]
fn bombs_are_told_before_they_are_decoded() {
    let huge = [
        (
            promised(100_000, 100_000),
            ImageError::Pixels(100_000, 100_000),
        ),
        (promised(4001, 4000), ImageError::Pixels(4001, 4000)),
    ];
    // Only its header claims so; the data would have to be made up.
    let mut jpeg = jpeg_file(BASELINE);
    let head = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    jpeg[head + 5..head + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let mut gif = b"GIF89a".to_vec();
    gif.extend([0xff; 4]);
    gif.extend([0, 0, 0, 0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 8]);
    let large = ImageError::Pixels(65535, 65535);
    for (bytes, fault) in huge
        .into_iter()
        .chain([(jpeg, large.clone()), (gif, large)])
    {
        let start = Instant::now();
        assert_eq!(decode(&bytes, &Limits::default()), Err(fault));
        assert!(start.elapsed().as_secs() < 20, "it was decoded");
    }
}

#[test]
fn what_is_allowed_may_be_large() {
    let data = vec![7; 1300 * 1400];
    let file = png_file(
        1400,
        1300,
        ColorType::Grayscale,
        png::BitDepth::Eight,
        &data,
    );
    let raster = decode(&file, &Limits::default()).unwrap();
    assert_eq!(raster.size(), (KEPT_SIDE, 1188));
}

#[test]
fn damaged_files_are_told_wherever_they_end() {
    let data: Vec<u8> = (0..12 * 12 * 3_u32).map(|at| at.to_le_bytes()[0]).collect();
    let png = png_file(12, 12, ColorType::Rgb, png::BitDepth::Eight, &data);
    let mut gif = Vec::new();
    let mut encoder = gif::Encoder::new(&mut gif, 8, 8, &[0, 0, 0, 9, 9, 9]).unwrap();
    let frame = gif::Frame {
        width: 8,
        height: 8,
        buffer: (0..64).map(|at| at % 2).collect::<Vec<u8>>().into(),
        ..gif::Frame::default()
    };
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    let jpegs = [BASELINE, PROGRESSIVE].map(jpeg_file);
    for file in [&png, &gif, &jpegs[0], &jpegs[1]] {
        for end in 0..file.len() {
            // A JPEG that ends early may still show what came.
            let _ = decode(&file[..end], &Limits::default());
        }
        for at in 0..file.len() {
            for bits in [0x01, 0x80, 0xff] {
                let mut bent = file.clone();
                bent[at] ^= bits;
                let _ = decode(&bent, &Limits::default());
            }
        }
    }
    for end in [10, 40, png.len() / 2] {
        let found = decode(&png[..end], &Limits::default());
        assert!(
            matches!(found, Err(ImageError::Damaged(_))),
            "{end}: {found:?}"
        );
    }
}
