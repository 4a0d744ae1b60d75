//! What of the look can be opened or turned, from the top.

use crate::render::line::{Deed, Line};

/// Handles that do the same and lie below each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What they do.
    pub deed: Deed,
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// The JSON Pointer, into the request, of what a deed opens or turns.
#[must_use]
pub fn pointer(deed: &Deed) -> &str {
    match deed {
        Deed::Toggle(at) | Deed::Turn(at, _) => at,
    }
}

/// The handles from the top, those of several lines once.
#[must_use]
pub fn spots(lines: &[Line]) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for handle in line.handles() {
            let same = spots
                .iter_mut()
                .rev()
                .find(|spot| spot.deed == handle.deed && spot.last + 1 >= row);
            match same {
                Some(spot) => spot.last = row,
                None => spots.push(Spot {
                    deed: handle.deed.clone(),
                    first: row,
                    last: row,
                }),
            }
        }
    }
    spots
}
