//! What is folded away in the outline, and opened or shut in the form.

use std::collections::BTreeSet;

use crate::document::path_map::Shift;
use crate::document::pointer;

/// What is folded, by the places of parts and the keys of rows.
#[derive(Debug, Default)]
pub struct Folds {
    /// The parts of the outline whose lines below are folded away.
    pub parts: BTreeSet<String>,
    /// The rows of forms that are not as they are at first.
    pub rows: BTreeSet<String>,
}

impl Folds {
    /// Folds the lines below a part away, or shows them again. Returns whether that made a difference.
    pub fn fold(&mut self, path: &str, is_folded: bool) -> bool {
        if is_folded {
            self.parts.insert(path.to_owned())
        } else {
            self.parts.remove(path)
        }
    }

    /// Opens or shuts what stands below a row of the form.
    pub fn toggle(&mut self, key: String) {
        if !self.rows.remove(&key) {
            self.rows.insert(key);
        }
    }

    /// Lets what is folded follow its parts, which an edit moved.
    pub fn carry(&mut self, shifts: &[Shift]) {
        let carried = |paths: &BTreeSet<String>| {
            let paths = paths.iter();
            paths
                .filter_map(|path| Shift::carried_by(shifts, path))
                .collect()
        };
        self.parts = carried(&self.parts);
        self.rows = carried(&self.rows);
    }

    /// Shows whatever is folded away around a part. Returns whether anything was.
    pub fn unfold_to(&mut self, path: &str) -> bool {
        let before = self.parts.len();
        self.parts
            .retain(|folded| folded == path || !pointer::is_within(path, folded));
        self.parts.len() != before
    }
}
