//! Clickable targets of the rendered message, top to bottom.

use crate::render::line::{Deed, Line};

/// A click target: neighbouring handles below each other that do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Their action.
    pub deed: Deed,
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// Returns the JSON Pointer, into the request, of what an action expands or pages.
#[must_use]
pub fn pointer(deed: &Deed) -> &str {
    match deed {
        Deed::Toggle(at) | Deed::Turn(at, _) => at,
    }
}

/// Returns the click targets from the top, those of several lines once.
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
