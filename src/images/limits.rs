//! How much the pictures of a message may take of the network, the time and the memory.

use std::time::Duration;

/// The most pictures that are fetched of a message: more than anybody looks at in a terminal, and a
/// message of 32,000 bytes could name some three hundred.
pub const PICTURES: usize = 32;

/// How many are fetched at once; a message must not make a flood of the person's machine.
pub const AT_ONCE: usize = 4;

/// The longest side that is kept of a picture, in pixels: a card is 76 cells wide at most, where a
/// cell of a large font has sixteen.
pub const KEPT_SIDE: u32 = 1280;

/// The bytes that all kept pictures may take together.
pub const KEPT: usize = 64 << 20;

/// What one picture may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of the first request to the last of the last, so that no server can drip
    /// for ever.
    pub time: Duration,
    /// The bytes of its file. Chat's guide asks for 2 MB at most; four times that is let through.
    pub bytes: usize,
    /// How many redirects are followed, each judged as the first address was.
    pub redirects: usize,
    /// How many pixels it may have, known before any is decoded: those of a telephone's camera, not
    /// those of a bomb. A decoder takes up to nine bytes for each.
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
