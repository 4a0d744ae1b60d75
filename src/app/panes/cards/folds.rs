//! Which parts of the outline and which rows of the form are collapsed.

use std::collections::BTreeSet;

use crate::document::path_map::Shift;
use crate::document::pointer;

/// The collapsed parts, by path, and the toggled rows, by key.
#[derive(Debug, Default)]
pub struct Folds {
    /// The parts of the outline whose children are collapsed.
    pub parts: BTreeSet<String>,
    /// The rows of forms that are not in their initial state.
    pub rows: BTreeSet<String>,
}

impl Folds {
    /// Collapses or expands the lines below a part. Returns whether that made a difference.
    pub fn fold(&mut self, path: &str, is_folded: bool) -> bool {
        if is_folded {
            self.parts.insert(path.to_owned())
        } else {
            self.parts.remove(path)
        }
    }

    /// Expands or collapses what is below a row of the form.
    pub fn toggle(&mut self, key: String) {
        if !self.rows.remove(&key) {
            self.rows.insert(key);
        }
    }

    /// Rebases the paths of collapsed parts after an edit moved them.
    pub fn map_paths(&mut self, shifts: &[Shift]) {
        let carried = |paths: &BTreeSet<String>| {
            let paths = paths.iter();
            paths
                .filter_map(|path| Shift::map_through(shifts, path))
                .collect()
        };
        self.parts = carried(&self.parts);
        self.rows = carried(&self.rows);
    }

    /// Expands everything around a part. Returns whether anything was collapsed.
    pub fn unfold_to(&mut self, path: &str) -> bool {
        let before = self.parts.len();
        self.parts
            .retain(|folded| folded == path || !pointer::is_within(path, folded));
        self.parts.len() != before
    }
}
