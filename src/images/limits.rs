//! Limits of the images of a message: network, time and memory.

use std::time::Duration;

/// Maximum number of images fetched for a message.
///
/// It is more than anybody looks at in a terminal, and a message of 32,000 bytes could name some three hundred.
pub const PICTURES: usize = 32;

/// Number of images fetched at once.
///
/// A message must not make a flood of the person's machine.
pub const AT_ONCE: usize = 4;

/// Longest side of a decoded image that is kept, in pixels.
///
/// A card is 76 cells wide at most, where a cell of a large font has sixteen.
pub const KEPT_SIDE: u32 = 1280;

/// Maximum size in bytes of all kept images together, decoded.
pub const KEPT: usize = 64 << 20;

/// Limits for one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Timeout from the first byte of the first request to the last of the last, so that no server can drip for
    /// ever.
    pub time: Duration,
    /// Maximum file size, in bytes.
    ///
    /// Chat's guide asks for 2 MB at most; four times that is let through.
    pub bytes: usize,
    /// Maximum number of redirects, each checked as the first URL was.
    pub redirects: usize,
    /// Maximum number of pixels, known before any is decoded.
    ///
    /// It allows those of a telephone's camera, not those of a decompression bomb. A decoder takes up to nine
    /// bytes for each.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(20),
            bytes: 8 << 20,
            redirects: 5,
            pixels: 16_000_000,
        }
    }
}
